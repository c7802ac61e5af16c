/// Diffs that the real git applies.
@NullMarked
package dev.loopmend.diff;

import org.jspecify.annotations.NullMarked;
