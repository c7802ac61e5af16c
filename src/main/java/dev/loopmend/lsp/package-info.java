/// The language server: the open files of an editor, what is found in them, and its fixes as edits
/// of the editor's.
///
/// Knows the protocol (LSP4J) and nothing of the command line: how settings and recipes are found
/// is handed in, and nothing but the protocol is written to the stream that it is given.
@NullMarked
package dev.loopmend.lsp;

import org.jspecify.annotations.NullMarked;
