/// The whole tool on code that was not written for it.
@NullMarked
package dev.loopmend.corpus;

import org.jspecify.annotations.NullMarked;
