package dev.loopmend.recipe;

import dev.loopmend.edit.Request;
import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Optional;

/// The logger of a module as code.
public final class ModuleLogger {
  /// What recipe files call it.
  public static final String WORD = "module-logger";

  private ModuleLogger() {}

  /// The logger of a site's module by its own name, else one asked for by the module's name.
  public static Made<Draft.Bound> of(Site site) {
    Optional<Expr.Name> own = site.model().moduleLogger();
    if (own.isPresent()) {
      return new Made.Done<>(new Draft.Bound(own.get().text(), List.of()));
    }
    String call = "(__name__)";
    return switch (SpelledName.of(
        site.model(), "logging.getLogger", site.model().tree().module())) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          new Made.Done<>(new Draft.Bound(text + call, imports));
      case Made.Refused(String why) -> new Made.Refused<>(why);
    };
  }
}
