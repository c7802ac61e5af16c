package dev.loopmend.notebook;

/// How a JSON file is written, as far as new strings have to look like its others: whether it
/// escapes all that is not ASCII, and what stands between two items on one line.
record JsonStyle(boolean ascii, String inlineSeparator) {
  private static final int LAST_ASCII = 0x7F;

  /// The style of a JSON text.
  static JsonStyle of(String json) {
    int name = json.indexOf("\":");
    boolean tight = name >= 0 && name + 2 < json.length() && json.charAt(name + 2) != ' ';
    boolean ascii = json.chars().allMatch(c -> c <= LAST_ASCII) && hasEscapedLetter(json);
    return new JsonStyle(ascii, tight ? "," : ", ");
  }

  /// Ex) `\u00e9`, but not `\u001b`, which has to be escaped
  private static boolean hasEscapedLetter(String json) {
    for (int at = json.indexOf("\\u"); at >= 0; at = json.indexOf("\\u", at + 2)) {
      boolean digits = at + 6 <= json.length();
      if (digits
          && Character.digit(json.charAt(at + 2), 16) + Character.digit(json.charAt(at + 3), 16)
              > 0) {
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
