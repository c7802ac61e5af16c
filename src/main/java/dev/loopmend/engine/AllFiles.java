package dev.loopmend.engine;

import dev.loopmend.engine.Demands.Alternative;
import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.Outline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Parses every file of a run, since most of them matter anyway: nobody has to ask any more who
/// mentions what. Only the names that files pass on are still followed, as recipes may find
/// something by them.
final class AllFiles {
  private final Looks looks;
  private final Inputs inputs;
  private final ModuleFiles modules;
  private final Demands demands;
  private final PassedOn passedOn;

  /// The files in which functions may give their callers what a recipe looks for.
  private final SortedMap<String, Giving> giving = new TreeMap<>();

  private record Giving(Outline outline, WrittenNames written, Set<String> recipes) {}

  AllFiles(Looks looks, Inputs inputs, ModuleFiles modules, Demands demands, PassedOn passedOn) {
    this.looks = looks;
    this.inputs = inputs;
    this.modules = modules;
    this.demands = demands;
    this.passedOn = passedOn;
  }

  /// Adds to the files that are `parsed` all others; of those that are `fresh` it was not asked yet
  /// what they pass on.
  void parse(List<Outlined> fresh, SortedMap<String, FileState> parsed, Workers workers) {
    fresh.forEach(this::add);
    List<Look> left = looks.all().stream().filter(it -> !parsed.containsKey(it.path())).toList();
    List<Optional<Outlined>> loaded = workers.map("parsing files", left, this::load);
    for (Outlined one : loaded.stream().flatMap(Optional::stream).toList()) {
      parsed.put(one.file().path(), one.file());
      one.file().addCandidates(demands.late(one.file().path()));
      add(one);
    }
    List<Alternative> others;
    do {
      giving.forEach(
          (path, one) ->
              passedOn.add(demands.functions(one.outline(), one.written(), path, one.recipes())));
      others = passedOn.fresh();
      looks.holding(others).forEach(holder -> offer(holder, parsed));
    } while (!others.isEmpty());
  }

  private Optional<Outlined> load(Look look) {
    boolean gives = demands.looksThroughFunctions(look.candidates());
    return Outlined.load(inputs, look, gives ? Outline::of : Outline::passingOn);
  }

  private void add(Outlined one) {
    String path = one.file().path();
    passedOn.add(path, one.outline());
    Set<String> candidates = looks.at(path).map(Look::candidates).orElse(Set.of());
    if (demands.looksThroughFunctions(candidates)) {
      WrittenNames written = new WrittenNames(one.outline(), path, modules);
      giving.put(path, new Giving(one.outline(), written, candidates));
    }
  }

  /// Lets a recipe look for something in a file by another name.
  private static void offer(Looks.Holder holder, Map<String, FileState> parsed) {
    FileState file = parsed.get(holder.look().path());
    if (file != null && file.standing() == Standing.CHOSEN) {
      file.addCandidates(Set.of(holder.other().recipe()));
    }
  }
}
