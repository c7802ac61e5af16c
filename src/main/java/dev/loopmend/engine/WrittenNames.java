package dev.loopmend.engine;

import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Alias;
import dev.loopmend.semantic.Outline.Import;
import dev.loopmend.semantic.Outline.Unit;
import dev.loopmend.semantic.Summary.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the names of one file may stand for as they are written: rather too much than too little.
final class WrittenNames {
  private static final int DEPTH = 8;

  private final Outline outline;
  private final String path;
  private final ModuleFiles modules;
  private final Map<String, Set<String>> meanings = new HashMap<>();
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
      String target = String.join(".", alias.parts());
      meanings.computeIfAbsent(alias.name(), _ -> new HashSet<>()).add(target);
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
      if (called == isCall && leadsTo(plain, bare, 0)) {
        return true;
      }
    }
    return !called && unit.mentions().stream().anyMatch(it -> leadsTo(it, bare, 0));
  }

  private boolean leadsTo(String chain, String name, int depth) {
    if (modules.canonical(chain).equals(name)) {
      return true;
    }
    int dot = chain.indexOf('.');
    String root = dot < 0 ? chain : chain.substring(0, dot);
    String rest = dot < 0 ? "" : chain.substring(dot);
    Set<String> known = meanings.getOrDefault(root, Set.of());
    if (known.isEmpty()) {
      return star && chain.substring(chain.lastIndexOf('.') + 1).equals(last(name));
    }
    for (String meaning : known) {
      String longer = meaning + rest;
      boolean found =
          modules.canonical(longer).equals(name)
              || (isOfProject(meaning) && last(longer).equals(last(name)))
              || (depth < DEPTH && !meaning.equals(root) && leadsTo(longer, name, depth + 1));
      if (found) {
        return true;
      }
    }
    return false;
  }

  /// Ex) `compat.aio` where `compat.py` is a file of the project
  private boolean isOfProject(String meaning) {
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
