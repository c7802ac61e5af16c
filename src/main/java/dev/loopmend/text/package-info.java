/// Characters and where they stand: encoding, byte order mark, line ends, spans and lines.
///
/// Knows nothing of Python but how it finds a file's encoding (PEP 263) and where its lines end.
@NullMarked
package dev.loopmend.text;

import org.jspecify.annotations.NullMarked;
