package dev.loopmend.engine;

import dev.loopmend.edit.Safety;
import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Severity;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Comments that decline findings where there are none any more. Only what the run can tell is
/// told: of recipes that ran on the file, and of files in which findings are wanted everywhere.
final class StaleComments {
  /// What findings of stale comments have for a recipe.
  static final String ID = "stale-suppression";

  private static final String WORD = "loopmend";

  private final Inputs inputs;
  private final Suppressions.Used used;
  private final Set<String> recipes;
  private final Map<String, FileState> parsed;

  private StaleComments(
      Inputs inputs, Suppressions.Used used, List<Recipe> recipes, List<FileState> files) {
    this.inputs = inputs;
    this.used = used;
    this.recipes =
        recipes.stream()
            .filter(Recipe::enabled)
            .map(Recipe::id)
            .collect(Collectors.toUnmodifiableSet());
    this.parsed = files.stream().collect(Collectors.toMap(FileState::path, Function.identity()));
  }

  /// The findings of stale comments of a run that is done, by path and place.
  static List<Finding> of(
      Scan scan,
      Inputs inputs,
      Suppressions.Used used,
      List<Recipe> recipes,
      List<FileState> files,
      Workers workers) {
    StaleComments stale = new StaleComments(inputs, used, recipes, files);
    List<Look> looks =
        scan.looks().stream()
            .filter(look -> look.standing() == Standing.CHOSEN && look.words().mayHold(WORD))
            .filter(look -> inputs.sources().chosenLines(look.path()).isEmpty())
            .toList();
    return workers.map("looking at comments", looks, stale::of).stream()
        .flatMap(Collection::stream)
        .toList();
  }

  /// Those of some findings of a file that still hold for its text as it is now, at their places
  /// there: what other files have of a comment only a whole run tells.
  static List<Finding> still(
      List<Finding> before,
      FileState file,
      Inputs inputs,
      Suppressions.Used used,
      List<Recipe> recipes) {
    if (before.isEmpty()) {
      return List.of();
    }
    StaleComments stale = new StaleComments(inputs, used, recipes, List.of(file));
    List<String> known = new ArrayList<>(before.stream().map(Finding::message).toList());
    return stale.of(file.path(), file.settings()).stream()
        .filter(finding -> known.remove(finding.message()))
        .toList();
  }

  private List<Finding> of(Look look) {
    return of(look.path(), look.settings());
  }

  private List<Finding> of(String path, FileSettings settings) {
    List<Finding> stale = new ArrayList<>();
    for (SyntaxTree tree : tree(path).stream().toList()) {
      for (IgnoreComment comment : DecliningComments.of(tree).ignores()) {
        List<String> idle = idle(path, settings, comment);
        if (!idle.isEmpty()) {
          stale.add(finding(path, tree, comment, idle));
        }
      }
    }
    return stale;
  }

  private Optional<SyntaxTree> tree(String path) {
    FileState file = parsed.get(path);
    if (file != null) {
      return file.treeFrom(inputs.sources(), inputs.formats());
    }
    return switch (inputs.load(path)) {
      case Loading.Loaded loaded -> Optional.of(loaded.tree());
      case Loading.Skipped _ -> Optional.empty();
    };
  }

  /// The recipes of a comment that found nothing there, as clauses; one that means all counts only
  /// if all of them ran that are not off by themselves.
  private List<String> idle(String path, FileSettings settings, IgnoreComment comment) {
    Set<String> ran = settings.recipes();
    if (comment.recipes().isEmpty()) {
      boolean idle = ran.containsAll(recipes) && !used.has(path, comment);
      return idle ? List.of("no recipe finds anything here") : List.of();
    }
    return comment.recipes().stream()
        .filter(id -> ran.contains(id) && !used.has(path, comment, id))
        .map(id -> id + " finds nothing here")
        .toList();
  }

  private static Finding finding(
      String path, SyntaxTree tree, IgnoreComment comment, List<String> idle) {
    Location at = Location.of(path, tree, comment.at());
    return new Finding(
        ID,
        "",
        Severity.INFO,
        at,
        "This comment declines nothing: " + String.join(", ", idle) + ".",
        new Safety.Report("take it out, unless another version of the code needs it"),
        List.of(),
        Optional.empty(),
        tree.lines().textOf(comment.line()));
  }
}
