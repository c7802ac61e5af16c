package dev.loopmend.diff;

import java.nio.charset.StandardCharsets;

/// Paths as git writes them with `core.quotePath` on: in double quotes, with C's escapes, as soon
/// as they hold a control character, a quote, a backslash or anything beyond ASCII.
public final class GitPath {
  private GitPath() {}

  /// The path, quoted if it has to be.
  public static String quoted(String path) {
    StringBuilder quoted = new StringBuilder("\"");
    boolean needed = false;
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      String shown = escaped(b & 0xFF);
      needed |= shown.length() > 1;
      quoted.append(shown);
    }
    return needed ? quoted.append('"').toString() : path;
  }

  private static String escaped(int b) {
    return switch (b) {
      case 0x07 -> "\\a";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case 0x0B -> "\\v";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      default -> b < 0x20 || b >= 0x7F ? "\\%03o".formatted(b) : Character.toString((char) b);
    };
  }
}
