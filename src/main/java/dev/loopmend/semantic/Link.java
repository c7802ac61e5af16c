package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What linking found out from the facts of all files: nothing here knows a place in a text.
/// Immutable, but for answers that are found out once and kept.
final class Link {
  private final ModuleFiles project;
  private final ProjectPaths paths;
  private final Knowledge knowledge;
  private final Modules modules;
  private final List<FileView> files = new ArrayList<>();
  private final Map<String, FileView> byPath = new HashMap<>();
  private final int[] fileOfUnit;
  private final ClassGraph classes;
  private final AttributeStores stores;
  private final Takers takers;
  private final CallGraph graph;
  private final LoopContexts contexts;
  private final Patches patches;
  private final Set<String> entryPoints;
  private final boolean handlesLoopExceptions;
  private final Map<Set<String>, Reaching> reaching = new ConcurrentHashMap<>();
  private volatile @Nullable Mentions mentions;
  private volatile @Nullable Callers callers;

  Link(ModuleFiles project, List<Summary> summaries, Set<String> entryPoints) {
    this(project, summaries, entryPoints, Optional.empty());
  }

  private Link(
      ModuleFiles project,
      List<Summary> summaries,
      Set<String> entryPoints,
      Optional<Link> before) {
    this.project = project;
    this.paths = project.paths();
    this.knowledge = project.knowledge();
    this.modules =
        before
            .map(it -> new Modules(it.modules))
            .orElseGet(() -> new Modules(this.paths, knowledge));
    this.entryPoints = Set.copyOf(entryPoints);
    this.fileOfUnit = new int[add(summaries, before)];
    for (FileView file : files) {
      int first = file.firstUnit();
      Arrays.fill(fileOfUnit, first, first + file.facts().units().size(), file.number());
    }
    LinkedNames names = new LinkedNames(modules, knowledge);
    files.forEach(names::replaced);
    this.classes = ClassGraph.of(files, names, before.map(Link::classes));
    this.stores = new AttributeStores(files, classes);
    this.takers = new Takers(knowledge);
    LinkedTargets targets = new LinkedTargets(files, fileOfUnit, names, classes, stores);
    EarlierUses earlier =
        before.map(it -> EarlierUses.of(it.graph, it.files, files)).orElse(EarlierUses.NONE);
    this.graph = new CallGraph(files, targets, takers, fileOfUnit.length, earlier);
    this.contexts = new LoopContexts(files, targets, graph, fileOfUnit.length);
    this.patches = Patches.link(modules, files);
    this.handlesLoopExceptions =
        files.stream()
            .anyMatch(it -> it.facts().setsExceptionHandler() && !TestModules.isTest(it.path()));
  }

  /// Numbers files, functions and classes; gives the count of functions. The order of paths makes
  /// every answer independent of the order in which files come.
  private int add(List<Summary> summaries, Optional<Link> before) {
    int units = 0;
    int types = 0;
    for (Summary summary :
        summaries.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList()) {
      FileFacts facts = summary.facts();
      String prefix = modules.nameOf(summary.path());
      FileView view = FileView.of(summary.path(), prefix, facts, files.size(), units, types);
      before
          .flatMap(it -> it.file(summary.path()))
          .filter(it -> it.facts().equals(facts))
          .ifPresent(view::knowing);
      files.add(view);
      byPath.put(summary.path(), view);
      modules.add(view);
      units += facts.units().size();
      types += facts.classes().size();
    }
    return units;
  }

  /// The same workspace with other files.
  Link with(List<Summary> summaries) {
    return new Link(project, summaries, entryPoints);
  }

  /// The same files after edits of some: what the others use is what it was before, by the names of
  /// functions, and nothing else of theirs is looked at. Nothing if there are other files.
  Optional<Link> edited(List<Summary> now) {
    boolean same =
        now.size() == files.size() && now.stream().allMatch(it -> byPath.containsKey(it.path()));
    return same
        ? Optional.of(new Link(project, now, entryPoints, Optional.of(this)))
        : Optional.empty();
  }

  /// What finds out more about refs of a tree; not for several threads at once.
  LinkedTargets newTargets() {
    return new LinkedTargets(
        files, fileOfUnit, new LinkedNames(modules, knowledge), classes, stores);
  }

  Knowledge knowledge() {
    return knowledge;
  }

  ProjectPaths paths() {
    return paths;
  }

  Modules modules() {
    return modules;
  }

  ClassGraph classes() {
    return classes;
  }

  Takers takers() {
    return takers;
  }

  CallGraph graph() {
    return graph;
  }

  LoopContexts contexts() {
    return contexts;
  }

  Patches patches() {
    return patches;
  }

  /// What mentions functions without using them; found out when it is first asked for.
  Mentions mentions() {
    Mentions known = mentions;
    if (known == null) {
      known = new Mentions(files, newTargets(), modules, entryPoints);
      mentions = known;
    }
    return known;
  }

  /// Who calls whom, from the callee upwards; found out when it is first asked for.
  Callers callers() {
    Callers known = callers;
    if (known == null) {
      known = contexts.callers();
      callers = known;
    }
    return known;
  }

  /// Which functions reach one of some names of libraries; found out when it is first asked for.
  Reaching reaching(Set<String> names) {
    return reaching.computeIfAbsent(names, it -> new Reaching(this, fileOfUnit.length, it));
  }

  boolean handlesLoopExceptions() {
    return handlesLoopExceptions;
  }

  List<FileView> files() {
    return files;
  }

  Optional<FileView> file(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  FileView fileOf(int unit) {
    return files.get(fileOfUnit[unit]);
  }
}
