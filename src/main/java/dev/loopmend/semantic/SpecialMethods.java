package dev.loopmend.semantic;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Methods of the project that Python itself calls on an instance: by a call of the instance, by
/// `with`, and through `getattr` (Data model, 3.3.6, 3.3.9, 3.4.4).
final class SpecialMethods {
  static final String CALL = "__call__";
  private static final List<String> WITH = List.of("__enter__", "__exit__");
  private static final List<String> ASYNC_WITH = List.of("__aenter__", "__aexit__");

  /// Those that whoever gets an instance may have Python call: a name does not show it.
  private static final Set<String> UNNAMED = Set.of(CALL, "__enter__", "__exit__");

  /// A `getattr` with a name that is computed, and what the name begins with.
  record Computed(FileView file, int row, String start) {}

  private final LinkedTargets targets;
  private final ClassGraph classes;

  SpecialMethods(LinkedTargets targets) {
    this.targets = targets;
    this.classes = targets.classes();
  }

  static boolean isUnnamed(String method) {
    return UNNAMED.contains(method);
  }

  /// The methods that a call of what a ref stands for runs, if that is an instance.
  Target called(FileView file, int ref) {
    return own(file, ref).map(it -> targets.method(it, CALL)).orElse(LinkedTargets.NONE);
  }

  /// The methods that `with`, or `async with`, runs.
  List<Target> entered(FileView file, int ref, boolean isAsync) {
    return own(file, ref).stream()
        .flatMap(it -> (isAsync ? ASYNC_WITH : WITH).stream().map(name -> targets.method(it, name)))
        .toList();
  }

  private Optional<Integer> own(FileView file, int ref) {
    return classes.named(Modules.visible(targets.typeOf(file, ref)));
  }

  /// By class the first `getattr` of each beginning that may fetch its methods and call them, on an
  /// instance of it, of a class below or of one above.
  Map<Integer, Set<Computed>> computed(List<FileView> files) {
    Map<Integer, Map<String, Computed>> on = new LinkedHashMap<>();
    for (FileView file : files) {
      RowTable uses = file.facts().uses();
      for (int row : file.answers().computed(() -> computedRows(uses))) {
        if (file.ref(uses.detail(row)) instanceof Ref.Free(String start)) {
          Computed one = new Computed(file, row, start);
          own(file, uses.ref(row))
              .ifPresent(
                  it -> on.computeIfAbsent(it, _ -> new LinkedHashMap<>()).putIfAbsent(start, one));
        }
      }
    }
    Map<Integer, Set<Computed>> found = new LinkedHashMap<>();
    for (int type = 0; type < classes.count() && !on.isEmpty(); type++) {
      for (int above : classes.lineage(type)) {
        add(found, above, on.getOrDefault(type, Map.of()));
        add(found, type, on.getOrDefault(above, Map.of()));
      }
    }
    return found;
  }

  private static int[] computedRows(RowTable uses) {
    IntList rows = new IntList();
    for (int row = 0; row < uses.count(); row++) {
      if (uses.role(row) == Role.COMPUTED) {
        rows.add(row);
      }
    }
    return rows.toArray();
  }

  private static void add(Map<Integer, Set<Computed>> found, int type, Map<String, Computed> some) {
    if (!some.isEmpty()) {
      found.computeIfAbsent(type, _ -> new LinkedHashSet<>()).addAll(some.values());
    }
  }
}
