package dev.loopmend.recipe;

import dev.loopmend.edit.Request;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Optional;

/// The logger of a module as code.
public final class ModuleLogger {
  /// What recipe files call it.
  public static final String WORD = "module-logger";

  private ModuleLogger() {}

  /// The logger of a site's module by its own name, else one asked for by the module's name; for
  /// code at module level.
  public static Made<Draft.Bound> of(Site site) {
    return at(site, site.model().tree().module());
  }

  /// The same for code that is written in a place of the module, where locals may hide names.
  public static Made<Draft.Bound> at(Site site, Node place) {
    Optional<Expr.Name> own =
        site.model().moduleLogger().filter(it -> isSeen(site.model(), it.text(), place));
    if (own.isPresent()) {
      return new Made.Done<>(new Draft.Bound(own.get().text(), List.of()));
    }
    String call = "(__name__)";
    return switch (SpelledName.of(site.model(), "logging.getLogger", place)) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          new Made.Done<>(new Draft.Bound(text + call, imports));
      case Made.Refused(String why) -> new Made.Refused<>(why);
    };
  }

  /// Whether no scope between a place and the module binds a name. Ex) for log in self.logs:
  private static boolean isSeen(SemanticModel model, String name, Node place) {
    Scope scope = model.scopeOf(place);
    while (scope.kind() != Scope.Kind.MODULE && scope.parent().isPresent()) {
      if (model.bindingsOf(scope).stream().anyMatch(it -> it.name().equals(name))) {
        return false;
      }
      scope = scope.parent().get();
    }
    return true;
  }
}
