package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.List;

/// The classes of a workspace that have `__anext__`, and what gives an iterator of their instances
/// (PEP 492).
public final class IteratorClasses {
  private final Workspace workspace;
  private final ClassGraph classes;

  private IteratorClasses(Workspace workspace) {
    this.workspace = workspace;
    this.classes = workspace.link().newTargets().classes();
  }

  /// By class with `__anext__` its methods `__aiter__`; none if it has no such method, or something
  /// else of that name. Protocols, and classes that may have one from outside, are left out.
  public static List<List<FunctionRef>> waysToIterate(Workspace workspace) {
    IteratorClasses iterators = new IteratorClasses(workspace);
    List<List<FunctionRef>> found = new ArrayList<>();
    for (int type = 0; type < iterators.classes.count(); type++) {
      if (iterators.isAdvanced(type) && !iterators.classes.isProtocol(type)) {
        iterators.addWays(type, found);
      }
    }
    return List.copyOf(found);
  }

  /// Ex) `async def __anext__(self):`, `__anext__ = fetch`
  private boolean isAdvanced(int type) {
    ClassGraph.Lookup lookup = classes.lookUp(type, "__anext__", false);
    return lookup.stored() || !lookup.units().isEmpty();
  }

  private void addWays(int type, List<List<FunctionRef>> found) {
    ClassGraph.Lookup lookup = classes.lookUp(type, "__aiter__", false);
    if (lookup.stored()) {
      found.add(List.of());
    } else if (!lookup.units().isEmpty() || !hasBaseOutside(type)) {
      found.add(lookup.units().stream().map(workspace::ref).toList());
    }
  }

  private boolean hasBaseOutside(int type) {
    return classes.lineage(type).stream()
        .flatMap(it -> classes.get(it).bases().stream())
        .anyMatch(it -> classes.named(it).isEmpty() && !ClassGraph.EMPTY.contains(it));
  }
}
