package dev.loopmend.operation;

import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.ModuleLogger;
import dev.loopmend.recipe.Operation;
import java.util.List;
import java.util.Map;

/// `bind: {$LOG: module-logger}`: gives a variable code that later steps write.
final class BindCode {
  private BindCode() {}

  static Made<Operation> of(Operation.Settings settings) {
    for (Map.Entry<String, Object> entry : settings.values().entrySet()) {
      if (!Variable.isVariable(entry.getKey())) {
        return new Made.Refused<>("'" + entry.getKey() + "' is no variable");
      }
      if (!ModuleLogger.WORD.equals(entry.getValue())) {
        return new Made.Refused<>(
            "'" + entry.getValue() + "' is unknown; try " + ModuleLogger.WORD);
      }
    }
    List<String> variables = settings.values().keySet().stream().map(Variable::nameOf).toList();
    return new Made.Done<>(
        (site, draft) -> {
          Draft bound = draft;
          for (String variable : variables) {
            switch (ModuleLogger.at(site, site.root())) {
              case Made.Refused(String why) -> {
                return new Operation.Outcome.Declined(why);
              }
              case Made.Done(Draft.Bound code) -> bound = bound.bind(variable, code);
            }
          }
          return new Operation.Outcome.Done(bound);
        });
  }
}
