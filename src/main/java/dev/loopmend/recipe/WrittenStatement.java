package dev.loopmend.recipe;

import dev.loopmend.match.Variable;
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
public record WrittenStatement(String code) {
  private static final Pattern VARIABLES = Pattern.compile("\\$[A-Z_]+");
  private static final Pattern SPACE = Pattern.compile("\\s");

  /// The code with what its variables stand for at a match, if all of them stand for expressions.
  public Optional<String> at(Site site) {
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

  /// The first of some statements that is this code, white space and comments apart.
  public static Optional<Stmt> among(SyntaxTree tree, List<Stmt> statements, String written) {
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
