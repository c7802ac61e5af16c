package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Export;
import dev.loopmend.semantic.Summary.Source;
import dev.loopmend.text.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The linked workspace: its modules by name and what they give to each other. Immutable.
public final class Workspace {
  private final ProjectPaths paths;
  private final Knowledge knowledge;
  private final Map<String, Summary> byModule = new HashMap<>();
  private final Callbacks callbacks;
  private final Patches patches;
  private final boolean handlesLoopExceptions;

  private Workspace(Collection<String> paths, List<Summary> summaries, Knowledge knowledge) {
    Set<String> all = new HashSet<>(paths);
    summaries.forEach(it -> all.add(it.path()));
    this.paths = new ProjectPaths(all);
    this.knowledge = knowledge;
    this.callbacks = new Callbacks(knowledge);
    for (Summary summary : summaries) {
      byModule.put(this.paths.moduleName(summary.path()), summary);
    }
    this.handlesLoopExceptions =
        summaries.stream()
            .anyMatch(it -> it.setsExceptionHandler() && !TestModules.isTest(it.path()));
    this.patches = Patches.link(this, summaries);
  }

  /// Links files that were all summarized.
  public static Workspace link(List<Summary> summaries, Knowledge knowledge) {
    return new Workspace(summaries.stream().map(Summary::path).toList(), summaries, knowledge);
  }

  /// Links what was summarized of a workspace; `paths` names all of its files, from its root and
  /// with `/`.
  public static Workspace of(
      Collection<String> paths, List<Summary> summaries, Knowledge knowledge) {
    return new Workspace(paths, summaries, knowledge);
  }

  /// Links what was summarized of a workspace. `entryPoints` are the functions that installed
  /// scripts start, as `package.module:function`.
  public static Workspace of(
      Collection<String> paths,
      List<Summary> summaries,
      Knowledge knowledge,
      Set<String> entryPoints) {
    return new Workspace(paths, summaries, knowledge);
  }

  /// The function that a qualified name means, through re-exports, if it is defined once.
  public Optional<FunctionRef> functionNamed(String qualifiedName) {
    return Optional.empty();
  }

  /// Where a function is defined: from its `def` or `lambda` to its end, the whole file for a
  /// module.
  public Optional<Span> spanOf(FunctionRef function) {
    return Optional.empty();
  }

  /// All uses of a function in the workspace, in the order of path and place.
  public List<FunctionUse> usesOf(FunctionRef function) {
    return List.of();
  }

  /// Whether a function runs on the event loop, by all its callers in the workspace.
  public LoopContext contextOf(FunctionRef function) {
    return new LoopContext.Unknown("its callers in other files are not known");
  }

  /// The methods that a method overrides and that override it.
  public Overrides overridesOf(FunctionRef function) {
    return new Overrides(
        List.of(), List.of(), new Answer.Unknown("its base classes are not known"));
  }

  /// The functions of a file in the order of the text, the module first.
  public List<FunctionRef> functionsOf(String path) {
    return List.of();
  }

  /// The functions that the code of a function calls for sure, each once, in the order of the text.
  public List<FunctionRef> calleesOf(FunctionRef function) {
    return List.of();
  }

  Knowledge knowledge() {
    return knowledge;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  Patches patches() {
    return patches;
  }

  boolean handlesLoopExceptions() {
    return handlesLoopExceptions;
  }

  /// The dotted name of a file's module.
  String moduleName(String path) {
    return paths.moduleName(path);
  }

  /// The prefix of the definitions in a file; nothing for a module that shadows one of the standard
  /// library, whose names would otherwise be taken for the library's.
  Optional<String> definitionsOf(String path) {
    String module = paths.moduleName(path);
    boolean shadows = isStandard(module) && !paths.isLibraryFile(path);
    return shadows ? Optional.empty() : Optional.of(module);
  }

  private boolean isStandard(String dotted) {
    return knowledge.standardModules().contains(Dotted.root(dotted));
  }

  /// The canonical name of the module that `import dotted` finds in a file, or "" for a module of
  /// the project that shadows one of the standard library.
  String module(String importer, String dotted) {
    boolean standard = isStandard(dotted);
    Optional<String> found = paths.find(importer, dotted, standard);
    if (found.isPresent()) {
      return standard ? "" : paths.nameAt(found.get());
    }
    return standard && paths.find(importer, Dotted.root(dotted), true).isPresent()
        ? ""
        : knowledge.canonical(dotted);
  }

  /// The canonical name of what `from source import name` binds in a file, or "".
  String member(String importer, Source source, String name) {
    String module =
        source.level() == 0
            ? module(importer, source.module())
            : paths.relative(importer, source.level(), source.module()).orElse("");
    return module.isEmpty() ? "" : follow(module + "." + name);
  }

  /// The name under which the thing is defined that a dotted name reaches through re-exports and
  /// aliases of the project's modules; "" if a module binds it in a way that cannot be told.
  String follow(String dotted) {
    String name = knowledge.canonical(dotted);
    for (int steps = 0; steps < 16; steps++) {
      Optional<String> next = step(name);
      String reached = next.map(knowledge::canonical).orElse(name);
      // Ex) asyncio.run is asyncio.runners.run, whose public name is asyncio.run
      if (reached.equals(name)) {
        return name;
      }
      name = reached;
    }
    return "";
  }

  /// One step from a name to what its module binds it to; nothing if it is already there.
  private Optional<String> step(String name) {
    if (paths.isModule(name)) {
      return Optional.empty();
    }
    for (int end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
      Optional<Summary> summary = summaryOf(name.substring(0, end));
      if (summary.isPresent()) {
        String rest = name.substring(end + 1);
        String first = Dotted.root(rest);
        String behind = rest.substring(first.length());
        return export(summary.get(), first).map(it -> it.isEmpty() ? "" : it + behind);
      }
    }
    return Optional.empty();
  }

  boolean isModule(String dotted) {
    return paths.isModule(dotted);
  }

  Optional<Summary> summaryOf(String module) {
    return Optional.ofNullable(byModule.get(module));
  }

  /// What a module binds a name to: "" if it cannot be told, nothing if it is defined there.
  private Optional<String> export(Summary module, String name) {
    Optional<Export> known = Optional.ofNullable(module.exports().get(name));
    if (known.isEmpty()) {
      return star(module, name);
    }
    return switch (known.get()) {
      case Export.Imported(Source from, String imported) ->
          Optional.of(
              imported.isEmpty()
                  ? module(module.path(), from.module())
                  : plainMember(module.path(), from, imported));
      case Export.Defined _ -> Optional.empty();
      case Export.Alias(String target) ->
          Optional.of(Dotted.join(paths.moduleName(module.path()), target));
      case Export.Opaque _ -> Optional.of("");
    };
  }

  private String plainMember(String importer, Source source, String name) {
    String module =
        source.level() == 0
            ? module(importer, source.module())
            : paths.relative(importer, source.level(), source.module()).orElse("");
    return module.isEmpty() ? "" : module + "." + name;
  }

  /// What a name is that the module has, if at all, from `from … import *`.
  private Optional<String> star(Summary module, String name) {
    for (Source source : module.stars()) {
      String from = starModule(module.path(), source);
      boolean has = summaryOf(from).map(it -> it.exports().containsKey(name)).orElse(false);
      if (has && !name.startsWith("_")) {
        return Optional.of(from + "." + name);
      }
    }
    boolean closed =
        module.stars().stream()
            .allMatch(it -> summaryOf(starModule(module.path(), it)).isPresent());
    return closed ? Optional.empty() : Optional.of("");
  }

  /// The module that a star import reads, or "".
  String starModule(String importer, Source source) {
    return source.level() == 0
        ? module(importer, source.module())
        : paths.relative(importer, source.level(), source.module()).orElse("");
  }
}
