/// The proof of each fix: the Python is run before and after it.
@NullMarked
package dev.loopmend.behaviour;

import org.jspecify.annotations.NullMarked;
