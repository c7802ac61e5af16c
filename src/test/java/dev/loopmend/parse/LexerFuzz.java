package dev.loopmend.parse;

import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.text.SourceText;

/// The target that Jazzer calls: any bytes are cut into tokens that join to them, or are refused at
/// a place.
public final class LexerFuzz {
  private LexerFuzz() {}

  /// Throws if the lexer does otherwise than it says.
  public static void fuzzerTestOneInput(byte[] bytes) {
    if (SourceText.decode(bytes) instanceof SourceText.Decoding.Decoded(SourceText source)) {
      for (Dialect dialect : Dialect.values()) {
        tokenize(source.text(), dialect);
      }
    }
  }

  private static void tokenize(String text, Dialect dialect) {
    try {
      if (!Parsing.joined(Lexer.tokenize(text, dialect).table()).equals(text)) {
        throw new IllegalStateException("the tokens are not the text: " + dialect);
      }
    } catch (SyntaxFault fault) {
      if (fault.offset() < 0 || fault.offset() > text.length()) {
        throw new IllegalStateException("no such place: " + fault.offset(), fault);
      }
    }
  }
}
