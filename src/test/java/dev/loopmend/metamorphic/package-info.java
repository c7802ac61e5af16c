/// Programs changed in ways that must not matter, or must silence a recipe: what is found before
/// and after is compared.
@NullMarked
package dev.loopmend.metamorphic;

import org.jspecify.annotations.NullMarked;
