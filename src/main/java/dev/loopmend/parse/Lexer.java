package dev.loopmend.parse;

import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.TokenKind;

/// Cuts a text into tokens as CPython's tokenizer does (Language Reference, chapter 2), but keeps
/// every character. Python's tokens depend on the indentation, on the depth of brackets and on the
/// nesting of f-strings, which is why no grammar makes this.
final class Lexer {
  /// CPython's limit.
  private static final int MAX_SPECIFICATIONS = 3;

  private static final int TAB = 8;
  private static final byte NAME = TokenKind.NAME.code();

  private final String text;
  private final int length;
  private final char[] chars;
  private final boolean pattern;
  private final TokenSink sink;
  private final NameTable names;
  private int at;

  private final Brackets brackets;
  private final Indentation indentation;
  private boolean lineStart = true;

  private Lexer(String text, Dialect dialect) {
    this.text = text;
    this.length = text.length();
    // Behind the text stand NULs, which no source contains: looking ahead needs no bounds check.
    this.chars = new char[length + 4];
    text.getChars(0, length, chars, 0);
    this.pattern = dialect == Dialect.PATTERN;
    this.sink = new TokenSink(text);
    this.names = new NameTable(text, chars);
    this.brackets = new Brackets(chars);
    this.indentation = new Indentation(sink);
  }

  /// The tokens of a text; throws `SyntaxFault` if it cannot be cut into tokens.
  static TableStream tokenize(String text, Dialect dialect) {
    try {
      return new Lexer(text, dialect).run();
    } catch (SyntaxFault fault) {
      int nul = text.indexOf('\0');
      throw nul < 0 ? fault : new SyntaxFault(nul, "source code cannot contain null bytes");
    }
  }

  private TableStream run() {
    while (true) {
      if (lineStart) {
        startLine();
      }
      if (at >= length) {
        break;
      }
      token();
    }
    brackets.textEnds();
    if (!lineStart) {
      sink.add(TokenKind.NEWLINE, length);
    }
    indentation.textEnds(length);
    sink.add(TokenKind.END, length);
    return sink.stream(names);
  }

  // Lines

  /// Passes over blank lines and lines of comment, up to the first token of a statement.
  private void startLine() {
    while (at < length) {
      int column = 0;
      int narrow = 0;
      int continued = 0;
      int start = at;
      while (true) {
        char c = chars[at];
        if (c == ' ') {
          column++;
          narrow++;
        } else if (c == '\t') {
          column = (column / TAB + 1) * TAB;
          narrow++;
        } else if (c == '\f') {
          column = 0;
          narrow = 0;
        } else if (c == '\\') {
          // Ex)   \⏎ x = 1: the first line that has an indentation says it
          continued = continued != 0 ? continued : column;
          space(start);
          continuation();
          start = at;
          continue;
        } else {
          break;
        }
        at++;
      }
      space(start);
      if (!blankRest()) {
        if (at < length) {
          lineStart = false;
          indentation.lineStarts(
              at, continued != 0 ? continued : column, continued != 0 ? continued : narrow);
        }
        return;
      }
    }
  }

  private void space(int start) {
    if (at > start) {
      sink.addTrivia(TokenKind.WHITESPACE, start);
    }
  }

  /// Whether the rest of the line holds no more than a comment; passes over it.
  private boolean blankRest() {
    boolean comment = chars[at] == '#';
    if (comment) {
      comment();
    }
    if (Characters.isLineEnd(chars[at])) {
      sink.addTrivia(TokenKind.LINE_BREAK, at);
      lineEnd();
      return true;
    }
    return comment;
  }

  /// Passes over one line end of any kind.
  private void lineEnd() {
    at += chars[at] == '\r' && chars[at + 1] == '\n' ? 2 : 1;
  }

  private void comment() {
    int start = at;
    char c;
    do {
      c = chars[++at];
    } while (c != '\n' && c != '\r' && c != '\0');
    if (c == '\0' && at < length) {
      throw nul();
    }
    sink.addTrivia(TokenKind.COMMENT, start);
  }

  /// What stops at a NUL in the text; `tokenize` says where the first one is.
  private SyntaxFault nul() {
    return new SyntaxFault(at, "an unexpected NUL");
  }

  private void continuation() {
    int start = at++;
    if (at >= length) {
      throw new SyntaxFault(start, "unexpected end of file behind a line continuation");
    }
    if (!Characters.isLineEnd(chars[at])) {
      throw new SyntaxFault(start, "unexpected character behind a line continuation");
    }
    lineEnd();
    if (at >= length) {
      throw new SyntaxFault(start, "unexpected end of file behind a line continuation");
    }
    sink.addTrivia(TokenKind.CONTINUATION, start);
  }

  private void newline() {
    lineStart = brackets.depth() == 0;
    if (lineStart) {
      sink.add(TokenKind.NEWLINE, at);
    } else {
      sink.addTrivia(TokenKind.LINE_BREAK, at);
    }
    lineEnd();
  }

  // Tokens

  private void token() {
    char c = chars[at];
    switch (Characters.classOf(c)) {
      case Characters.LETTER -> name();
      case Characters.SPACE -> whitespace();
      case Characters.SIGN -> operator();
      case Characters.OPENER -> open(c);
      case Characters.CLOSER -> close(c);
      case Characters.DOT -> dot();
      case Characters.LINE_END -> newline();
      case Characters.QUOTE -> string(at);
      case Characters.DIGIT -> number();
      case Characters.HASH -> comment();
      case Characters.BACKSLASH -> continuation();
      default -> {
        if (isNameStart(c)) {
          name();
        } else {
          throw Identifiers.noToken(text, at);
        }
      }
    }
  }

  private void whitespace() {
    int start = at;
    char c;
    do {
      c = chars[++at];
    } while (c == ' ' || c == '\t' || c == '\f');
    sink.addTrivia(TokenKind.WHITESPACE, start);
  }

  private void open(char c) {
    brackets.open(at);
    sink.add(c == '(' ? TokenKind.LPAR : c == '[' ? TokenKind.LSQB : TokenKind.LBRACE, at++);
  }

  private void close(char c) {
    brackets.close(at, c == ')' ? '(' : c == ']' ? '[' : '{');
    sink.add(c == ')' ? TokenKind.RPAR : c == ']' ? TokenKind.RSQB : TokenKind.RBRACE, at++);
  }

  private void dot() {
    if (chars[at + 1] >= '0' && chars[at + 1] <= '9') {
      number();
    } else if (chars[at + 1] == '.' && chars[at + 2] == '.') {
      emit(TokenKind.ELLIPSIS, 3);
    } else {
      emit(TokenKind.DOT, 1);
    }
  }

  private void number() {
    int start = at;
    at = NumberScanner.end(chars, at);
    sink.add(TokenKind.NUMBER, start);
  }

  private void emit(TokenKind kind, int width) {
    sink.add(kind, at);
    at += width;
  }

  private void operator() {
    int found = OperatorScanner.scan(chars, at);
    if (found == OperatorScanner.NONE) {
      throw Identifiers.noToken(text, at);
    }
    sink.add(OperatorScanner.kind(found), at);
    at += OperatorScanner.width(found);
  }

  // Names

  private boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c >= 0x80 && Identifiers.isStart(text.codePointAt(at)))
        || (c == '$' && pattern);
  }

  private void name() {
    int start = at;
    while (chars[at] == '$') {
      at++;
    }
    if (at > start && (at >= length || !isNameStart(chars[at]))) {
      throw new SyntaxFault(start, "a name must follow the dollar sign");
    }
    int end = at;
    int hash = 0;
    char c = chars[end];
    while (Characters.isInName(c)) {
      hash = Keywords.hash(hash, c);
      c = chars[++end];
    }
    if (c >= 0x80) {
      end = Identifiers.end(text, chars, end);
      c = chars[end];
    }
    at = end;
    if ((c == '"' || c == '\'') && StringPrefix.isPrefix(chars, start, end)) {
      string(start);
      return;
    }
    byte kind = Keywords.kindOf(chars, start, end, hash);
    if (kind == NAME) {
      sink.addName(names.numberOf(start, end, hash), start);
    } else {
      sink.add(kind, start);
    }
  }

  // Strings

  /// Passes over a string whose prefix starts at `start` and whose quote stands at `at`.
  private void string(int start) {
    Quote quote = Quote.at(chars, start, at);
    if (quote.hasFields()) {
      sink.add(TokenKind.FSTRING_START, start);
      at += quote.width();
      middle(quote, 0);
      emit(TokenKind.FSTRING_END, quote.width());
    } else {
      sink.add(TokenKind.STRING, start);
      at = StringScanner.end(chars, at + quote.width(), length, quote);
    }
  }

  /// Reads the literal parts and fields of an f-string up to its closing quote, or those of a
  /// format specification up to the brace that closes its field (PEP 701). `nesting` counts the
  /// specifications that are open.
  private void middle(Quote quote, int nesting) {
    boolean specification = nesting > 0;
    boolean fields = false;
    int start = at;
    while (true) {
      char c = chars[at];
      if (quote.closes(chars, at)) {
        if (specification) {
          throw new SyntaxFault(at, "f-string: expecting '}'");
        }
        break;
      } else if (c == '\0') {
        throw new SyntaxFault(quote.start(), "unterminated f-string");
      } else if (Characters.isLineEnd(c) && !quote.triple()) {
        // Up to Python 3.13.2 a line end closed a specification, though not behind a field in it.
        if (!specification || fields) {
          throw new SyntaxFault(quote.start(), "unterminated f-string");
        }
        break;
      } else if (c == '{' && (specification || chars[at + 1] != '{')) {
        literal(start);
        field(quote, nesting);
        fields = true;
        start = at;
      } else if (c == '}' && specification) {
        break;
      } else if (c == '}' && chars[at + 1] != '}') {
        throw new SyntaxFault(at, "f-string: single '}' is not allowed");
      } else if (c == '{' || c == '}') {
        at += 2;
      } else if (c == '\\') {
        escape(quote);
      } else {
        at++;
      }
    }
    literal(start);
  }

  private void literal(int start) {
    if (at > start) {
      sink.add(TokenKind.FSTRING_MIDDLE, start);
    }
  }

  private void escape(Quote quote) {
    char c = chars[at + 1];
    if (c == '{' || c == '}') {
      // Ex) rf'\{x}': the backslash stands for itself, the brace opens a field
      at++;
    } else {
      at = StringScanner.behindEscape(chars, at, length, quote);
    }
  }

  /// Reads a replacement field from its brace on.
  private void field(Quote quote, int nesting) {
    if (nesting == MAX_SPECIFICATIONS) {
      throw new SyntaxFault(at, "f-string: expressions nested too deeply");
    }
    open('{');
    int inside = brackets.depth();
    while (true) {
      if (at >= length) {
        throw new SyntaxFault(quote.start(), "f-string: expecting '}'");
      }
      char c = chars[at];
      if (brackets.depth() > inside) {
        token();
      } else if (c == '}') {
        close('}');
        return;
      } else if (c == ':') {
        emit(TokenKind.COLON, 1);
        middle(quote, nesting + 1);
      } else if (c == '!' && chars[at + 1] != '=') {
        emit(TokenKind.EXCLAMATION, 1);
      } else {
        token();
      }
    }
  }
}
