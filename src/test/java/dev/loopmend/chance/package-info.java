/// What chance decides in tests. Knows no test and nothing of what is tested.
@NullMarked
package dev.loopmend.chance;

import org.jspecify.annotations.NullMarked;
