package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.semantic.Provenance;
import dev.loopmend.syntax.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// `bind: {$LOG: module-logger}`, `bind: {$LOOP: running-loop}`: gives a variable code that later
/// steps write.
final class BindCode {
  private static final Map<String, Function<Site, Made<Draft.Bound>>> CODES =
      Map.of("module-logger", BindCode::logger, "running-loop", BindCode::loop);

  private BindCode() {}

  static Made<Operation> of(Operation.Settings settings) {
    Map<String, Function<Site, Made<Draft.Bound>>> codes = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : settings.values().entrySet()) {
      Function<Site, Made<Draft.Bound>> code = CODES.get(String.valueOf(entry.getValue()));
      if (!Variable.isVariable(entry.getKey())) {
        return new Made.Refused<>("'" + entry.getKey() + "' is no variable");
      }
      if (code == null) {
        String known = String.join(", ", new TreeSet<>(CODES.keySet()));
        return new Made.Refused<>("'" + entry.getValue() + "' is unknown; there are: " + known);
      }
      codes.put(Variable.nameOf(entry.getKey()), code);
    }
    return new Made.Done<>((site, draft) -> bind(site, draft, codes));
  }

  private static Operation.Outcome bind(
      Site site, Draft draft, Map<String, Function<Site, Made<Draft.Bound>>> codes) {
    Draft bound = draft;
    for (Map.Entry<String, Function<Site, Made<Draft.Bound>>> entry : codes.entrySet()) {
      switch (entry.getValue().apply(site)) {
        case Made.Done(Draft.Bound code) -> bound = bound.bind(entry.getKey(), code);
        case Made.Refused(String why) -> {
          return new Operation.Outcome.Declined(why);
        }
      }
    }
    return new Operation.Outcome.Done(bound);
  }

  /// The module's own logger by its name, else one asked for by the module's name.
  private static Made<Draft.Bound> logger(Site site) {
    Optional<Expr.Name> own = site.model().moduleLogger();
    if (own.isPresent()) {
      return new Made.Done<>(new Draft.Bound(own.get().text(), List.of()));
    }
    return switch (SpelledName.of(
        site.model(), "logging.getLogger", site.model().tree().module())) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          new Made.Done<>(new Draft.Bound(text + "(__name__)", imports));
      case Made.Refused(String why) -> new Made.Refused<>(why);
    };
  }

  /// A name in scope that holds the loop of those who made it.
  private static Made<Draft.Bound> loop(Site site) {
    return Provenance.of(site.model())
        .nameInScope(site.root(), Set.of("asyncio.get_running_loop"))
        .<Made<Draft.Bound>>map(it -> new Made.Done<>(new Draft.Bound(it, List.of())))
        .orElseGet(() -> new Made.Refused<>("no name for the event loop is in scope here"));
  }
}
