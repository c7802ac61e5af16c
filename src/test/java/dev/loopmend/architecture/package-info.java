/// What holds for the code as a whole: the floors, the confined libraries, sizes and names.
@NullMarked
package dev.loopmend.architecture;

import org.jspecify.annotations.NullMarked;
