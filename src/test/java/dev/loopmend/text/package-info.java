/// Tests of text, encodings and lines.
@NullMarked
package dev.loopmend.text;

import org.jspecify.annotations.NullMarked;
