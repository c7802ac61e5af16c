/// Writes changed files: atomically, with their mode, and never over somebody else's work; keeps
/// what it takes to undo that, and undoes it.
///
/// Knows the file system; is told which files somebody is at work on. Knows no git, no findings, no
/// formats and no command line.
@NullMarked
package dev.loopmend.write;

import org.jspecify.annotations.NullMarked;
