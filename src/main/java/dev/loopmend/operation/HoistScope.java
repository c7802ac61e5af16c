package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.sharing.ExtraKeywords;
import dev.loopmend.sharing.Hoisting;
import dev.loopmend.sharing.Lifetime;
import dev.loopmend.sharing.MovedCall;
import dev.loopmend.sharing.ObjectUses;
import dev.loopmend.sharing.Repetition;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;

/// `hoist-scope: {pure: SET, with: [...], without: OPTION = VALUE}`: the object that the matched
/// call makes in every turn of a loop is made once, entered by an `async with` round the outermost
/// loop, under the same name; with further keyword arguments unless the option has that value.
final class HoistScope implements Operation {
  private final ExtraKeywords extra;

  private HoistScope(ExtraKeywords extra) {
    this.extra = extra;
  }

  static Made<Operation> of(Settings settings, Knowledge knowledge) {
    return switch (ExtraKeywords.of(settings, knowledge)) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(ExtraKeywords extra) -> new Made.Done<>(new HoistScope(extra));
    };
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    Optional<Stmt> loop = Repetition.outermostLoopRound(site.model(), site.root());
    if (!(site.root() instanceof Expr.Call call) || loop.isEmpty()) {
      return new Outcome.Declined("it is in no loop");
    }
    return switch (extra.before(site, call, loop.get())) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(MovedCall.Code(String text, List<Request> imports, _)) ->
          hoist(site, draft, call, loop.get(), text, imports);
    };
  }

  private static Outcome hoist(
      Site site, Draft draft, Expr.Call call, Stmt loop, String code, List<Request> imports) {
    Lifetime lifetime = Lifetime.of(site.model(), call);
    var uses = ObjectUses.of(site.codebase(), site.model(), lifetime);
    return switch (Hoisting.of(site.model(), call, lifetime, uses, loop, code)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(List<TextEdit> edits) ->
          new Outcome.Done(draft.with(site.path(), edits, imports));
    };
  }
}
