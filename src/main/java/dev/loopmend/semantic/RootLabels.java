package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What tells modules apart that have one name below different folders of `sys.path`, so that each
/// file of a workspace has a name of its own. Ex) `app.jobs` in the services of one repository
final class RootLabels {
  private final Map<String, String> byRoot = new HashMap<>();
  private final Map<String, String> byFile = new HashMap<>();
  private int labels;

  /// Labels for files in their order, of which the first has its name without one. `name` is the
  /// name that a file has below its `root`; `shadowed` files are never found by theirs.
  RootLabels(
      List<String> files,
      Function<String, String> root,
      Function<String, String> name,
      Set<String> shadowed) {
    Map<String, List<String>> roots = new LinkedHashMap<>();
    files.forEach(it -> roots.computeIfAbsent(root.apply(it), _ -> new ArrayList<>()).add(it));
    Set<String> taken = new HashSet<>();
    roots.forEach(
        (folder, inside) -> {
          Set<String> names = new HashSet<>();
          for (String file : inside) {
            if (shadowed.contains(file) || !names.add(name.apply(file))) {
              byFile.put(file, next());
            }
          }
          if (names.stream().anyMatch(taken::contains)) {
            byRoot.put(folder, next());
          } else {
            taken.addAll(names);
          }
        });
  }

  private String next() {
    labels++;
    return labels + Dotted.LABEL_END;
  }

  /// The label of what lies below a folder of `sys.path`, mostly "".
  String ofRoot(String root) {
    return byRoot.getOrDefault(root, "");
  }

  /// The label of a file below such a folder.
  String of(String file, String root) {
    return byFile.getOrDefault(file, ofRoot(root));
  }
}
