package dev.loopmend.engine;

import dev.loopmend.engine.Demands.Alternative;
import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.semantic.Outline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Parses every file of a run, since most of them matter anyway: nobody has to ask any more who
/// mentions what. Only the names that files pass on are still followed, as recipes may find
/// something by them; which functions give what recipes look for is known once all are linked.
final class AllFiles {
  private final Looks looks;
  private final Inputs inputs;
  private final Demands demands;
  private final PassedOn passedOn;

  AllFiles(Looks looks, Inputs inputs, Demands demands, PassedOn passedOn) {
    this.looks = looks;
    this.inputs = inputs;
    this.demands = demands;
    this.passedOn = passedOn;
  }

  /// Adds to the files that are `parsed` all others; of those that are `fresh` it was not asked yet
  /// what they pass on.
  void parse(List<Outlined> fresh, SortedMap<String, FileState> parsed, Workers workers) {
    fresh.forEach(one -> passedOn.add(one.file().path(), one.outline()));
    List<Look> left = looks.all().stream().filter(it -> !parsed.containsKey(it.path())).toList();
    List<Optional<Outlined>> loaded = workers.map("parsing files", left, this::load);
    for (Outlined one : loaded.stream().flatMap(Optional::stream).toList()) {
      parsed.put(one.file().path(), one.file());
      one.file().addCandidates(demands.late(one.file().path()));
      passedOn.add(one.file().path(), one.outline());
    }
    List<Alternative> others;
    do {
      others = passedOn.fresh();
      looks.holding(others).forEach(holder -> offer(holder, parsed));
    } while (!others.isEmpty());
    parsed.values().stream()
        .filter(file -> file.standing() == Standing.CHOSEN)
        .forEach(file -> file.addCandidates(demands.everywhere()));
  }

  private Optional<Outlined> load(Look look) {
    return Outlined.load(inputs, look, Outline::passingOn);
  }

  /// Lets a recipe look for something in a file by another name.
  private static void offer(Looks.Holder holder, Map<String, FileState> parsed) {
    FileState file = parsed.get(holder.look().path());
    if (file != null && file.standing() == Standing.CHOSEN) {
      file.addCandidates(Set.of(holder.other().recipe()));
    }
  }
}
