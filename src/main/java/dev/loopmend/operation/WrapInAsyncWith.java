package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.WrittenStatement;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.rewrite.WithBlock;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// `wrap-in-async-with: {instead-of: await $CLIENT.close()}`: the matched assignment becomes the
/// header of an `async with`, and the statements of its block behind it go into that: up to that
/// code, which goes, else to the end of the block.
record WrapInAsyncWith(WrittenStatement end) implements Operation {

  static Made<Operation> of(Settings settings) {
    List<String> code = settings.words("instead-of");
    return code.size() == 1 && !code.getFirst().isBlank()
        ? new Made.Done<>(new WrapInAsyncWith(new WrittenStatement(code.getFirst())))
        : new Made.Refused<>("needs 'instead-of', the code of one statement");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SyntaxTree tree = site.model().tree();
    Optional<String> written = end.at(site);
    if (!(site.root() instanceof Stmt.Assign opening) || written.isEmpty()) {
      return new Outcome.Declined("it is no assignment of its own");
    }
    List<Stmt> behind = new Layout(tree).behind(opening);
    Optional<Stmt> closing = WrittenStatement.among(tree, behind, written.get());
    List<Stmt> body =
        behind.stream().filter(it -> closing.isEmpty() || it.id() < closing.get().id()).toList();
    if (body.isEmpty()) {
      return new Outcome.Declined("nothing follows in its block");
    }
    Optional<List<TextEdit>> edits = WithBlock.of(tree, opening, body, closing);
    return edits
        .<Outcome>map(it -> new Outcome.Done(draft.with(site.path(), it, List.of())))
        .orElseGet(() -> new Outcome.Declined("statements share a line"));
  }
}
