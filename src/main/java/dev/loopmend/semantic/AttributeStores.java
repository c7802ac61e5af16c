package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What code outside of a class puts into attributes of its instances: under another name than
/// `self`, or in a class that derives from it. What tests put there is left out, since a program
/// runs without them.
final class AttributeStores {
  private static final IntList NOBODY = new IntList();

  private final List<FileView> files;

  /// By attribute, pairs of a file and the row of the use that sets it.
  private final Map<String, IntList> rows = new HashMap<>();

  /// By attribute that a base gives a value too, the classes that do so again.
  private final Map<String, IntList> below = new HashMap<>();

  /// `receiver.name = value` in a file; `value` is -1 if it cannot be told.
  record Put(FileView file, int receiver, int value) {}

  AttributeStores(List<FileView> files, ClassGraph classes) {
    this.files = files;
    Set<String> held = new HashSet<>();
    for (int type = 0; type < classes.count(); type++) {
      FileFacts.Type facts = classes.get(type).type();
      held.addAll(facts.attributes().keySet());
      held.addAll(facts.methods().keySet());
      addBelow(type, classes);
    }
    for (FileView file : files) {
      if (!TestModules.isTest(file.path())) {
        addRows(file, held);
      }
    }
  }

  private void addBelow(int type, ClassGraph classes) {
    LinkedClass linked = classes.get(type);
    List<Integer> lineage = classes.lineage(type);
    if (lineage.size() == 1 || TestModules.isTest(linked.file().path())) {
      return;
    }
    for (String name : linked.type().attributes().keySet()) {
      if (lineage.stream().skip(1).anyMatch(it -> holds(classes.get(it), name))) {
        below.computeIfAbsent(name, _ -> new IntList()).add(type);
      }
    }
  }

  private static boolean holds(LinkedClass linked, String name) {
    return linked.type().attributes().containsKey(name);
  }

  private void addRows(FileView file, Set<String> held) {
    RowTable uses = file.facts().uses();
    for (int row = 0; row < uses.count(); row++) {
      if (uses.role(row) == Role.SET
          && file.ref(uses.ref(row)) instanceof Ref.Member(int of, String name)
          && held.contains(name)
          && file.ownType(of).isEmpty()) {
        rows.computeIfAbsent(name, _ -> new IntList()).add(file.number(), row);
      }
    }
  }

  /// What is put into attributes of a name, whatever they are attributes of.
  List<Put> of(String name) {
    IntList found = rows.get(name);
    if (found == null) {
      return List.of();
    }
    List<Put> puts = new ArrayList<>();
    for (int at = 0; at < found.size(); at += 2) {
      FileView file = files.get(found.get(at));
      RowTable uses = file.facts().uses();
      int row = found.get(at + 1);
      if (file.ref(uses.ref(row)) instanceof Ref.Member(int receiver, _)) {
        puts.add(new Put(file, receiver, uses.detail(row)));
      }
    }
    return puts;
  }

  /// The classes with an attribute of a name that a base of theirs has as well.
  IntList below(String name) {
    return below.getOrDefault(name, NOBODY);
  }
}
