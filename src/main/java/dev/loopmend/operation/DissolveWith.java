package dev.loopmend.operation;

import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.Removal;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Set;

/// `dissolve-with: true`: the body of the matched `with` takes its place; comments stay.
final class DissolveWith implements Operation {
  private DissolveWith() {}

  static Made<Operation> of(Settings settings) {
    return settings.words("").equals(List.of("true"))
        ? new Made.Done<>(new DissolveWith())
        : new Made.Refused<>("takes 'true' only");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Stmt.With with)) {
      return new Outcome.Declined("only a 'with' can be dissolved");
    }
    return Removal.of(site.model().tree(), Set.of(), Set.of(with.id()), List.of())
        .<Outcome>map(edits -> new Outcome.Done(draft.with(site.path(), edits, List.of())))
        .orElseGet(() -> new Outcome.Declined("a comment has no place to go"));
  }
}
