/// What a run reads from disk, or from a commit as a file system of its own: Python files below the
/// given paths, configuration, target Python.
///
/// Knows the file system, ignore files and TOML; knows no Python syntax, no output format and no
/// command line. Changes no file.
@NullMarked
package dev.loopmend.project;

import org.jspecify.annotations.NullMarked;
