package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.sharing.Lifetime;
import dev.loopmend.sharing.Sharing;
import dev.loopmend.syntax.Expr;
import java.util.List;

/// `leave-out: true`: the `with` statement that enters what the match makes does without it.
record LeaveOut() implements Operation {
  static Made<Operation> of(Settings settings) {
    return settings.words("").equals(List.of("true"))
        ? new Made.Done<>(new LeaveOut())
        : new Made.Refused<>("takes 'true' only");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)
        || !(Lifetime.of(site.model(), call) instanceof Lifetime.Entered entered)
        || entered.name().isPresent()) {
      return new Outcome.Declined("no 'with' enters it without a name");
    }
    return switch (Sharing.of(site.model().tree(), call, entered, List.of(), "", false)) {
      case Made.Done(List<TextEdit> edits) ->
          new Outcome.Done(draft.with(site.path(), edits, List.of()));
      case Made.Refused(String why) -> new Outcome.Declined(why);
    };
  }
}
