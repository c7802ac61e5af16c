/// What other tools find before and after a run.
@NullMarked
package dev.loopmend.differential;

import org.jspecify.annotations.NullMarked;
