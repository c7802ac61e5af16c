package dev.loopmend.engine;

import dev.loopmend.engine.FileIndex.Wish;
import dev.loopmend.engine.Reach.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Follows what needed code mentions into the files that define it, definition by definition:
/// through imports, re-exports and star imports.
final class Needs {
  private final Map<String, FileIndex> files;
  private final Set<Place> needed = new HashSet<>();
  private final Deque<Place> open = new ArrayDeque<>();
  private final Set<Wish> wishes = new HashSet<>();
  private final Map<String, Set<String>> waiting = new HashMap<>();
  private final SortedSet<String> wanted = new TreeSet<>();

  /// Needs over the files that are parsed so far.
  Needs(Map<String, FileIndex> files) {
    this.files = files;
  }

  /// Notes that the code of a unit has to be understood.
  void need(Place place) {
    if (needed.add(place)) {
      open.add(place);
    }
  }

  /// A file was parsed: what was wanted of it can be followed.
  void parsed(String path) {
    Set<String> names = waiting.remove(path);
    if (names != null) {
      names.forEach(name -> wish(path, name));
    }
  }

  /// Follows everything that is open; gives the files that have to be parsed to go on.
  Set<String> follow() {
    while (!open.isEmpty()) {
      follow(open.remove());
    }
    Set<String> found = new TreeSet<>(wanted);
    wanted.clear();
    return found;
  }

  private void follow(Place place) {
    FileIndex file = Optional.ofNullable(files.get(place.path())).orElseThrow();
    Set<String> mentions = file.outline().units().get(place.unit()).mentions();
    mentions.forEach(name -> wish(place.path(), name));
    for (String whole : file.wholeFiles()) {
      mentions.forEach(name -> wish(whole, name));
    }
  }

  /// What a name means in a file: a definition of it, what an import brings, or what the module
  /// does to it.
  private void find(FileIndex file, String name) {
    List<Integer> units = file.topLevel(name);
    for (int unit : units) {
      int end = file.outline().endOf(unit);
      for (int inner = unit; inner < end; inner++) {
        need(new Place(file.path(), inner));
      }
    }
    Set<Wish> imported = file.imported(name);
    imported.forEach(it -> wish(it.path(), it.name()));
    file.starFiles().forEach(it -> wish(it, name));
    // Ex) client = Client()
    boolean assigned = file.outline().units().getFirst().mentions().contains(name);
    if (units.isEmpty() && imported.isEmpty() && assigned) {
      need(new Place(file.path(), 0));
    }
  }

  private void wish(String path, String name) {
    FileIndex file = files.get(path);
    if (file == null) {
      waiting.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(name);
      wanted.add(path);
    } else if (wishes.add(new Wish(path, name))) {
      find(file, name);
    }
  }
}
