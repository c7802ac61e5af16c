/// The command line: picocli commands, wiring, exit codes, and the only use of the console.
///
/// Knows every other package by its facade; knows nothing of how Python is parsed or mended.
@NullMarked
package dev.loopmend.cli;

import org.jspecify.annotations.NullMarked;
