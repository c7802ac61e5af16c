package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.sharing.ExtraKeywords;
import dev.loopmend.sharing.Injection;
import dev.loopmend.sharing.Lifetime;
import dev.loopmend.sharing.MovedCall;
import dev.loopmend.sharing.ObjectUses;
import dev.loopmend.sharing.OptionsOfCalls;
import dev.loopmend.syntax.Expr;
import java.util.List;

/// `inject-argument: {pure: SET, with: [...], without: OPTION = VALUE}`: the object that the
/// matched call makes whenever its function is called becomes a parameter of the function; its
/// caller makes one round all calls, with further keyword arguments unless the option has that
/// value.
final class InjectArgument implements Operation {
  private final ExtraKeywords extra;

  private InjectArgument(ExtraKeywords extra) {
    this.extra = extra;
  }

  static Made<Operation> of(Settings settings, Knowledge knowledge) {
    return switch (ExtraKeywords.of(settings, knowledge)) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(ExtraKeywords extra) -> new Made.Done<>(new InjectArgument(extra));
    };
  }

  @Override
  public boolean asksCallers() {
    return true;
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Declined("only a call makes an object");
    }
    return switch (extra.inModule(site, call, OptionsOfCalls.NONE)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(MovedCall.Code(String text, List<Request> imports, _)) ->
          inject(site, draft, call, text, imports);
    };
  }

  private static Outcome inject(
      Site site, Draft draft, Expr.Call call, String code, List<Request> imports) {
    Lifetime lifetime = Lifetime.of(site.model(), call);
    var uses = ObjectUses.of(site.codebase(), site.model(), lifetime);
    return switch (Injection.of(site.codebase(), site.model(), call, lifetime, uses, code)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(List<TextEdit> edits) ->
          new Outcome.Done(draft.with(site.path(), edits, imports));
    };
  }
}
