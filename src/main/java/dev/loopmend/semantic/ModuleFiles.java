package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Source;
import java.util.Map;
import java.util.Optional;

/// The files of a workspace as modules, before any of them is read.
public final class ModuleFiles {
  private final ProjectPaths paths;
  private final Knowledge knowledge;

  /// Where a module comes from, in the order in which imports stand.
  public enum Home {
    /// the standard library
    STANDARD,
    /// a package that is installed
    INSTALLED,
    /// the project
    PROJECT,
    /// the project, by its place from the file that imports it
    BESIDE
  }

  private ModuleFiles(ProjectPaths paths, Knowledge knowledge) {
    this.paths = paths;
    this.knowledge = knowledge;
  }

  /// The modules of a workspace: its paths, as the run names them, each with where it lies below
  /// the root of the workspace, with `/`.
  public static ModuleFiles of(Map<String, String> locations, Knowledge knowledge) {
    return new ModuleFiles(new ProjectPaths(locations), knowledge);
  }

  ProjectPaths paths() {
    return paths;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  /// The path of the file that an import in a file reads, if it is one of the workspace.
  public Optional<String> file(String importer, Source source) {
    Optional<String> found =
        source.level() == 0
            ? paths.find(importer, source.module(), isStandard(source.module()))
            : paths.findRelative(importer, source.level(), source.module());
    return found.flatMap(paths::pathOf);
  }

  /// Where a module comes from that a file imports by its full name.
  public Home homeOf(String importer, String module) {
    boolean standard = isStandard(module);
    if (paths.findAbove(importer, Dotted.root(module), standard).isPresent()) {
      return Home.PROJECT;
    }
    return standard ? Home.STANDARD : Home.INSTALLED;
  }

  /// The public spelling of a library's dotted name: `asyncio.runners.run` is `asyncio.run`.
  public String canonical(String name) {
    return knowledge.canonical(name);
  }

  private boolean isStandard(String module) {
    return knowledge.standardModules().contains(Dotted.root(module));
  }
}
