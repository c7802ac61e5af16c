package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.WrittenStatement;
import dev.loopmend.rewrite.FinallyBlock;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// `wrap-in-finally: "$QUEUE.task_done()"`: the statements of its block behind the matched one go
/// into `try`, and that code into `finally`: up to where the block has it already, else to the end
/// of the block.
record WrapInFinally(WrittenStatement code) implements Operation {

  static Made<Operation> of(Settings settings) {
    List<String> code = settings.words("");
    return code.size() == 1 && !code.getFirst().isBlank()
        ? new Made.Done<>(new WrapInFinally(new WrittenStatement(code.getFirst())))
        : new Made.Refused<>("needs the code of one statement");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SyntaxTree tree = site.model().tree();
    Optional<String> written = code.at(site);
    if (!(site.root() instanceof Stmt matched) || written.isEmpty()) {
      return new Outcome.Declined("it is no statement of its own");
    }
    List<Stmt> behind = new Layout(tree).behind(matched);
    Optional<Stmt> last = WrittenStatement.among(tree, behind, written.get());
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
}
