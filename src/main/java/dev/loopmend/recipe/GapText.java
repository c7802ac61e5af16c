package dev.loopmend.recipe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The new text between two pieces of kept code, with what it is made of. `depth` counts the
/// brackets that are open at its beginning.
record GapText(String text, int depth, List<Piece> pieces) {
  private static final Pattern PIECE =
      Pattern.compile("\"[^\"\n]*\"|'[^'\n]*'|[\\w.]+|[^\\w\\s]", Pattern.UNICODE_CHARACTER_CLASS);

  /// Words behind which a parenthesis calls nothing.
  private static final Set<String> KEYWORDS =
      Set.of(
          "and", "assert", "async", "await", "else", "for", "from", "if", "in", "is", "lambda",
          "not", "or", "return", "yield");

  /// A word, a text, a bracket or another sign, from `start` to `end` in the text. `depth` is that
  /// behind it; `list` tells whether it closes a bracket in which a comma may stand behind the last
  /// element and changes nothing: that of a call or of a list.
  record Piece(String text, int start, int end, int depth, boolean list) {
    /// Whether it is a bracket or a comma.
    boolean isPunctuation() {
      return text.length() == 1 && "()[]{},".contains(text);
    }
  }

  /// Cuts the texts between pieces of kept code; `outer` counts the brackets round all of them.
  static List<GapText> of(List<String> texts, int outer) {
    List<GapText> gaps = new ArrayList<>();
    Deque<Boolean> open = new ArrayDeque<>();
    boolean operand = false;
    for (String text : texts) {
      int depth = outer + open.size();
      List<Piece> pieces = new ArrayList<>();
      Matcher matcher = PIECE.matcher(text);
      while (matcher.find()) {
        String piece = matcher.group();
        boolean list = false;
        switch (piece) {
          case "(" -> open.push(operand);
          case "[", "{" -> open.push(!operand);
          case ")", "]", "}" -> list = !open.isEmpty() && open.pop();
          default -> {}
        }
        int inside = outer + open.size();
        pieces.add(new Piece(piece, matcher.start(), matcher.end(), inside, list));
        operand = isOperand(piece);
      }
      gaps.add(new GapText(text, depth, List.copyOf(pieces)));
      // Kept code stands behind each text but the last.
      operand = true;
    }
    return gaps;
  }

  /// Whether something can be called or indexed that ends so.
  private static boolean isOperand(String piece) {
    char last = piece.charAt(piece.length() - 1);
    return ")]}\"'".indexOf(last) >= 0
        || (Character.isJavaIdentifierPart(last) && !KEYWORDS.contains(piece));
  }
}
