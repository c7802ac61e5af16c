package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Exported;
import dev.loopmend.semantic.FileFacts.Quoted;
import dev.loopmend.semantic.FileFacts.Store;
import dev.loopmend.semantic.Summary.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where functions are mentioned without being used: `__all__`, re-exports of packages, strings,
/// entry points. Immutable.
final class Mentions {
  /// A mention in a file: the number of a string, or -1 for an export with its reason.
  record Mention(FileView file, int string, String why) {}

  /// A plain method of a class of the tests that derives from nothing.
  record StandIn(FileView file, int unit) {}

  private final Map<String, List<StandIn>> standIns = new HashMap<>();
  private final Map<Integer, List<Mention>> exports = new HashMap<>();
  private final Map<String, List<Mention>> attributes = new HashMap<>();
  private final Map<String, List<Mention>> names = new HashMap<>();
  private final Set<String> entryPoints;

  Mentions(List<FileView> files, LinkedTargets targets, Modules modules, Set<String> entryPoints) {
    this.entryPoints = entryPoints;
    for (FileView file : files) {
      if (TestModules.isTest(file.path())) {
        addStandIns(file);
      }
      addExports(file, targets);
      List<Quoted> strings = file.facts().strings();
      for (int at = 0; at < strings.size(); at++) {
        addString(new Mention(file, at, "a string names it"), strings.get(at), modules);
      }
    }
    addUntold(files, modules);
  }

  private void addStandIns(FileView file) {
    List<FileFacts.Unit> units = file.facts().units();
    for (int unit = 0; unit < units.size(); unit++) {
      FileFacts.Unit one = units.get(unit);
      boolean isMethod = one.owner() >= 0 && !one.isAsync() && !one.ownName().startsWith("__");
      if (isMethod && isStandIn(file.facts().classes().get(one.owner()))) {
        add(standIns, one.ownName(), new StandIn(file, unit));
      }
    }
  }

  /// Ex) `class FakeStore:`, not `class TestStore:`
  private static boolean isStandIn(FileFacts.Type type) {
    return type.bases().isEmpty() && !Dotted.last(type.name()).startsWith("Test");
  }

  /// Ex) `from app.jobs import work` in a file beside two services that have an `app` each: it may
  /// be the function of either
  private void addUntold(List<FileView> files, Modules modules) {
    for (FileView file : files) {
      List<String> names = new ArrayList<>();
      for (FileFacts.Imported one : file.facts().imports()) {
        if (modules.isUntold(file.path(), one.from())) {
          names.add(Dotted.join(one.from().module(), one.name()));
        }
      }
      for (Source star : file.facts().stars()) {
        if (modules.isUntold(file.path(), star)) {
          names.add(star.module());
        }
      }
      if (!names.isEmpty()) {
        addUntold(file, names, files);
      }
    }
  }

  private void addUntold(FileView importer, List<String> names, List<FileView> files) {
    Mention mention = new Mention(importer, -1, "an import may mean its module or another");
    for (FileView file : files) {
      String module = Dotted.spelled(file.prefix());
      // Ex) `import app`, which leads to `app.jobs`; `from app.jobs import work`
      boolean reached =
          names.stream()
              .anyMatch(
                  it -> (module + ".").startsWith(it + ".") || Dotted.qualifier(it).equals(module));
      for (int unit = 0; reached && unit < file.facts().units().size(); unit++) {
        add(exports, file.firstUnit() + unit, mention);
      }
    }
  }

  private void addExports(FileView file, LinkedTargets targets) {
    boolean isPackage = file.path().endsWith("__init__.py");
    for (Map.Entry<String, Exported> entry : file.facts().exports().entrySet()) {
      String name = entry.getKey();
      boolean listed = file.facts().all().contains(name);
      boolean imported =
          file.bound(entry.getValue().binding()).stores().stream()
              .anyMatch(Store.Import.class::isInstance);
      boolean given = isPackage && imported && !name.startsWith("_");
      if ((listed || given)
          && targets.ofBinding(file, entry.getValue().binding())
              instanceof Target.Functions(List<Integer> units, _, boolean constructs)
          && !constructs) {
        String why = listed ? "__all__ lists it" : "the package gives it on as " + name;
        units.forEach(unit -> add(exports, unit, new Mention(file, -1, why)));
      }
    }
  }

  private void addString(Mention mention, Quoted quoted, Modules modules) {
    if (quoted.isAttribute()) {
      add(attributes, quoted.text(), mention);
      return;
    }
    String dotted = quoted.text().replace(':', '.');
    for (String name : modules.meant(dotted)) {
      if (modules.isOfProject(name)) {
        add(names, modules.follow(name), mention);
      }
    }
  }

  private static <K, V> void add(Map<K, List<V>> lists, K key, V mention) {
    lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(mention);
  }

  /// What tests may give for an object that has a method of that name.
  List<StandIn> standInsFor(String method) {
    return standIns.getOrDefault(method, List.of());
  }

  /// The files that make a function public.
  List<Mention> exportsOf(int unit) {
    return exports.getOrDefault(unit, List.of());
  }

  /// The strings that name a function: by its full name, or by its own as an attribute.
  List<Mention> stringsOf(String fullName, String ownName) {
    List<Mention> found = new ArrayList<>(names.getOrDefault(fullName, List.of()));
    found.addAll(attributes.getOrDefault(ownName, List.of()));
    return found;
  }

  /// Whether an installed script starts a function, named as `package.module:function`.
  boolean isEntryPoint(String name) {
    return entryPoints.contains(name);
  }
}
