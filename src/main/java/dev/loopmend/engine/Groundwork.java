package dev.loopmend.engine;

import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.ModuleFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a run and a check that goes on begin with: every file looked at, those parsed that can
/// matter, linked and inspected. `files` are the parsed ones by path.
record Groundwork(
    Inputs inputs, WordFilter filter, Scan scan, List<FileState> files, Workspaces workspaces) {

  /// Reads the files of a source tree and finds what there is in them.
  static Groundwork of(Inputs inputs, RecipeSet recipes, Knowledge knowledge, Workers workers) {
    SourceTree sources = inputs.sources();
    RecipeSet.Wanted wanted = recipes.in(sources);
    ModuleFiles modules = ModuleFiles.of(locations(sources), knowledge);
    Scan scan = Scan.of(inputs, wanted.filter(), workers);
    Reach.Reached reached = Reach.of(scan, inputs, modules, wanted.sought(), workers);
    List<FileState> files = reached.files();
    // Outlines are only needed to tell what else to parse; those of a big code base are large.
    scan = scan.withoutParsed();
    Workspaces workspaces = new Workspaces(inputs, modules, recipes.all(), workers);
    if (reached.all()) {
      workspaces.offerPassedNames(files, wanted.sought());
    }
    workspaces.inspect("looking for what to mend", files, files);
    return new Groundwork(inputs, wanted.filter(), scan, files, workspaces);
  }

  /// The paths of a source tree with where their files lie for imports.
  static Map<String, String> locations(SourceTree sources) {
    Map<String, String> locations = new HashMap<>();
    sources.paths().forEach(path -> locations.put(path, sources.location(path)));
    return locations;
  }
}
