/// Correct programs into which bugs are put, to see whether the tool finds and mends just these.
@NullMarked
package dev.loopmend.injection;

import org.jspecify.annotations.NullMarked;
