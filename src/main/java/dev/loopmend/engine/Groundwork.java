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
    Parsed parsed = parse(inputs, wanted, modules, workers);
    Workspaces workspaces = new Workspaces(inputs, modules, recipes.all(), workers);
    workspaces.inspect("looking for what to mend", parsed.files(), parsed.files());
    return new Groundwork(inputs, wanted.filter(), parsed.scan(), parsed.files(), workspaces);
  }

  private record Parsed(Scan scan, List<FileState> files) {}

  /// Outlines are only needed to tell what else to parse; those of a big code base are large.
  private static Parsed parse(
      Inputs inputs, RecipeSet.Wanted wanted, ModuleFiles modules, Workers workers) {
    Scan scan = Scan.of(inputs, wanted.filter(), workers);
    List<FileState> files = Reach.of(scan, inputs, modules, wanted.sought(), workers);
    return new Parsed(scan.withoutParsed(), files);
  }

  /// The paths of a source tree with where their files lie for imports.
  static Map<String, String> locations(SourceTree sources) {
    Map<String, String> locations = new HashMap<>();
    sources.paths().forEach(path -> locations.put(path, sources.location(path)));
    return locations;
  }
}
