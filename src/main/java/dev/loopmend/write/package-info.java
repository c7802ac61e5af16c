/// Writes changed files: atomically, with their mode, and never over somebody else's work.
///
/// Knows the file system and asks the git program about unstaged changes; knows no findings, no
/// formats and no command line.
@NullMarked
package dev.loopmend.write;

import org.jspecify.annotations.NullMarked;
