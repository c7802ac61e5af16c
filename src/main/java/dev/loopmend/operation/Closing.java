package dev.loopmend.operation;

import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.sharing.Shutdown;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The place where the application of a site closes things, by what the knowledge files tell.
final class Closing {
  private static final String METHODS = "closing-methods";

  private Closing() {}

  static Shutdown of(Site site, Knowledge knowledge) {
    Set<String> methods = knowledge.sets().getOrDefault(METHODS, Set.of());
    return Shutdown.of(site.codebase(), site.model(), knowledge.shutdownHooks(), methods);
  }

  /// Whether the lifespan of the application has to be wrapped.
  static Answer wrapsLifespan(Site site, Knowledge knowledge) {
    return of(site, knowledge) instanceof Shutdown.Wrapper
        ? new Answer.Yes("")
        : new Answer.No("the application has another hook");
  }

  /// The words of files that may have the application.
  static Set<Set<String>> words(Knowledge knowledge) {
    Set<Set<String>> words = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>(knowledge.shutdownHooks().keySet());
    names.addAll(knowledge.sets().getOrDefault(METHODS, Set.of()));
    for (String name : names) {
      List<String> parts = List.of(name.split("\\.", -1));
      words.add(Set.of(parts.getFirst(), parts.getLast()));
    }
    return words;
  }
}
