package dev.loopmend.engine;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the names of one file may stand for as they are written: rather too much than too little.
final class WrittenNames {
  private static final int MOST_WAYS = 64;

  private final Outline outline;
  private final String path;
  private final ModuleFiles modules;
  private final Map<String, Set<String>> meanings = new HashMap<>();
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

  /// Whether the code of a unit may mean a name: a dotted one by a name or chain that leads to it,
  /// a plain one by mentioning it. With `()` behind it the name must be called.
  boolean mayMean(int number, String name) {
    Unit unit = outline.units().get(number);
    if (name.indexOf('.') < 0) {
      return unit.mentions().contains(name);
    }
    boolean called = name.endsWith(Outline.CALLED);
    String bare = called ? name.substring(0, name.length() - Outline.CALLED.length()) : name;
    for (String chain : unit.chains()) {
      boolean isCall = chain.endsWith(Outline.CALLED);
      String plain = isCall ? chain.substring(0, chain.length() - Outline.CALLED.length()) : chain;
      if (called == isCall && leadsTo(plain, bare)) {
        return true;
      }
    }
    return !called && unit.mentions().stream().anyMatch(it -> leadsTo(it, bare));
  }

  /// Where a chain may lead: to public names, and to whatever has one of some last names.
  /// `anywhere` if there are too many ways.
  private record Ends(Set<String> names, Set<String> lasts, boolean anywhere) {}

  private boolean leadsTo(String chain, String name) {
    Ends known = ends.computeIfAbsent(chain, this::endsOf);
    return known.anywhere() || known.names().contains(name) || known.lasts().contains(last(name));
  }

  private Ends endsOf(String chain) {
    Set<String> names = new HashSet<>();
    Set<String> lasts = new HashSet<>();
    Set<String> seen = new HashSet<>(Set.of(chain));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty() && seen.size() <= MOST_WAYS) {
      String at = open.remove();
      names.add(modules.canonical(at));
      int dot = at.indexOf('.');
      String root = dot < 0 ? at : at.substring(0, dot);
      String rest = dot < 0 ? "" : at.substring(dot);
      Set<String> known = meanings.getOrDefault(root, Set.of());
      if (known.isEmpty() && star) {
        lasts.add(last(at));
      }
      for (String meaning : known) {
        String longer = meaning + rest;
        if (isOfProject(meaning)) {
          lasts.add(last(longer));
        }
        if (seen.add(longer)) {
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

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
