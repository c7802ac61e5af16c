package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Summary;
import dev.loopmend.semantic.Workspace;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Links files and inspects them: again after each change, but only what can have changed.
final class Workspaces {
  private final List<String> paths;
  private final List<Recipe> recipes;
  private final Knowledge knowledge;
  private final Workers workers;

  Workspaces(List<String> paths, List<Recipe> recipes, Knowledge knowledge, Workers workers) {
    this.paths = paths;
    this.recipes = recipes;
    this.knowledge = knowledge;
    this.workers = workers;
  }

  /// Finds anew what there is in some of the files, linked with all of them.
  void inspect(List<FileState> all, List<FileState> changed) {
    if (changed.isEmpty()) {
      return;
    }
    List<Summary> summaries = all.stream().map(FileState::summary).toList();
    Linked linked = new Linked(Workspace.of(paths, summaries, knowledge), all);
    workers.map(changed, file -> inspect(linked, file));
  }

  private FileState inspect(Linked linked, FileState file) {
    SemanticModel model = linked.model(file);
    Inspector inspector =
        new Inspector(file.path(), file.current(), model, linked, file.settings());
    Map<String, List<Finding>> byRecipe = new LinkedHashMap<>();
    for (Recipe recipe : recipes) {
      boolean wanted =
          file.settings().recipes().contains(recipe.id())
              && (file.candidates().contains(recipe.id()) || !file.applied().isEmpty());
      if (wanted) {
        List<Finding> findings =
            inspector.inspect(recipe).stream()
                .filter(one -> !file.isOutputOf(recipe.ignoresOutputOf(), one.at().span()))
                .toList();
        byRecipe.put(recipe.id(), yielding(recipe, findings, byRecipe));
      }
    }
    file.found(byRecipe, inspector.suppressed());
    return file;
  }

  /// The findings that no recipe finds too to which this one yields.
  private static List<Finding> yielding(
      Recipe recipe, List<Finding> findings, Map<String, List<Finding>> others) {
    Set<Finding> left = new LinkedHashSet<>(findings);
    for (String other : recipe.yieldsTo()) {
      for (Finding taken : others.getOrDefault(other, List.of())) {
        left.removeIf(finding -> finding.at().span().overlaps(taken.at().span()));
      }
    }
    return List.copyOf(left);
  }
}
