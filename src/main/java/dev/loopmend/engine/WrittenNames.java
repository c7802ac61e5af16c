package dev.loopmend.engine;

import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Alias;
import dev.loopmend.semantic.Outline.Import;
import dev.loopmend.semantic.Outline.Unit;
import dev.loopmend.semantic.Summary.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the names of one file may stand for as they are written: rather too much than too little.
final class WrittenNames {
  private static final int MOST_WAYS = 64;

  /// No name that is looked for has so many parts, and following names only makes them longer. Ex)
  /// `node = node.next`
  private static final int MOST_PARTS = 12;

  /// The number that stands for all units.
  private static final int WHOLE = -1;

  private final Outline outline;
  private final String path;
  private final ModuleFiles modules;
  private final Map<String, Set<String>> meanings = new HashMap<>();
  private final Map<Integer, Meant> meant = new HashMap<>();
  private final Map<Integer, Set<String>> held = new HashMap<>();
  private final Map<String, Ends> ends = new HashMap<>();
  private final Map<String, Boolean> projectNames = new HashMap<>();
  private boolean star;

  WrittenNames(Outline outline, String path, ModuleFiles modules) {
    this.outline = outline;
    this.path = path;
    this.modules = modules;
    for (Import one : outline.imports()) {
      star |= one.imported().equals("*");
      meanings.computeIfAbsent(one.bound(), _ -> new HashSet<>()).add(meaning(one));
    }
    for (Alias alias : outline.aliases()) {
      if (!alias.isAttribute()) {
        String target = String.join(".", alias.parts());
        meanings.computeIfAbsent(alias.name(), _ -> new HashSet<>()).add(target);
      }
    }
  }

  private static String meaning(Import one) {
    String module = one.from().module();
    if (one.imported().isEmpty()) {
      // Ex) `import a.b` binds `a`, `import a.b as c` all of it
      boolean whole = !module.startsWith(one.bound() + ".");
      return whole ? module : one.bound();
    }
    return (one.from().level() > 0 ? "." : "") + module + "." + one.imported();
  }

  /// Whether the code of a unit may mean all of some names: a dotted one by a name or chain that
  /// leads to it, a plain one by mentioning it. With `()` behind it the name must be called.
  boolean mayMean(int unit, Set<String> wanted) {
    return meant.computeIfAbsent(unit, it -> meant(List.of(outline.units().get(it)))).has(wanted);
  }

  /// The same of the code of the whole file.
  boolean mayMean(Set<String> wanted) {
    return meant.computeIfAbsent(WHOLE, _ -> meant(outline.units())).has(wanted);
  }

  /// Whether the code of a unit may mention what all of some names stand for.
  boolean mayHold(int unit, Set<String> names) {
    return held.computeIfAbsent(unit, it -> lasts(outline.units().get(it).mentions()))
        .containsAll(names);
  }

  /// The same of the code of the whole file.
  boolean mayHold(Set<String> names) {
    return held.computeIfAbsent(WHOLE, _ -> lasts(allMentions())).containsAll(names);
  }

  private Set<String> allMentions() {
    Set<String> all = new HashSet<>();
    outline.units().forEach(unit -> all.addAll(unit.mentions()));
    return all;
  }

  /// Some names with the last parts of all that they stand for. Ex) `go` and `spawn` where there is
  /// `go = jobs.spawn`
  Set<String> lasts(Set<String> names) {
    Set<String> all = new LinkedHashSet<>(names);
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      for (String meaning : meanings.getOrDefault(open.remove(), Set.of())) {
        if (all.add(Dotted.last(meaning))) {
          open.add(Dotted.last(meaning));
        }
      }
    }
    return all;
  }

  private Meant meant(List<Unit> units) {
    Set<String> mentions = new HashSet<>();
    Ends called = new Ends(new HashSet<>(), new HashSet<>(), false);
    Ends named = new Ends(new HashSet<>(), new HashSet<>(), false);
    for (Unit unit : units) {
      mentions.addAll(unit.words());
      for (String chain : unit.chains()) {
        if (chain.endsWith(Outline.CALLED)) {
          called = called.with(ends.computeIfAbsent(withoutCall(chain), this::endsOf));
        } else {
          named = named.with(ends.computeIfAbsent(chain, this::endsOf));
        }
      }
      for (String mention : unit.mentions()) {
        mentions.add(mention);
        // A name that no import and no assignment of the file explains is no dotted one.
        if (star || meanings.containsKey(mention)) {
          named = named.with(ends.computeIfAbsent(mention, this::endsOf));
        }
      }
    }
    return new Meant(mentions, called, named);
  }

  private static String withoutCall(String name) {
    return name.substring(0, name.length() - Outline.CALLED.length());
  }

  /// What some code may mean: by the names that it mentions, by what it calls, and otherwise.
  private record Meant(Set<String> mentions, Ends called, Ends named) {
    boolean has(Set<String> wanted) {
      for (String name : wanted) {
        if (!has(name)) {
          return false;
        }
      }
      return true;
    }

    private boolean has(String name) {
      // Ex) `.set`: an attribute of whatever object
      if (name.lastIndexOf('.') <= 0) {
        return mentions.contains(name.substring(name.indexOf('.') + 1));
      }
      return name.endsWith(Outline.CALLED) ? called.has(withoutCall(name)) : named.has(name);
    }
  }

  /// Where chains may lead: to public names, and to whatever has one of some last names. `anywhere`
  /// if there are too many ways.
  private record Ends(Set<String> names, Set<String> lasts, boolean anywhere) {
    boolean has(String name) {
      return anywhere
          || names.contains(name)
          || (!lasts.isEmpty() && lasts.contains(Dotted.last(name)));
    }

    /// These, into which others are put.
    Ends with(Ends others) {
      names.addAll(others.names);
      lasts.addAll(others.lasts);
      return anywhere || !others.anywhere ? this : new Ends(names, lasts, true);
    }
  }

  private Ends endsOf(String chain) {
    if (!star && !meanings.containsKey(Dotted.root(chain))) {
      return new Ends(Set.of(modules.canonical(chain)), Set.of(), false);
    }
    Set<String> names = new HashSet<>();
    Set<String> lasts = new HashSet<>();
    Set<String> seen = new HashSet<>(Set.of(chain));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty() && seen.size() <= MOST_WAYS) {
      String at = open.remove();
      names.add(modules.canonical(at));
      String root = Dotted.root(at);
      String rest = at.substring(root.length());
      Set<String> known = meanings.getOrDefault(root, Set.of());
      if (known.isEmpty() && star) {
        lasts.add(Dotted.last(at));
      }
      for (String meaning : known) {
        String longer = meaning + rest;
        if (isOfProject(meaning)) {
          lasts.add(Dotted.last(longer));
        }
        if (Dotted.parts(longer) <= MOST_PARTS && seen.add(longer)) {
          open.add(longer);
        }
      }
    }
    return new Ends(names, lasts, seen.size() > MOST_WAYS);
  }

  /// Ex) `compat.aio` where `compat.py` is a file of the project
  private boolean isOfProject(String meaning) {
    return projectNames.computeIfAbsent(meaning, this::findInProject);
  }

  private boolean findInProject(String meaning) {
    for (int end = meaning.length(); end > 0; end = meaning.lastIndexOf('.', end - 1)) {
      Optional<String> file = modules.file(path, new Source(0, meaning.substring(0, end)));
      if (file.isPresent() || meaning.startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
