package dev.loopmend.metamorphic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.Set;
import java.util.TreeSet;

/// The names of a file by their text, whatever they mean.
final class NamesInTexts {
  private static final Set<String> READERS =
      Set.of("locals", "vars", "eval", "exec", "dir", "globals");

  private NamesInTexts() {}

  /// The names that code may be known by from elsewhere: those of keyword arguments, and the words
  /// of strings that are no sentences, such as quoted annotations.
  static Set<String> of(SyntaxTree tree) {
    Set<String> names = new TreeSet<>();
    for (Node node : tree.nodes()) {
      if (node instanceof Node.Argument argument) {
        names.add(argument.name());
      } else if (node instanceof Expr.Constant(_, Expr.ConstantKind kind, String text)
          && kind == Expr.ConstantKind.STRING
          && !text.contains(" ")) {
        addWords(text, names);
      }
    }
    return names;
  }

  /// Adds the identifiers that a text holds, whether it is Python or not.
  static void addWords(String text, Set<String> words) {
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || !Character.isUnicodeIdentifierPart(text.charAt(at))) {
        if (at > start) {
          words.add(text.substring(start, at));
        }
        start = at + 1;
      }
    }
  }

  /// Whether a file mentions a builtin that sees local names or code as text.
  static boolean readsNamesAtRunTime(SyntaxTree tree) {
    return tree.nodes().stream()
        .anyMatch(node -> node instanceof Expr.Name name && READERS.contains(name.text()));
  }

  /// All names that the code of a file holds, those of attributes included.
  static Set<String> tokens(SyntaxTree tree) {
    Set<String> names = new TreeSet<>();
    TokenTable tokens = tree.tokens();
    for (int token = 0; token < tokens.count(); token++) {
      if (tokens.kind(token) == TokenKind.NAME) {
        names.add(tokens.text(token));
      }
    }
    return names;
  }
}
