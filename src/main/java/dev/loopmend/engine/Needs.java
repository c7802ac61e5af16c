package dev.loopmend.engine;

import dev.loopmend.engine.Reach.Place;
import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Import;
import dev.loopmend.semantic.Outline.Unit;
import dev.loopmend.semantic.Summary.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Follows what needed code mentions into the files that define it, definition by definition:
/// through imports, re-exports and star imports.
final class Needs {
  private final ModuleFiles modules;
  private final Map<String, Outline> outlines;
  private final Set<Place> needed = new HashSet<>();
  private final Deque<Place> open = new ArrayDeque<>();
  private final Set<Wish> wishes = new HashSet<>();
  private final Map<String, List<Wish>> waiting = new HashMap<>();
  private final SortedSet<String> files = new TreeSet<>();

  /// A name that somebody wants of a file.
  private record Wish(String path, String name) {}

  /// Needs over the outlines of the files that are parsed so far.
  Needs(ModuleFiles modules, Map<String, Outline> outlines) {
    this.modules = modules;
    this.outlines = outlines;
  }

  /// Notes that the code of a unit has to be understood.
  void need(Place place) {
    if (needed.add(place)) {
      open.add(place);
    }
  }

  /// A file was parsed: what was wanted of it can be followed.
  void parsed(String path) {
    List<Wish> late = waiting.remove(path);
    if (late != null) {
      late.forEach(this::grant);
    }
  }

  /// Follows everything that is open; gives the files that have to be parsed to go on.
  Set<String> follow() {
    while (!open.isEmpty()) {
      follow(open.remove());
    }
    Set<String> wanted = new TreeSet<>(files);
    files.clear();
    return wanted;
  }

  private void follow(Place place) {
    Outline outline = Optional.ofNullable(outlines.get(place.path())).orElseThrow();
    Unit unit = outline.units().get(place.unit());
    for (String name : unit.mentions()) {
      find(place.path(), outline, name);
      for (Import one : outline.imports()) {
        if (one.imported().isEmpty() || isSubmodule(place.path(), one)) {
          // Ex) `import app.jobs` and somewhere `jobs.start`: whatever is mentioned may be its
          whole(place.path(), one, name);
        }
      }
    }
  }

  /// What a name means in a file: a definition of it, what an import brings, or what the module
  /// does to it.
  private void find(String path, Outline outline, String name) {
    boolean found = false;
    for (int unit : outline.topLevel(name)) {
      found = true;
      for (int inner = unit; inner < outline.endOf(unit); inner++) {
        need(new Place(path, inner));
      }
    }
    for (Import one : outline.imports()) {
      boolean named = one.bound().equals(name) && !one.imported().isEmpty();
      if (named || one.imported().equals("*")) {
        String wanted = one.imported().equals("*") ? name : one.imported();
        modules.file(path, one.from()).ifPresent(file -> wish(new Wish(file, wanted)));
        found |= named;
      }
    }
    // Ex) client = Client()
    if (!found && outline.units().getFirst().mentions().contains(name)) {
      need(new Place(path, 0));
    }
  }

  private boolean isSubmodule(String path, Import one) {
    return !one.imported().isEmpty() && submodule(path, one).isPresent();
  }

  /// Ex) `from app import jobs` where `app/jobs.py` is a file
  private Optional<String> submodule(String path, Import one) {
    String module = one.from().module();
    String inner = module.isEmpty() ? one.imported() : module + "." + one.imported();
    return modules.file(path, new Source(one.from().level(), inner));
  }

  private void whole(String path, Import one, String name) {
    List<String> found = new ArrayList<>();
    if (one.imported().isEmpty()) {
      String module = one.from().module();
      for (int end = module.indexOf('.'); end >= 0; end = module.indexOf('.', end + 1)) {
        modules.file(path, new Source(0, module.substring(0, end))).ifPresent(found::add);
      }
      modules.file(path, one.from()).ifPresent(found::add);
    } else {
      submodule(path, one).ifPresent(found::add);
    }
    found.forEach(file -> wish(new Wish(file, name)));
  }

  private void wish(Wish wish) {
    if (!wishes.add(wish)) {
      return;
    }
    if (outlines.containsKey(wish.path())) {
      grant(wish);
    } else {
      waiting.computeIfAbsent(wish.path(), _ -> new ArrayList<>()).add(wish);
      files.add(wish.path());
    }
  }

  private void grant(Wish wish) {
    Outline outline = Optional.ofNullable(outlines.get(wish.path())).orElseThrow();
    find(wish.path(), outline, wish.name());
  }
}
