package dev.loopmend.engine;

import dev.loopmend.engine.Demands.Alternative;
import dev.loopmend.semantic.Outline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the files of a run pass on to others of what recipes look for, under which names, as far as
/// they are parsed.
final class PassedOn {
  private final Demands demands;
  private final Map<String, Outline> files = new TreeMap<>();
  private final Map<String, Outline> unasked = new TreeMap<>();

  PassedOn(Demands demands) {
    this.demands = demands;
  }

  /// A file was parsed.
  void add(String path, Outline outline) {
    files.put(path, outline);
    unasked.put(path, outline);
  }

  /// The names that are new since the last time. All files are asked until it is known of each:
  /// what one has from another is known when that is. Those that were asked before have nothing new
  /// to tell unless there are new names.
  List<Alternative> fresh() {
    boolean isNew = demands.findGivers();
    do {
      boolean found = false;
      for (Map.Entry<String, Outline> file : (isNew ? files : unasked).entrySet()) {
        found |= demands.under(file.getValue(), file.getKey());
      }
      unasked.clear();
      isNew = demands.findGivers() || found;
    } while (isNew);
    return demands.takeFresh();
  }
}
