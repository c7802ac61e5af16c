/// Writing in real folders and repositories.
@NullMarked
package dev.loopmend.write;

import org.jspecify.annotations.NullMarked;
