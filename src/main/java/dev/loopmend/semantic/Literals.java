package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What string literals say, as far as names and patterns need it.
final class Literals {
  private static final Pattern PLAIN =
      Pattern.compile("[uUrR]?(\"\"\"|'''|\"|')([^\\\\\"']*)\\1", Pattern.DOTALL);

  private static final Pattern HEAD =
      Pattern.compile("[fFrR]{1,2}(\"\"\"|'''|\"|')([^\\\\\"'{}]*)\\{(?!\\{)");

  private Literals() {}

  /// The text of a string literal of one or more pieces; nothing where it has an escape for a
  /// character that no name has. Ex) `"app." r'jobs'` is app.jobs
  static Optional<String> string(Expr.Constant constant) {
    if (constant.kind() != Expr.ConstantKind.STRING) {
      return Optional.empty();
    }
    Matcher plain = PLAIN.matcher(constant.text());
    return plain.matches() ? Optional.of(plain.group(2)) : TextPieces.of(constant.text());
  }

  /// What stands before the first field of an f-string of one piece.
  static String head(String source) {
    Matcher head = HEAD.matcher(source);
    return head.lookingAt() ? head.group(2) : "";
  }

  /// What stands behind the last field of an f-string.
  static String tail(String source) {
    int end = source.length();
    while (end > 0 && (source.charAt(end - 1) == '"' || source.charAt(end - 1) == '\'')) {
      end--;
    }
    return source.substring(source.lastIndexOf('}', end - 1) + 1, end);
  }
}
