package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Finds the methods that one stands for, or that stand for it, by inheritance.
final class OverrideFinder {
  private final Workspace workspace;
  private final ClassGraph classes;
  private final int function;
  private final FileView file;
  private final FileFacts.Unit unit;

  OverrideFinder(Workspace workspace, int function) {
    this.workspace = workspace;
    this.classes = workspace.link().classes();
    this.function = function;
    this.file = workspace.link().fileOf(function);
    this.unit = workspace.unit(function);
  }

  Overrides find() {
    if (unit.owner() < 0) {
      return new Overrides(List.of(), List.of(), new Answer.No("it is no method"));
    }
    int type = file.firstType() + unit.owner();
    String name = unit.ownName();
    TreeSet<FunctionRef> above = new TreeSet<>();
    for (int at : classes.lineage(type)) {
      if (at != type) {
        LinkedClass linked = classes.get(at);
        linked.units(name).forEach(it -> above.add(workspace.ref(it)));
      }
    }
    TreeSet<FunctionRef> below = new TreeSet<>();
    classes.overrides(type, name).forEach(it -> below.add(workspace.ref(it)));
    below.remove(workspace.ref(function));
    return new Overrides(new ArrayList<>(above), new ArrayList<>(below), outside(type, name));
  }

  /// Whether a base class outside of the project has a method of that name.
  private Answer outside(int type, String name) {
    if (name.startsWith("__") && name.endsWith("__")) {
      return new Answer.Yes("Python itself calls " + name);
    }
    // Ex) class Handler(Mixin, Foreign), where Foreign calls what Mixin has
    for (int at : classes.basesOfHeirs(type, name)) {
      for (String base : classes.get(at).bases()) {
        boolean ours = classes.named(base).isPresent();
        if (!ours && !ClassGraph.EMPTY.contains(base)) {
          return new Answer.Unknown(
              (base.isEmpty() ? "a base class that cannot be told" : Dotted.spelled(base))
                  + " may have a "
                  + name);
        }
      }
    }
    return new Answer.No("no base class outside of the project has a " + name);
  }
}
