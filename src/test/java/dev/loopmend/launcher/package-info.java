/// Tests of the two shell scripts that start Loopmend, with a fake Maven and a fake image.
@NullMarked
package dev.loopmend.launcher;

import org.jspecify.annotations.NullMarked;
