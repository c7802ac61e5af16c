package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.ModuleFiles;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a run and a check that goes on begin with: every file looked at, those parsed that can
/// matter, linked and inspected. `files` are the parsed ones by path.
record Groundwork(
    Inputs inputs, WordFilter filter, Scan scan, List<FileState> files, Workspaces workspaces) {

  /// Reads the files of a source tree and finds what there is in them, with recipes in the order in
  /// which they are to run.
  static Groundwork of(Inputs inputs, List<Recipe> recipes, Knowledge knowledge, Workers workers) {
    SourceTree sources = inputs.sources();
    Sought sought = Sought.by(wanted(recipes, sources));
    WordFilter filter = new WordFilter(sought);
    Scan scan = Scan.of(inputs, filter, workers);
    ModuleFiles modules = ModuleFiles.of(locations(sources), knowledge);
    List<FileState> files = Reach.of(scan, inputs, modules, sought, workers);
    Workspaces workspaces = new Workspaces(inputs, modules, recipes, workers);
    workspaces.inspect("looking for what to mend", files, files);
    return new Groundwork(inputs, filter, scan, files, workspaces);
  }

  /// The recipes that are on for some file in which findings are wanted: nothing is asked of other
  /// files for the rest.
  private static List<Recipe> wanted(List<Recipe> recipes, SourceTree sources) {
    Set<String> on = new HashSet<>();
    for (String path : sources.paths()) {
      if (sources.standing(path) == SourceTree.Standing.CHOSEN) {
        on.addAll(sources.settings(path).recipes());
      }
    }
    return recipes.stream().filter(recipe -> on.contains(recipe.id())).toList();
  }

  /// The paths of a source tree with where their files lie for imports.
  static Map<String, String> locations(SourceTree sources) {
    Map<String, String> locations = new HashMap<>();
    sources.paths().forEach(path -> locations.put(path, sources.location(path)));
    return locations;
  }
}
