/// Patterns written in Python, matched structurally with resolved names.
///
/// Knows trees and the semantic model; knows neither the parser that made a pattern's tree, nor
/// edits, nor what a match is good for.
@NullMarked
package dev.loopmend.match;

import org.jspecify.annotations.NullMarked;
