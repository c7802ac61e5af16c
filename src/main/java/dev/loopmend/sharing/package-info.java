/// Objects that code makes, uses and closes in one place, and could share: how long they live, what
/// is done with them, whether they are closed on every path, who else may need them, and where a
/// program that shares them can close them; and modules that hold what several files use.
///
/// Knows the semantic model, the text mechanics of `rewrite` and the ports of `recipe`; knows
/// neither operations nor the engine, and no library by name.
@NullMarked
package dev.loopmend.sharing;

import org.jspecify.annotations.NullMarked;
