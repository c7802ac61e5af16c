package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.FinallyBlock;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `wrap-in-finally: "$QUEUE.task_done()"`: the statements of its block behind the matched one go
/// into `try`, and that code into `finally`: up to where the block has it already, else to the end
/// of the block.
record WrapInFinally(String code) implements Operation {
  private static final Pattern VARIABLES = Pattern.compile("\\$[A-Z_]+");

  static Made<Operation> of(Settings settings) {
    List<String> code = settings.words("");
    return code.size() == 1 && !code.getFirst().isBlank()
        ? new Made.Done<>(new WrapInFinally(code.getFirst()))
        : new Made.Refused<>("needs the code of one statement");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SyntaxTree tree = site.model().tree();
    Optional<String> written = written(site);
    if (!(site.root() instanceof Stmt matched) || written.isEmpty()) {
      return new Outcome.Declined("it is no statement of its own");
    }
    List<Stmt> block = new Layout(tree).blockOf(matched);
    List<Stmt> behind = block.stream().filter(it -> it.id() > matched.id()).toList();
    Optional<Stmt> last =
        behind.stream()
            .filter(it -> it instanceof Stmt.ExprStmt && tree.textOf(it).equals(written.get()))
            .findFirst();
    List<Stmt> body =
        behind.stream().filter(it -> last.isEmpty() || it.id() < last.get().id()).toList();
    if (body.isEmpty()) {
      return new Outcome.Declined("there is nothing that could fail");
    }
    Optional<List<TextEdit>> edits =
        last.isPresent()
            ? FinallyBlock.closedBy(tree, body, last.get())
            : FinallyBlock.closedBy(tree, body, written.get());
    return edits
        .<Outcome>map(it -> new Outcome.Done(draft.with(site.path(), it, List.of())))
        .orElseGet(() -> new Outcome.Declined("statements share a line"));
  }

  /// The code with what its variables stand for.
  private Optional<String> written(Site site) {
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
}
