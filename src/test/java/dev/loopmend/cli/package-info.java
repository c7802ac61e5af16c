/// Transcripts of commands, in process.
@NullMarked
package dev.loopmend.cli;

import org.jspecify.annotations.NullMarked;
