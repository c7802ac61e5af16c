/// Statements and functions changed as text: removed, dedented, awaited, doubled.
///
/// Knows trees and edits, and works out where comments and blank lines go; knows nothing of what a
/// name means, of recipes, or of why something is changed.
@NullMarked
package dev.loopmend.rewrite;

import org.jspecify.annotations.NullMarked;
