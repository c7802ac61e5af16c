/// The lossless token table and the tree of a Python file, as immutable records.
///
/// Knows Python's tokens, nodes and operator precedence, and nothing of how they were parsed, of
/// what names mean, or of edits.
@NullMarked
package dev.loopmend.syntax;

import org.jspecify.annotations.NullMarked;
