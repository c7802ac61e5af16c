package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import java.util.Locale;

/// Decodes string literals (Language Reference, 2.4.1.1).
final class StringValue {
  private final String text;
  private final int end;
  private final boolean bytes;
  private final StringBuilder value;
  private int at;

  private StringValue(String text, int from, int end, boolean bytes, StringBuilder value) {
    this.text = text;
    this.at = from;
    this.end = end;
    this.bytes = bytes;
    this.value = value;
  }

  /// What strings without fields that stand side by side say together. `\N{…}` stays as it is
  /// written. Ex) `'a' r"\n"` is `a\n` with a backslash
  static String of(SyntaxTree tree, Expr.Constant constant) {
    StringBuilder value = new StringBuilder();
    boolean bytes = constant.kind() == Expr.ConstantKind.BYTES;
    for (int token = tree.firstToken(constant); token <= tree.lastToken(constant); token++) {
      if (tree.tokens().kind(token) == TokenKind.STRING) {
        piece(tree.tokens().text(token), bytes, value);
      }
    }
    return value.toString();
  }

  private static void piece(String literal, boolean bytes, StringBuilder value) {
    char quote = literal.charAt(literal.length() - 1);
    int open = literal.indexOf(quote);
    boolean raw = literal.substring(0, open).toLowerCase(Locale.ROOT).contains("r");
    boolean triple =
        literal.length() >= open + 6 && literal.startsWith(("" + quote).repeat(3), open);
    int width = triple ? 3 : 1;
    int end = literal.length() - width;
    String text = literal.replace("\r\n", "\n").replace('\r', '\n');
    end -= literal.length() - text.length();
    if (raw) {
      value.append(text, open + width, end);
    } else {
      new StringValue(text, open + width, end, bytes, value).decode();
    }
  }

  private void decode() {
    while (at < end) {
      char c = text.charAt(at++);
      if (c == '\\') {
        escape(text.charAt(at++));
      } else {
        value.append(c);
      }
    }
  }

  private void escape(char c) {
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> value.append(c);
      case 'a' -> value.append('\007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\013');
      case 'x' -> hexadecimal(2);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
      default -> {
        if (!bytes && (c == 'u' || c == 'U')) {
          hexadecimal(c == 'u' ? 4 : 8);
        } else {
          value.append('\\').append(c);
        }
      }
    }
  }

  private void hexadecimal(int digits) {
    value.appendCodePoint(Integer.parseInt(text, at, at + digits, 16));
    at += digits;
  }

  /// Up to three digits, the first of which is already passed over.
  private void octal() {
    int from = at - 1;
    while (at < end && at < from + 3 && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
      at++;
    }
    int code = Integer.parseInt(text, from, at, 8);
    value.append((char) (bytes ? code & 0xFF : code));
  }
}
