/// The order of stages: pre-filter, match, conflicts, import planning, edits, verification.
///
/// Knows recipes and source trees through their ports; knows no file system, no command line, no
/// git and no format of output.
@NullMarked
package dev.loopmend.engine;

import org.jspecify.annotations.NullMarked;
