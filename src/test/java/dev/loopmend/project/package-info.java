/// Finding files and settings on a real disk.
@NullMarked
package dev.loopmend.project;

import org.jspecify.annotations.NullMarked;
