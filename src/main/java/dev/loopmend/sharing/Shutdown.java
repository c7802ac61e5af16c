package dev.loopmend.sharing;

import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Stmt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the application that a module belongs to can be made to close something when it ends.
public sealed interface Shutdown {
  /// How the knowledge says that a class has an ASGI lifespan.
  String LIFESPAN = "lifespan";

  /// How operations say that a function wraps the lifespan.
  String WRAPPER = "lifespan-wrapper";

  /// The application of that name is given a function: `app.on_cleanup.append(close)`. `before` is
  /// written in front of the function, such as `app.on_cleanup.append(`.
  record Hook(SemanticModel model, Stmt creation, String before) implements Shutdown {}

  /// The function of the project that is its lifespan closes behind its only `yield`.
  record Lifespan(SemanticModel model, Stmt yield) implements Shutdown {}

  /// Its lifespan, whatever it is, is wrapped in a function that closes behind it.
  record Wrapper(SemanticModel model, Stmt creation, String application) implements Shutdown {}

  /// A method of the project that the framework calls at the end closes as its last act.
  record Method(SemanticModel model, Stmt.FunctionDef method) implements Shutdown {}

  /// There is no place; `why` is a clause.
  record Nowhere(String why) implements Shutdown {}

  /// The place for what the module of a site defines: by the methods of application classes that
  /// take such a function, and by those that a framework calls at the end.
  static Shutdown of(Site site, Knowledge knowledge) {
    return new ShutdownFinder(
            site.codebase(), site.model(), knowledge.shutdownHooks(), methods(knowledge))
        .find();
  }

  /// The place in the application that takes a function of the module of a site, by the methods of
  /// application classes that do; `lifespan-wrapper` for one that wraps the lifespan.
  static Shutdown taking(Site site, Map<String, String> hooks) {
    return new ShutdownFinder(site.codebase(), site.model(), hooks, Set.of()).find();
  }

  private static Set<String> methods(Knowledge knowledge) {
    return knowledge.sets().getOrDefault("closing-methods", Set.of());
  }

  /// Whether the lifespan of the application has to be wrapped.
  static Answer wrapsLifespan(Site site, Knowledge knowledge) {
    return of(site, knowledge) instanceof Wrapper
        ? new Answer.Yes("")
        : new Answer.No("the application has another hook");
  }

  /// Whether there is a place.
  static Answer isSeen(Site site, Knowledge knowledge) {
    return of(site, knowledge) instanceof Nowhere(String why)
        ? new Answer.No(why)
        : new Answer.Yes("the application can close it at its end");
  }

  /// The words of files that may have the application: all of one set.
  static Set<Set<String>> words(Knowledge knowledge) {
    Set<Set<String>> words = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>(knowledge.shutdownHooks().keySet());
    names.addAll(methods(knowledge));
    for (String name : names) {
      List<String> parts = List.of(name.split("\\.", -1));
      words.add(new LinkedHashSet<>(List.of(parts.getFirst(), parts.getLast())));
    }
    return words;
  }

  /// The file that has to be changed.
  default Optional<SemanticModel> home() {
    return switch (this) {
      case Hook(SemanticModel model, _, _) -> Optional.of(model);
      case Lifespan(SemanticModel model, _) -> Optional.of(model);
      case Wrapper(SemanticModel model, _, _) -> Optional.of(model);
      case Method(SemanticModel model, _) -> Optional.of(model);
      case Nowhere _ -> Optional.empty();
    };
  }
}
