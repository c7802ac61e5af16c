package dev.loopmend.operation;

import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The code of one statement that a recipe file gives, with variables: `await $CLIENT.close()`.
record WrittenStatement(String code) {
  private static final Pattern VARIABLES = Pattern.compile("\\$[A-Z_]+");
  private static final Pattern SPACE = Pattern.compile("\\s");

  /// The code with what its variables stand for at a match, if all of them stand for expressions.
  Optional<String> at(Site site) {
    StringBuilder text = new StringBuilder();
    Matcher variables = VARIABLES.matcher(code);
    while (variables.find()) {
      Optional<Expr> value = site.expression(Variable.nameOf(variables.group()));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      variables.appendReplacement(
          text, Matcher.quoteReplacement(site.model().tree().textOf(value.get())));
    }
    return Optional.of(variables.appendTail(text).toString());
  }

  /// The statements behind one in its block.
  static List<Stmt> behind(SyntaxTree tree, Stmt statement) {
    return new Layout(tree)
        .blockOf(statement).stream().filter(it -> it.id() > statement.id()).toList();
  }

  /// The first of some statements that is this code, white space and comments apart.
  static Optional<Stmt> among(SyntaxTree tree, List<Stmt> statements, String written) {
    String wanted = SPACE.matcher(written).replaceAll("");
    return statements.stream()
        .filter(it -> it instanceof Stmt.ExprStmt && tokens(tree, it).equals(wanted))
        .findFirst();
  }

  private static String tokens(SyntaxTree tree, Stmt statement) {
    return IntStream.rangeClosed(tree.firstToken(statement), tree.lastToken(statement))
        .filter(it -> tree.tokens().isSignificant(it))
        .mapToObj(it -> SPACE.matcher(tree.tokens().text(it)).replaceAll(""))
        .collect(Collectors.joining());
  }
}
