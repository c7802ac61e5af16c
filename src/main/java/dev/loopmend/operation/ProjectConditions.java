package dev.loopmend.operation;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Occurrence;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Search;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Node;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Conditions about what the recipe finds, or has mended, anywhere else in the code base.
final class ProjectConditions {
  private ProjectConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // `target-python 3.9`: the project runs on no older Python.
    words.put("target-python", ProjectConditions::targetPython);
    // `finding-left of [FORM]`: the recipe finds one of these forms but at the match, as the files
    // stand in this moment, in the file or in those that imports connect with it.
    words.put("finding-left of", forms(ProjectConditions::findingLeft));
    // `mended-or-left of [FORM]`: it does, or has mended something there in this run; in a
    // notebook only what happens in that counts.
    words.put("mended-or-left of", forms(ProjectConditions::mendedOrLeft));
  }

  /// Ex) `target-python 3.9`: the project runs on no older Python
  private static Made<Condition> targetPython(String subject, String argument) {
    return PythonVersion.parse(argument)
        .<Made<Condition>>map(
            least ->
                new Made.Done<>(
                    site ->
                        site.target().isAtLeast(least)
                            ? new Answer.Yes("")
                            : new Answer.No("the project runs on Python " + site.target())))
        .orElseGet(() -> new Made.Refused<>("needs a version of Python, such as 3.9"));
  }

  /// A question about the forms of the recipe that an argument lists.
  @FunctionalInterface
  interface Question {
    Answer ask(Site site, List<String> forms);
  }

  private static Condition.Factory forms(Question question) {
    return (subject, argument) -> {
      List<String> names = Arguments.words(argument);
      return names.contains("")
          ? new Made.Refused<>("needs the names of forms: [direct, helper]")
          : new Made.Done<>(site -> question.ask(site, names));
    };
  }

  /// Whether the recipe finds one of the forms in what may run together with the match, as the
  /// files stand in this moment. What another notebook runs, it runs in a process of its own.
  private static Answer findingLeft(Site site, List<String> forms) {
    Collection<String> together =
        isNotebook(site.model())
            ? site.codebase().paths()
            : site.model().workspace().imports().connectedTo(site.path());
    return left(site, forms, together)
        .<Answer>map(Answer.Yes::new)
        .orElseGet(() -> new Answer.No("nothing is left to find"));
  }

  /// The place of what the recipe finds in some files.
  private static Optional<String> left(Site site, List<String> forms, Collection<String> paths) {
    boolean alone = isNotebook(site.model()) && !site.model().tree().origin().loadsCode();
    for (String path : paths) {
      Optional<SemanticModel> model =
          site.codebase()
              .model(path)
              .filter(it -> !alone || path.equals(site.path()) || !isNotebook(it));
      Optional<Occurrence> found = model.flatMap(it -> firstOf(site, it, forms));
      if (found.isPresent()) {
        Node root = found.get().site().root();
        return Optional.of(path + ":" + model.get().tree().fileLine(root));
      }
    }
    return Optional.empty();
  }

  private static boolean isNotebook(SemanticModel model) {
    return model.tree().origin().isNotebook();
  }

  private static Optional<Occurrence> firstOf(Site site, SemanticModel model, List<String> forms) {
    Search search = Search.like(site, model);
    return model.tree().nodes().stream()
        .filter(node -> !(node.id() == site.root().id() && model.path().equals(site.path())))
        .flatMap(node -> search.at(node, forms).stream())
        .findFirst();
  }

  /// A notebook needs its patch for what it runs itself: others of the project say nothing of that.
  private static Answer mendedOrLeft(Site site, List<String> forms) {
    if (isNotebook(site.model())) {
      boolean own =
          site.codebase().hasChanged(site.path()) || firstOf(site, site.model(), forms).isPresent();
      return own ? new Answer.Yes("") : new Answer.No("the notebook starts no loop itself");
    }
    Set<String> connected = site.model().workspace().imports().connectedTo(site.path());
    boolean mended =
        site.codebase().hasMended(site.recipe().id())
            && connected.stream().anyMatch(site.codebase()::hasChanged);
    return mended || left(site, forms, connected).isPresent()
        ? new Answer.Yes("")
        : new Answer.No("the recipe finds nothing else that runs with it");
  }
}
