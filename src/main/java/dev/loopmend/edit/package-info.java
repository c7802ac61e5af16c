/// Edits as values: what a fix changes, what it asks for, how sure it is, and how edits are
/// applied.
///
/// Knows spans and text, and nothing of Python, of tokens or of recipes.
@NullMarked
package dev.loopmend.edit;

import org.jspecify.annotations.NullMarked;
