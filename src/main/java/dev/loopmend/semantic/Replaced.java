package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Patch;
import dev.loopmend.syntax.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What some patches replace, and which files see it.
///
/// - `patch("time.sleep")` and `patch("app.jobs.time.sleep")` replace it for everybody;
/// - `patch("app.jobs.sleep")` and `patch("app.jobs.time")` replace a name of one module only.
final class Replaced {
  private final Set<String> everywhere = new HashSet<>();
  private final Map<String, Set<String>> inModule = new HashMap<>();

  /// By module the names of which it cannot be told what they are bound to there.
  private final Map<String, Set<String>> untold = new HashMap<>();

  private final List<String> tails = new ArrayList<>();

  /// Takes in what a file replaces.
  void add(Modules modules, String test, Patch patch) {
    if (patch.isTail()) {
      tails.add(patch.target());
      return;
    }
    boolean byString = patch.from().level() == 0 && patch.from().module().isEmpty();
    if (byString || modules.isUntold(test, patch.from())) {
      String target = Dotted.join(patch.from().module(), patch.target());
      modules.meant(target).forEach(it -> add(modules, it));
    } else {
      add(modules, Dotted.join(modules.from(test, patch.from()), patch.target()));
    }
  }

  private void add(Modules modules, String written) {
    Optional<String> module = moduleOf(modules, written);
    if (module.isEmpty()) {
      everywhere.add(modules.canonical(written));
      return;
    }
    String rest = written.substring(module.get().length() + 1);
    String target = modules.follow(written);
    if (rest.indexOf('.') >= 0 && !target.startsWith(module.get() + ".")) {
      everywhere.add(target);
    } else if (target.isEmpty()) {
      untold.computeIfAbsent(module.get(), _ -> new HashSet<>()).add(Dotted.root(rest));
    } else {
      inModule.computeIfAbsent(module.get(), _ -> new HashSet<>()).add(target);
    }
  }

  /// The longest prefix that is a module of the workspace, if the name has more than it.
  private static Optional<String> moduleOf(Modules modules, String written) {
    for (int end = written.lastIndexOf('.'); end > 0; end = written.lastIndexOf('.', end - 1)) {
      String module = written.substring(0, end);
      if (modules.isModule(module)) {
        return Optional.of(module);
      }
    }
    return Optional.empty();
  }

  /// Whether a test replaces what a canonical name means in a module, where an expression stands
  /// for it.
  Answer reaches(String name, String module, Expr expr) {
    Set<String> here = inModule.getOrDefault(module, Set.of());
    for (String at = name; !at.isEmpty(); at = Dotted.qualifier(at)) {
      if (everywhere.contains(at) || here.contains(at)) {
        return new Answer.Yes("a test replaces " + at);
      }
    }
    boolean opaque = mayMean(untold.getOrDefault(module, Set.of()), name, Dotted.of(expr));
    for (String tail : tails) {
      opaque |= (name.equals(tail) || name.endsWith("." + tail) || tail.endsWith("." + name));
    }
    return opaque
        ? new Answer.Unknown("a test replaces something that may be " + name)
        : new Answer.No("no test replaces " + name);
  }

  /// Whether something of which it cannot be told what it is may be on the way to what is called.
  /// Ex) patch("app.jobs.sleep") where both branches of an `if` import another one
  private static boolean mayMean(Set<String> untold, String name, String written) {
    boolean hidden = written.isEmpty() && !untold.isEmpty();
    return hidden
        || List.of((name + "." + written).split("\\.", -1)).stream().anyMatch(untold::contains);
  }
}
