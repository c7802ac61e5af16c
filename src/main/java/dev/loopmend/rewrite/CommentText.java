package dev.loopmend.rewrite;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;

/// What the authors of a statement say about it.
public final class CommentText {
  private CommentText() {}

  /// The comments in the statement that holds a node, behind it on its last line, and alone on the
  /// lines right above it; with their `#`, in no particular order.
  public static List<String> of(SyntaxTree tree, Node node) {
    Span statement = tree.span(tree.statementOf(node));
    String text = tree.text();
    int start = statement.start();
    for (int line = lineStart(text, start); line > 0; line = start) {
      int above = lineStart(text, text.startsWith("\r\n", line - 2) ? line - 2 : line - 1);
      if (!text.substring(above, line).strip().startsWith("#")) {
        break;
      }
      start = above;
    }
    int end = statement.end();
    while (end < text.length() && !isLineEnd(text.charAt(end))) {
      end++;
    }
    Span looked = new Span(start, end);
    List<String> found = new ArrayList<>();
    for (int token : new Layout(tree).commentsIn(looked)) {
      Span span = tree.tokens().span(token);
      found.add(text.substring(span.start(), span.end()).strip());
    }
    return found;
  }

  private static int lineStart(String text, int offset) {
    int start = offset;
    while (start > 0 && !isLineEnd(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isLineEnd(char character) {
    return character == '\n' || character == '\r';
  }
}
