package dev.loopmend.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a JSON file is written, as far as new strings have to look like its others: whether it
/// escapes all that is not ASCII, and what stands between two items on one line.
record JsonStyle(boolean ascii, String inlineSeparator) {
  private static final int LAST_ASCII = 0x7F;
  private static final Pattern ESCAPE = Pattern.compile("\\\\u(\\p{XDigit}{4})");

  /// The style of a JSON text.
  static JsonStyle of(String json) {
    int name = json.indexOf("\":");
    boolean tight = name >= 0 && name + 2 < json.length() && json.charAt(name + 2) != ' ';
    boolean ascii = json.chars().allMatch(c -> c <= LAST_ASCII) && hasEscapedLetter(json);
    return new JsonStyle(ascii, tight ? "," : ", ");
  }

  /// Ex) `\u00e9`, but not `\u001b`, which has to be escaped
  private static boolean hasEscapedLetter(String json) {
    Matcher escape = ESCAPE.matcher(json);
    while (escape.find()) {
      if (Integer.parseInt(escape.group(1), 16) > LAST_ASCII) {
        return true;
      }
    }
    return false;
  }

  /// What stands between two items of a list before whose first item `space` stands.
  String separator(String space) {
    return space.indexOf('\n') >= 0 ? "," + space : inlineSeparator;
  }

  /// A text as it is written between the quotes of a string.
  String escaped(String text) {
    StringBuilder json = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\f' -> json.append("\\f");
        case '\b' -> json.append("\\b");
        default -> {
          if (c < ' ' || (ascii && c > LAST_ASCII)) {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.toString();
  }
}
