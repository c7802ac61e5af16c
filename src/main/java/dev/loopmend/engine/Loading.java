package dev.loopmend.engine;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.AbsentText;
import dev.loopmend.text.Formats;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.Origin;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.List;

/// What came of reading and parsing a file.
sealed interface Loading {
  record Loaded(SourceText source, SyntaxTree tree) implements Loading {}

  record Skipped(FileOutcome.Skipped outcome) implements Loading {}

  /// Reads and parses a file of a tree.
  static Loading load(SourceTree sources, Formats formats, String path, int maxSize) {
    return switch (sources.read(path)) {
      case SourceTree.Reading.Unreadable(String why) -> skip(path, why);
      case SourceTree.Reading.Bytes(byte[] bytes) -> load(formats, path, bytes, maxSize);
      case SourceTree.Reading.Absent(String lineEnd) ->
          parse(path, new AbsentText(lineEnd), maxSize);
    };
  }

  /// Decodes and parses the bytes of a file.
  static Loading load(Formats formats, String path, byte[] bytes, int maxSize) {
    boolean whole = !Formats.isNotebook(path);
    if (whole && bytes.length > maxSize) {
      return tooLarge(path, bytes.length, maxSize);
    }
    return switch (formats.decode(path, bytes)) {
      case SourceText.Decoding.Undecodable(int line, int column, String why) ->
          new Skipped(new FileOutcome.Skipped(path, line, column, why));
      case SourceText.Decoding.Decoded(SourceText source) -> parse(path, source, maxSize);
    };
  }

  /// Parses a text, of which a notebook holds only a part of its bytes.
  static Loading parse(String path, SourceText source, int maxSize) {
    if (source.text().length() > maxSize) {
      return tooLarge(path, source.text().length(), maxSize);
    }
    return switch (parse(source.text(), source.origin())) {
      case ParseResult.Parsed(SyntaxTree tree) -> new Loaded(source, tree);
      case ParseResult.Rejected rejected -> withoutBroken(path, source, rejected);
    };
  }

  /// A cell of a notebook that is no Python runs nothing: the others are read without it.
  private static Loading withoutBroken(
      String path, SourceText source, ParseResult.Rejected rejected) {
    if (source.origin().isNotebook()) {
      List<Span> broken =
          source.parts().stream()
              .filter(
                  part ->
                      parse(part.of(source.text()), source.origin())
                          instanceof ParseResult.Rejected)
              .toList();
      SourceText rest = source.without(broken);
      if (!broken.isEmpty()
          && parse(rest.text(), rest.origin()) instanceof ParseResult.Parsed(SyntaxTree tree)) {
        return new Loaded(rest, tree);
      }
    }
    Origin.Place at = source.origin().place(rejected.offset());
    LineMap lines = LineMap.of(source.text());
    String snippet = lines.textOf(lines.line(rejected.offset()));
    return new Skipped(
        new FileOutcome.Skipped(path, at.line(), at.column(), rejected.message(), snippet));
  }

  /// Parses the Python of a file.
  static ParseResult parse(String text, Origin origin) {
    boolean notebook = origin.isNotebook();
    PythonParser.Dialect dialect =
        notebook ? PythonParser.Dialect.NOTEBOOK : PythonParser.Dialect.PYTHON;
    return switch (PythonParser.parse(text, dialect)) {
      case ParseResult.Parsed(SyntaxTree tree) when notebook ->
          new ParseResult.Parsed(tree.from(origin));
      case ParseResult.Parsed parsed -> parsed;
      case ParseResult.Rejected rejected -> rejected;
    };
  }

  private static Loading tooLarge(String path, int size, int maxSize) {
    return skip(path, "it has " + size + " bytes, more than --max-file-size " + maxSize);
  }

  private static Loading skip(String path, String why) {
    return new Skipped(new FileOutcome.Skipped(path, 0, 0, why));
  }
}
