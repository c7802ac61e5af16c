package dev.loopmend.notebook;

import java.util.Arrays;

/// A JSON string inside of a JSON text: where it starts and ends there, the quotes included, what
/// it says, and where each of its characters stands.
final class JsonItem {
  private final int start;
  private final int end;
  private final String text;
  private final int[] offsets;

  private JsonItem(int start, int end, String text, int[] offsets) {
    this.start = start;
    this.end = end;
    this.text = text;
    this.offsets = offsets;
  }

  /// The string whose opening quote stands at an offset of valid JSON.
  static JsonItem at(CharSequence json, int quote) {
    StringBuilder text = new StringBuilder();
    int[] offsets = new int[64];
    int at = quote + 1;
    while (true) {
      if (text.length() == offsets.length) {
        offsets = Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[text.length()] = at;
      char c = json.charAt(at);
      if (c == '"') {
        return new JsonItem(
            quote, at + 1, text.toString(), Arrays.copyOf(offsets, text.length() + 1));
      }
      if (c != '\\') {
        text.append(c);
        at++;
      } else if (json.charAt(at + 1) == 'u') {
        text.append((char) Integer.parseInt(json.subSequence(at + 2, at + 6).toString(), 16));
        at += 6;
      } else {
        text.append(unescaped(json.charAt(at + 1)));
        at += 2;
      }
    }
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  /// The offset of the opening quote.
  int start() {
    return start;
  }

  /// The offset behind the closing quote.
  int end() {
    return end;
  }

  String text() {
    return text;
  }

  /// The offset in the JSON of a character of the text, or of the closing quote for its end.
  int offset(int at) {
    return offsets[at];
  }
}
