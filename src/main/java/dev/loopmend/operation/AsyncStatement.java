package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.syntax.Stmt;
import java.util.List;

/// `async-statement: yes`: the matched `with` or `for` becomes `async with` or `async for`.
final class AsyncStatement implements Operation {
  private AsyncStatement() {}

  static Made<Operation> of(Settings settings) {
    return settings.words("").equals(List.of("true"))
        ? new Made.Done<>(new AsyncStatement())
        : new Made.Refused<>("takes 'true' only");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Stmt.With) && !(site.root() instanceof Stmt.For)) {
      return new Outcome.Declined("only 'with' and 'for' have an asynchronous form");
    }
    int start = site.model().tree().span(site.root()).start();
    return new Outcome.Done(
        draft.with(site.path(), List.of(TextEdit.insert(start, "async ")), List.of()));
  }
}
