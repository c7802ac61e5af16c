package dev.loopmend.engine;

import dev.loopmend.recipe.Example;

/// An example of a recipe that did not come out. `line` is that of the code in the recipe file,
/// from 1; where texts differ `expected` and `actual` hold them whole, else both are empty.
public record ExampleFailure(
    Example example, int line, String what, String expected, String actual) {}
