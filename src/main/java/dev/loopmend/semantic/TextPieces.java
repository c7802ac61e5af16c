package dev.loopmend.semantic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads string literals that stand side by side, with the escapes that a text of names may have
/// (Language Reference, 2.4.1 and 2.4.2).
final class TextPieces {
  private static final Pattern START =
      Pattern.compile("(?:\\s|\\\\\\R|#[^\r\n]*+)*+([uUrR]?)(\"\"\"|'''|\"|')");

  private final String source;
  private final StringBuilder value = new StringBuilder();
  private int at;

  private TextPieces(String source) {
    this.source = source;
  }

  /// What the pieces say together; nothing where one has an escape for a character that no name
  /// has. Ex) `"app." r'jobs'` is app.jobs
  static Optional<String> of(String source) {
    TextPieces pieces = new TextPieces(source);
    return pieces.read() ? Optional.of(pieces.value.toString()) : Optional.empty();
  }

  private boolean read() {
    Matcher start = START.matcher(source);
    while (start.region(at, source.length()).lookingAt()) {
      at = start.end();
      if (!piece(start.group(2), start.group(1).equalsIgnoreCase("r"))) {
        return false;
      }
    }
    return at == source.length();
  }

  /// Reads up to the closing quotes and over them.
  private boolean piece(String quotes, boolean raw) {
    while (!source.startsWith(quotes, at)) {
      boolean escape = source.startsWith("\\", at);
      if (at + 1 >= source.length() || (escape && !raw && !escape(source.charAt(at + 1)))) {
        return false;
      }
      if (escape && raw) {
        value.append(source, at, at + 2);
      } else if (!escape) {
        value.append(source.charAt(at));
      }
      at += !escape ? 1 : source.startsWith("\r\n", at + 1) ? 3 : 2;
    }
    at += quotes.length();
    return true;
  }

  /// Adds what a backslash and a character stand for, a line end for nothing.
  private boolean escape(char character) {
    switch (character) {
      case '\\', '\'', '"' -> value.append(character);
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case '\r', '\n' -> {}
      default -> {
        return false;
      }
    }
    return true;
  }
}
