/// From text to tree: the lexer, the generated ANTLR parser and the builder of records.
///
/// The only package that knows ANTLR. Knows nothing of what names mean or of recipes.
///
/// What Python 3.8 to 3.15 accepts is accepted, and what CPython refuses is refused, its compiler's
/// refusals included (`AcceptanceTest`). CPython 3.13 is the reference, newer ones for newer
/// syntax. Left different on purpose:
///
/// * The name in `\N{...}` may be unknown: which names there are depends on the version of Unicode,
///   and a valid file must not be refused for one.
/// * Names may hold the letters of the Unicode version that the running Java knows, for the same
///   reason.
/// * More than 20 nested blocks (`for`, `try`, `with`) are accepted: a limit of CPython's compiler
///   that says nothing about the text. So are integers of more than 4300 digits.
/// * A line end in the format specification of an f-string in single quotes is accepted: Pythons up
///   to 3.13.2 did, later ones refuse it.
/// * `yield` and `:=` in an annotation are refused only behind `from __future__ import
///   annotations`, as before 3.14, which refuses them everywhere.
/// * `await` in a local annotation of a plain function, `del a.__debug__` and `a.__debug__ += 1`
///   are refused, as since 3.14.
/// * A lambda that names a parameter `__debug__` is refused also in an annotation that nobody
///   compiles.
/// * What only Pythons before 3.13 let pass is refused: `(*a), b = c`, a bare generator expression
///   in the field of an f-string, `from .__future__ import a` before a real one.
/// * `from __future__ import barry_as_FLUFL` does not exchange `!=` for `<>`.
@NullMarked
package dev.loopmend.parse;

import org.jspecify.annotations.NullMarked;
