package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Summary;
import dev.loopmend.semantic.Workspace;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Links files and inspects them: again after each change, but only what can have changed.
final class Workspaces {
  private final Inputs inputs;
  private final ModuleFiles modules;
  private final List<Recipe> recipes;

  /// By recipe the makers of what functions of the project may give, if it follows such functions.
  private final Map<String, Set<String>> makers = new LinkedHashMap<>();

  private final Workers workers;
  private final Set<String> entryPoints;
  private final Suppressions.Used used = new Suppressions.Used();
  private final Tally tally;
  private Optional<Workspace> last = Optional.empty();
  private Optional<Workspace> whole = Optional.empty();
  private int links;

  Workspaces(Inputs inputs, ModuleFiles modules, List<Recipe> recipes, Workers workers) {
    this.inputs = inputs;
    this.modules = modules;
    this.recipes = recipes;
    this.tally = new Tally(recipes);
    recipes.forEach(it -> makers.put(it.id(), it.makers()));
    makers.values().removeIf(Set::isEmpty);
    this.workers = workers;
    this.entryPoints = inputs.sources().entryPoints();
  }

  /// How often everything was linked so far.
  int links() {
    return links;
  }

  /// What puts the imports and definitions into a file that its fixes ask for.
  RequestPlanner planner(FileState file) {
    return new RequestPlanner(
        file.tree(), file.current().lineEnd(), it -> modules.homeOf(file.path(), it));
  }

  /// Finds anew what there is in those of some files where findings are wanted, linked with all of
  /// them. `part` says what that is a part of, for those who wait.
  void inspect(String part, List<FileState> all, List<FileState> changed) {
    if (changed.stream().noneMatch(this::mayBeWanted)) {
      return;
    }
    inspectWanted(part, all, changed, linked(all));
  }

  private Workspace linked(List<FileState> all) {
    List<Summary> summaries = summaries(all);
    Workspace workspace =
        whole.flatMap(it -> it.movedTo(summaries)).orElseGet(() -> link(summaries));
    whole = Optional.of(workspace);
    return workspace;
  }

  /// Lets recipes look for what they seek in files as well that have it from others by other names.
  void offerPassedNames(List<FileState> all, Sought sought) {
    PassedNames passed = new PassedNames(sought, linked(all));
    List<Set<String>> brought =
        workers.map("linking files", all, file -> passed.candidates(file.look()));
    for (int at = 0; at < all.size(); at++) {
      all.get(at).addCandidates(brought.get(at));
    }
  }

  /// Once all is linked it is known which files call a function that gives what recipes look for.
  private void inspectWanted(
      String part, List<FileState> all, List<FileState> changed, Workspace workspace) {
    makers.forEach(
        (recipe, names) -> {
          Map<String, FileState> open = new TreeMap<>();
          changed.stream()
              .filter(file -> isOpenTo(file, recipe))
              .forEach(file -> open.put(file.path(), file));
          if (!open.isEmpty()) {
            open.keySet().retainAll(callersOfGivers(workspace, names, open.keySet()));
            open.values().forEach(file -> file.addCandidates(Set.of(recipe)));
          }
        });
    List<FileState> wanted = changed.stream().filter(Workspaces::isWanted).toList();
    if (!wanted.isEmpty()) {
      inspect(part, all, wanted, workspace);
    }
  }

  /// In a worker, as linking is.
  private Set<String> callersOfGivers(Workspace workspace, Set<String> names, Set<String> open) {
    return workers
        .map(
            "linking files",
            List.of(names),
            makers -> workspace.callersOfGivers(makers, open::contains))
        .getFirst();
  }

  private boolean mayBeWanted(FileState file) {
    return isWanted(file) || makers.keySet().stream().anyMatch(recipe -> isOpenTo(file, recipe));
  }

  /// Whether a recipe may find something in a file by functions of the project alone.
  private static boolean isOpenTo(FileState file, String recipe) {
    return file.standing() == SourceTree.Standing.CHOSEN
        && file.settings().recipes().contains(recipe)
        && !file.candidates().contains(recipe);
  }

  private void inspect(
      String part, List<FileState> all, List<FileState> wanted, Workspace workspace) {
    last = Optional.of(workspace);
    Linked linked = new Linked(workspace, inputs, all, used);
    workers.map(part, wanted, file -> inspect(linked, file));
  }

  /// Finds anew what there is in a file that was edited. If it tells others something else now,
  /// they go on with what they used before: gives `false` then, and the whole is not known until
  /// all are inspected again.
  boolean inspectEdited(List<FileState> all, FileState edited) {
    List<Summary> summaries = summaries(all);
    Optional<Workspace> moved = last.flatMap(it -> it.movedTo(summaries));
    if (mayBeWanted(edited)) {
      Workspace workspace =
          moved
              .or(() -> whole.flatMap(it -> linkEdited(it, summaries)))
              .orElseGet(() -> link(summaries));
      inspectWanted("reading", all, List.of(edited), workspace);
    }
    return moved.isPresent();
  }

  private static List<Summary> summaries(List<FileState> all) {
    return all.stream().map(FileState::summary).toList();
  }

  private Optional<Workspace> linkEdited(Workspace before, List<Summary> summaries) {
    return workers.map("linking files", List.of(summaries), before::editedTo).getFirst();
  }

  /// Goes on from how everything is linked now once something was tried and taken back.
  <T> T trying(Supplier<T> trial) {
    Optional<Workspace> before = last;
    Optional<Workspace> linked = whole;
    try {
      return trial.get();
    } finally {
      last = before;
      whole = linked;
    }
  }

  /// In a worker, since long chains of names and types need a deep stack.
  private Workspace link(List<Summary> summaries) {
    links++;
    return workers
        .map(
            "linking files", List.of(summaries), given -> Workspace.of(modules, given, entryPoints))
        .getFirst();
  }

  /// The comments that declined something so far.
  Suppressions.Used used() {
    return used;
  }

  /// What the recipes did so far.
  Tally tally() {
    return tally;
  }

  /// Has the text of a file again; `false` if it is not any more what it was.
  boolean hold(FileState file) {
    return file.hold(inputs.sources(), inputs.formats());
  }

  private static boolean isWanted(FileState file) {
    return file.standing() == SourceTree.Standing.CHOSEN
        && (file.isChanged() || !file.candidates().isEmpty());
  }

  /// Whether a recipe may find something in a file, now that it is linked.
  private static boolean mayFind(Recipe recipe, FileState file, Workspace workspace) {
    return file.settings().recipes().contains(recipe.id())
        && (file.candidates().contains(recipe.id()) || file.isChanged())
        && !recipe.forms().in(workspace, file.path()).isEmpty();
  }

  private FileState inspect(Linked linked, FileState file) {
    List<Recipe> able =
        recipes.stream().filter(it -> mayFind(it, file, linked.workspace())).toList();
    if (able.isEmpty()) {
      file.found(Map.of(), 0);
      file.release();
    } else if (file.hold(inputs.sources(), inputs.formats())) {
      inspect(linked, file, able);
    }
    return file;
  }

  private void inspect(Linked linked, FileState file, List<Recipe> able) {
    SemanticModel model = linked.modelToInspect(file);
    Inspector inspector =
        new Inspector(file.path(), model, linked, linked.suppressions(model), file.settings());
    Map<String, List<Finding>> byRecipe = new LinkedHashMap<>();
    for (Recipe recipe : able) {
      List<Finding> findings =
          inspect(inspector, recipe).stream()
              .filter(one -> !file.isOutputOf(recipe.ignoresOutputOf(), one.at().span()))
              .toList();
      byRecipe.put(recipe.id(), yielding(recipe, findings, byRecipe));
    }
    file.found(byRecipe, inspector.suppressed());
    if (file.findings().isEmpty()) {
      file.release();
    }
  }

  private List<Finding> inspect(Inspector inspector, Recipe recipe) {
    long start = System.nanoTime();
    int declinedBefore = inspector.suppressed();
    int lookedBefore = inspector.looked();
    List<Finding> found = inspector.inspect(recipe);
    int declined = inspector.suppressed() - declinedBefore;
    int looked = inspector.looked() - lookedBefore;
    tally.inspected(recipe, System.nanoTime() - start, looked, found.size() + declined, declined);
    return found;
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
