package dev.loopmend.engine;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;

/// What came of reading and parsing a file.
sealed interface Loading {
  record Loaded(SourceText source, SyntaxTree tree) implements Loading {}

  record Skipped(FileOutcome.Skipped outcome) implements Loading {}

  /// Reads and parses a file of a tree.
  static Loading load(SourceTree sources, String path, int maxSize) {
    return switch (sources.read(path)) {
      case SourceTree.Reading.Unreadable(String why) -> skip(path, why);
      case SourceTree.Reading.Bytes(byte[] bytes) -> load(path, bytes, maxSize);
    };
  }

  /// Decodes and parses the bytes of a file.
  static Loading load(String path, byte[] bytes, int maxSize) {
    if (bytes.length > maxSize) {
      return skip(path, "it has " + bytes.length + " bytes, more than --max-file-size " + maxSize);
    }
    return switch (SourceText.decode(bytes)) {
      case SourceText.Decoding.Undecodable(int line, int column, String why) ->
          new Skipped(new FileOutcome.Skipped(path, line, column, why));
      case SourceText.Decoding.Decoded(SourceText source) -> parse(path, source);
    };
  }

  private static Loading parse(String path, SourceText source) {
    return switch (PythonParser.parse(source.text(), PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) -> new Loaded(source, tree);
      case ParseResult.Rejected(int offset, String message) -> {
        LineMap lines = LineMap.of(source.text());
        int line = lines.line(offset);
        int column = lines.column(offset);
        yield new Skipped(new FileOutcome.Skipped(path, line, column, message, lines.textOf(line)));
      }
    };
  }

  private static Loading skip(String path, String why) {
    return new Skipped(new FileOutcome.Skipped(path, 0, 0, why));
  }
}
