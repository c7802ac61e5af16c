/// From plain functions to coroutine functions: which loop a call runs, who calls a function that
/// has to become one, and what becomes of each of them.
///
/// Knows the semantic model, the text mechanics of `rewrite` and the ports of `recipe`; knows
/// neither operations nor the engine.
@NullMarked
package dev.loopmend.conversion;

import org.jspecify.annotations.NullMarked;
