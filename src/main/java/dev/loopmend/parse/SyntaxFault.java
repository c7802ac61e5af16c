package dev.loopmend.parse;

/// What stops a parse: an offset (UTF-16 units from 0) and a sentence. It never leaves the package:
/// the facade turns it into a `ParseResult.Rejected`.
final class SyntaxFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;
  private final String sentence;

  SyntaxFault(int offset, String sentence) {
    super(sentence, null, false, false);
    this.offset = offset;
    this.sentence = sentence;
  }

  int offset() {
    return offset;
  }

  String sentence() {
    return sentence;
  }
}
