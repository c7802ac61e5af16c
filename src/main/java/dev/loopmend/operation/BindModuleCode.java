package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.sharing.ExtraKeywords;
import dev.loopmend.sharing.Lifetime;
import dev.loopmend.sharing.MovedCall;
import dev.loopmend.sharing.ObjectUse;
import dev.loopmend.sharing.ObjectUses;
import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Map;

/// `module-code: {$NEW: $MATCH, pure: SET, with: [...], without: OPTION = VALUE}`: binds a variable
/// to the matched call as a definition of the module can hold it, to be evaluated later, with
/// further keyword arguments unless the option has that value. Arguments may only use what the
/// module knows and call what a set of the knowledge files names; otherwise there is no fix.
final class BindModuleCode implements Operation {
  private final String variable;
  private final ExtraKeywords extra;

  private BindModuleCode(String variable, ExtraKeywords extra) {
    this.variable = variable;
    this.extra = extra;
  }

  static Made<Operation> of(Settings settings, Knowledge knowledge) {
    List<String> bound =
        settings.values().entrySet().stream()
            .filter(it -> Variable.isVariable(it.getKey()) && "$MATCH".equals(it.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (bound.size() != 1) {
      return new Made.Refused<>("one variable must be bound to $MATCH");
    }
    return switch (ExtraKeywords.of(settings, knowledge)) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(ExtraKeywords extra) ->
          new Made.Done<>(new BindModuleCode(Variable.nameOf(bound.getFirst()), extra));
    };
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Declined("only a call can be bound");
    }
    return switch (extra.inModule(site, call, extra.calls(usesOf(site, call)))) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(MovedCall.Code(String text, List<Request> imports, List<TextEdit> edits)) -> {
        Draft given = draft.with(site.path(), edits, List.of());
        yield new Outcome.Done(given.bind(variable, new Draft.Bound(text, imports)));
      }
    };
  }

  private static List<ObjectUse> usesOf(Site site, Expr.Call call) {
    Lifetime lifetime = Lifetime.of(site.model(), call);
    return ObjectUses.of(site.codebase(), site.model(), lifetime);
  }
}
