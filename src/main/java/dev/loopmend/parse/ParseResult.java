package dev.loopmend.parse;

import dev.loopmend.syntax.SyntaxTree;

/// What became of a text that was parsed.
public sealed interface ParseResult {
  /// The text is Python, and this is its tree.
  record Parsed(SyntaxTree tree) implements ParseResult {}

  /// The text is no Python. `offset` (UTF-16 units from 0) is where it stops being so; the message
  /// is a sentence without a full stop that names no position.
  record Rejected(int offset, String message) implements ParseResult {}
}
