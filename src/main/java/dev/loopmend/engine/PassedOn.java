package dev.loopmend.engine;

import dev.loopmend.engine.Demands.Alternative;
import dev.loopmend.semantic.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the files of a run pass on to others of what recipes look for, under which names, as far as
/// they are parsed.
final class PassedOn {
  private final Demands demands;
  private final Map<String, Outline> files = new TreeMap<>();
  private final Map<String, Outline> unasked = new TreeMap<>();
  private final List<Alternative> found = new ArrayList<>();

  PassedOn(Demands demands) {
    this.demands = demands;
  }

  /// A file was parsed.
  void add(String path, Outline outline) {
    files.put(path, outline);
    unasked.put(path, outline);
  }

  /// Other names were found by which recipes may find something.
  void add(List<Alternative> others) {
    found.addAll(others);
  }

  /// The names that are new since the last time. All files are asked until it is known of each:
  /// what one has from another is known when that is. Those that were asked before have nothing new
  /// to tell unless there are new names.
  List<Alternative> fresh() {
    boolean isNew = !found.isEmpty();
    do {
      int before = found.size();
      (isNew ? files : unasked)
          .forEach((path, outline) -> found.addAll(demands.under(outline, path)));
      unasked.clear();
      isNew = found.size() > before;
    } while (isNew);
    List<Alternative> all = List.copyOf(found);
    found.clear();
    return all;
  }
}
