/// From text to tree: the lexer, the generated ANTLR parser and the builder of records.
///
/// The only package that knows ANTLR. Knows nothing of what names mean or of recipes.
@NullMarked
package dev.loopmend.parse;

import org.jspecify.annotations.NullMarked;
