/// Recipes as data: the recipe file, the knowledge files, options, findings, and the ports that
/// conditions and rewrites implement.
///
/// Knows patterns and the semantic model; knows no single condition, no engine and no file system.
@NullMarked
package dev.loopmend.recipe;

import org.jspecify.annotations.NullMarked;
