package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.plain;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.LoopContext;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Conditions about code that runs while a module is imported, and about the words of a file.
final class ImportConditions {
  private static final Set<String> FAILURES =
      Set.of("builtins.ImportError", "builtins.ModuleNotFoundError", "builtins.Exception");

  private ImportConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // The match runs while its module is imported: at module level, in a class body or a
    // decorator.
    words.put("at-import", none(ImportConditions::atImport));
    // All that calls the function, and is known, runs before an event loop does.
    words.put(
        "only-called-at-import", plain(FarCondition.callers(ImportConditions::onlyCalledAtImport)));
    // The program goes on without what the match is named by: a handler takes the failure of its
    // import.
    words.put("imported-optionally", none(ImportConditions::importedOptionally));
    // `file-mentions run_forever, run_until_complete`: one of these words is a name of the file,
    // in whatever place.
    words.put("file-mentions", ImportConditions::fileMentions);
  }

  /// Ex) in a class body or a decorator as well, not in a function or lambda
  private static Answer atImport(Site site) {
    return answer(
        site.model().functionOf(site.root()).isEmpty(),
        "it runs while the module is imported",
        "it is in a function");
  }

  /// Ex) try: import aiohttp / except ImportError: aiohttp = None
  private static Answer importedOptionally(Site site) {
    SemanticModel model = site.model();
    Node at = site.root() instanceof Expr.Call call ? call.callee() : site.root();
    while (at instanceof Expr.Attribute attribute) {
      at = attribute.value();
    }
    boolean optional =
        at instanceof Expr.Name name
            && model.bindingOf(name).stream()
                .flatMap(it -> it.stores().stream())
                .filter(Node.Alias.class::isInstance)
                .anyMatch(
                    it ->
                        model.handlersAround(it).stream()
                            .flatMap(handling -> handling.types().stream())
                            .anyMatch(FAILURES::contains));
    return answer(
        optional, "a handler takes the failure of the import", "its import is not optional");
  }

  /// Whether all that calls the function, and is known, runs before an event loop does.
  private static Answer onlyCalledAtImport(Site site) {
    return switch (site.model().loopContext(site.root())) {
      case LoopContext.OffLoop(String why, boolean inThread) -> answer(!inThread, why, why);
      case LoopContext.OnLoop _, LoopContext.Both _ -> new Answer.No("it runs on the event loop");
      case LoopContext.Unknown unknown -> new Answer.Unknown(unknown.whole());
    };
  }

  /// Ex) `file-mentions run_forever, run_until_complete`: one of them, in whatever place
  private static Made<Condition> fileMentions(String subject, String argument) {
    List<String> words = List.of(argument.split(",\\s*", -1));
    return words.stream().allMatch(it -> it.matches("\\w+"))
        ? new Made.Done<>(
            site ->
                answer(
                    words.stream().anyMatch(site.model().tree()::holdsWord),
                    "",
                    "the file mentions none of " + argument))
        : new Made.Refused<>("needs one word, or several");
  }
}
