/// How the code of notebooks is read and written.
@NullMarked
package dev.loopmend.notebook;

import org.jspecify.annotations.NullMarked;
