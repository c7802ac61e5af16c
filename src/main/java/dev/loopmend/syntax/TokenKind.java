package dev.loopmend.syntax;

/// The kinds of token (Language Reference, chapter 2). The order is that of the vocabulary in
/// `grammar/`: a kind's ordinal plus one is its type there, which a test compares.
public enum TokenKind {
  NAME,
  NUMBER,
  STRING,
  FSTRING_START,
  FSTRING_MIDDLE,
  FSTRING_END,
  NEWLINE,
  INDENT,
  DEDENT,
  FALSE,
  NONE,
  TRUE,
  AND,
  AS,
  ASSERT,
  ASYNC,
  AWAIT,
  BREAK,
  CLASS,
  CONTINUE,
  DEF,
  DEL,
  ELIF,
  ELSE,
  EXCEPT,
  FINALLY,
  FOR,
  FROM,
  GLOBAL,
  IF,
  IMPORT,
  IN,
  IS,
  LAMBDA,
  NONLOCAL,
  NOT,
  OR,
  PASS,
  RAISE,
  RETURN,
  TRY,
  WHILE,
  WITH,
  YIELD,
  /// `match`, `case`, `type`, `lazy` where they are keywords (PEP 634, 695, 810)
  MATCH,
  CASE,
  TYPE,
  LAZY,
  LPAR,
  RPAR,
  LSQB,
  RSQB,
  LBRACE,
  RBRACE,
  COLON,
  COMMA,
  SEMI,
  PLUS,
  MINUS,
  STAR,
  SLASH,
  VBAR,
  AMPER,
  LESS,
  GREATER,
  EQUAL,
  DOT,
  PERCENT,
  EQEQUAL,
  NOTEQUAL,
  LESSEQUAL,
  GREATEREQUAL,
  TILDE,
  CIRCUMFLEX,
  LEFTSHIFT,
  RIGHTSHIFT,
  DOUBLESTAR,
  /// `+=`, `-=` and their like
  AUGASSIGN,
  DOUBLESLASH,
  AT,
  RARROW,
  ELLIPSIS,
  COLONEQUAL,
  EXCLAMATION,
  /// spaces, tabs and form feeds
  WHITESPACE,
  COMMENT,
  /// a line end that ends no statement
  LINE_BREAK,
  /// a backslash and the line end behind it
  CONTINUATION,
  END;

  private static final TokenKind[] ALL = values();

  /// The kind with an ordinal.
  static TokenKind at(int ordinal) {
    return ALL[ordinal];
  }

  /// The number of the kind, from 0, as a token table stores it.
  @SuppressWarnings("EnumOrdinal") // the order is the contract with the grammar's vocabulary
  public byte code() {
    return (byte) ordinal();
  }

  /// Whether the parser passes over tokens of this kind.
  public boolean isTrivia() {
    return switch (this) {
      case WHITESPACE, COMMENT, LINE_BREAK, CONTINUATION -> true;
      default -> false;
    };
  }
}
