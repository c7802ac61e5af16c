package dev.loopmend.parse;

import dev.loopmend.parse.ParseResult.Parsed;
import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;

/// The target that Jazzer calls (`mvn verify -Pfuzz`): any bytes parse or are rejected at a place.
public final class ParserFuzz {
  private ParserFuzz() {}

  /// Throws if the parser does, or if what it says does not fit the text.
  public static void fuzzerTestOneInput(byte[] bytes) {
    if (SourceText.decode(bytes) instanceof SourceText.Decoding.Decoded(SourceText source)) {
      switch (PythonParser.parse(source.text(), Dialect.PYTHON)) {
        case Parsed parsed -> Parsing.checkShape(parsed.tree());
        case Rejected rejected -> {
          if (rejected.offset() > source.text().length()
              || LineMap.of(source.text()).line(rejected.offset()) < 1) {
            throw new IllegalStateException("no such place: " + rejected);
          }
        }
      }
    }
  }
}
