package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `bind: {$LOG: module-logger}`: gives a variable code that later steps write.
final class BindCode {
  static final String MODULE_LOGGER = "module-logger";

  private BindCode() {}

  static Made<Operation> of(Operation.Settings settings) {
    for (Map.Entry<String, Object> entry : settings.values().entrySet()) {
      if (!Variable.isVariable(entry.getKey())) {
        return new Made.Refused<>("'" + entry.getKey() + "' is no variable");
      }
      if (!MODULE_LOGGER.equals(entry.getValue())) {
        return new Made.Refused<>("'" + entry.getValue() + "' is unknown; try " + MODULE_LOGGER);
      }
    }
    List<String> variables = settings.values().keySet().stream().map(Variable::nameOf).toList();
    return new Made.Done<>(
        (site, draft) -> {
          Operation.Outcome outcome = new Operation.Outcome.Done(draft);
          for (String variable : variables) {
            if (outcome instanceof Operation.Outcome.Done(Draft done)) {
              outcome = bindLogger(site, done, variable);
            }
          }
          return outcome;
        });
  }

  /// The module's own logger by its name, else one asked for by the module's name.
  static Operation.Outcome bindLogger(Site site, Draft draft, String variable) {
    Optional<Expr.Name> own = site.model().moduleLogger();
    if (own.isPresent()) {
      return bound(draft, variable, own.get().text(), List.of());
    }
    String call = "(__name__)";
    return switch (SpelledName.of(
        site.model(), "logging.getLogger", site.model().tree().module())) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          bound(draft, variable, text + call, imports);
      case Made.Refused(String why) -> new Operation.Outcome.Declined(why);
    };
  }

  private static Operation.Outcome bound(
      Draft draft, String variable, String code, List<Request> requests) {
    return new Operation.Outcome.Done(draft.bind(variable, new Draft.Bound(code, requests)));
  }
}
