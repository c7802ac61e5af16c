package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Store;
import dev.loopmend.semantic.FileFacts.Unit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Functions of the project that give what calls of some functions of a library made, the makers,
/// each time a new one that they keep nowhere themselves: directly, or through other such
/// functions. Makers are canonical names. Ex) `asyncio.create_task`,
/// `asyncio.AbstractEventLoop.create_task`
final class HandedOut {
  /// How many functions and names are followed from one to the next.
  private static final int MOST_STEPS = 16;

  private final LinkedNames names;
  private final LinkedTargets targets;
  private final LibraryMembers members;

  HandedOut(LinkedTargets targets) {
    this.names = targets.names();
    this.targets = targets;
    this.members = new LibraryMembers(targets);
  }

  /// Whether a function gives what makers make.
  boolean gives(int unit, Set<String> makers) {
    return gives(unit, makers, 0);
  }

  /// The files among those that are wanted in which a function is called that gives what makers
  /// make.
  Set<String> callers(Link link, Set<String> makers, Predicate<String> wanted) {
    Set<String> found = new TreeSet<>();
    for (FileView file : link.files()) {
      for (int unit = 0; unit < file.facts().units().size(); unit++) {
        if (mayGive(file.facts().units().get(unit))) {
          addCallers(link.graph(), file.firstUnit() + unit, makers, wanted, found);
        }
      }
    }
    return found;
  }

  private void addCallers(
      CallGraph graph, int unit, Set<String> makers, Predicate<String> wanted, Set<String> found) {
    Set<String> callers = new TreeSet<>();
    for (CallGraph.Use use : graph.usesOf(unit)) {
      boolean isCall = use.file().facts().uses().role(use.row()) == Role.CALLEE;
      if (use.sure() && isCall && wanted.test(use.file().path())) {
        callers.add(use.file().path());
      }
    }
    callers.removeAll(found);
    if (!callers.isEmpty() && gives(unit, makers)) {
      found.addAll(callers);
    }
  }

  private static boolean mayGive(Unit facts) {
    return facts.handsOut()
        && !facts.isAsync()
        && !facts.isGenerator()
        && !facts.results().isEmpty();
  }

  private boolean gives(int unit, Set<String> makers, int depth) {
    FileView file = targets.fileOf(unit);
    Unit facts = file.facts().units().get(unit - file.firstUnit());
    return depth < MOST_STEPS
        && mayGive(facts)
        // `lru_cache` and its like keep what it gives.
        && facts.decorators().stream().allMatch(it -> names.isPlain(file, it))
        && facts.results().stream().allMatch(it -> isNew(file, it, makers, depth));
  }

  private boolean isNew(FileView file, int ref, Set<String> makers, int depth) {
    return switch (file.ref(ref)) {
      case Ref.Called(int callee) -> {
        Optional<Integer> own = targets.of(file, callee).only();
        yield own.isPresent()
            ? gives(own.get(), makers, depth + 1)
            : members.among(file, callee, makers).isPresent();
      }
      case Ref.Bound(int binding)
          when file.bound(binding).isOnce()
              && file.bound(binding).stores().getFirst() instanceof Store.Value(int value)
              && depth < MOST_STEPS ->
          isNew(file, value, makers, depth + 1);
      case Ref _ -> false;
    };
  }
}
