package dev.loopmend.notebook;

/// A logical line of Python in the rough: as much of it as tells where it ends and whether IPython
/// reads something in it. `end` is the offset of the line break that ends it, or that of the end of
/// the text; `magicAt` that of a `%` or `!` behind an assignment, or -1; `isQuestion` if a question
/// mark makes it a request for help; `isWhole` if all brackets and strings are closed.
record LogicalLine(int end, int magicAt, boolean isQuestion, boolean isWhole) {

  /// The logical line that starts at an offset.
  static LogicalLine of(CharSequence text, int start) {
    Scanner scanner = new Scanner(text, start);
    scanner.run();
    return new LogicalLine(
        scanner.at, scanner.magicAt, scanner.question, scanner.depth == 0 && !scanner.open);
  }

  private static final class Scanner {
    private final CharSequence text;
    private int at;
    private int depth;
    private int magicAt = -1;
    private boolean question;
    private boolean open;

    Scanner(CharSequence text, int start) {
      this.text = text;
      this.at = start;
    }

    void run() {
      while (at < text.length() && magicAt < 0) {
        char c = text.charAt(at);
        switch (c) {
          case '\n', '\r' -> {
            if (depth == 0) {
              return;
            }
            at++;
          }
          case '\\' -> skipEscaped();
          case '#' -> skipComment();
          case '"', '\'' -> skipString(c);
          case '(', '[', '{' -> {
            depth++;
            at++;
          }
          case ')', ']', '}' -> {
            depth = Math.max(0, depth - 1);
            at++;
          }
          case '=' -> assignment();
          default -> {
            question |= c == '?';
            at++;
          }
        }
      }
    }

    /// Ex) `files = !ls`, not `a == b` and not `f(a=1)`
    private void assignment() {
      boolean plain = at == 0 || "=<>!:+-*/%&|^@~".indexOf(text.charAt(at - 1)) < 0;
      int next = at + 1;
      while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
        next++;
      }
      char behind = next < text.length() ? text.charAt(next) : ' ';
      if (plain && depth == 0 && (behind == '%' || behind == '!')) {
        magicAt = next;
      }
      at++;
    }

    /// A backslash takes the line break behind it along, of one or two characters.
    private void skipEscaped() {
      boolean pair =
          at + 2 < text.length() && text.charAt(at + 1) == '\r' && text.charAt(at + 2) == '\n';
      at = Math.min(text.length(), at + (pair ? 3 : 2));
    }

    private void skipComment() {
      while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
        at++;
      }
    }

    private void skipString(char quote) {
      boolean triple =
          at + 2 < text.length() && text.charAt(at + 1) == quote && text.charAt(at + 2) == quote;
      at += triple ? 3 : 1;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '\\') {
          skipEscaped();
        } else if (c == quote && !triple) {
          at++;
          return;
        } else if (c == quote && isTriple(quote)) {
          at += 3;
          return;
        } else if (!triple && (c == '\n' || c == '\r')) {
          open = true;
          return;
        } else {
          at++;
        }
      }
      open = true;
    }

    private boolean isTriple(char quote) {
      return at + 2 < text.length() && text.charAt(at + 1) == quote && text.charAt(at + 2) == quote;
    }
  }
}
