package dev.loopmend.recipe;

import dev.loopmend.match.Anchor;
import dev.loopmend.match.CodePattern;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The forms of a recipe in their order, and which of their patterns are worth trying at a node: a
/// recipe may have hundreds, and a node matches few.
public final class Forms {
  private final List<Form> all;
  private final Map<Class<?>, List<Attempt>> byKind = new HashMap<>();
  private final Map<String, List<Attempt>> byCalled = new HashMap<>();
  private final Map<String, List<Attempt>> byMethod = new HashMap<>();

  /// Some of the forms, by their names.
  private final Map<Set<String>, Forms> parts = new ConcurrentHashMap<>();

  /// A pattern of a form, and its number in the order in which the patterns of a recipe are tried.
  record Attempt(int number, Form form, CodePattern pattern) {}

  private Forms(List<Form> all) {
    this.all = List.copyOf(all);
    int number = 0;
    for (Form form : all) {
      for (CodePattern pattern : form.patterns()) {
        attempts(pattern.anchor()).add(new Attempt(number++, form, pattern));
      }
    }
  }

  /// The forms of a recipe.
  public static Forms of(List<Form> forms) {
    return new Forms(forms);
  }

  private List<Attempt> attempts(Anchor anchor) {
    return switch (anchor) {
      case Anchor.Called(String name) -> byCalled.computeIfAbsent(name, _ -> new ArrayList<>());
      case Anchor.Method(String name) -> byMethod.computeIfAbsent(name, _ -> new ArrayList<>());
      case Anchor.Kind(Class<?> kind) -> byKind.computeIfAbsent(kind, _ -> new ArrayList<>());
    };
  }

  /// The forms in their order.
  public List<Form> all() {
    return all;
  }

  /// Those that may match somewhere in a file of a linked workspace, by what is known of the file
  /// without its tree.
  public Forms in(Workspace workspace, String path) {
    Set<String> names = new HashSet<>();
    for (Form form : all) {
      if (form.mayMatchIn(workspace, path)) {
        names.add(form.name());
      }
    }
    return names.size() == all.size() ? this : parts.computeIfAbsent(names, this::named);
  }

  private Forms named(Set<String> names) {
    return of(all.stream().filter(form -> names.contains(form.name())).toList());
  }

  /// Whether there is no form.
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /// The classes of the nodes at which some pattern may match.
  public Set<Class<?>> kinds() {
    Set<Class<?>> kinds = new LinkedHashSet<>(byKind.keySet());
    if (!byCalled.isEmpty() || !byMethod.isEmpty()) {
      kinds.add(Expr.Call.class);
    }
    return kinds;
  }

  /// The patterns that may match at a node, in their order; `names` tells the canonical name of the
  /// object that an expression refers to.
  List<Attempt> at(Node node, Function<Expr, Optional<String>> names) {
    List<Attempt> found = byKind.getOrDefault(node.getClass(), List.of());
    if (!(node instanceof Expr.Call(_, Expr callee, _))) {
      return found;
    }
    if (callee instanceof Expr.Attribute(_, _, String name)) {
      found = both(found, byMethod.getOrDefault(name, List.of()));
    }
    boolean named = callee instanceof Expr.Attribute || callee instanceof Expr.Name;
    if (named && !byCalled.isEmpty()) {
      String name = names.apply(callee).orElse("");
      found = both(found, byCalled.getOrDefault(name, List.of()));
    }
    return found;
  }

  private static List<Attempt> both(List<Attempt> some, List<Attempt> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    List<Attempt> both = new ArrayList<>(some);
    both.addAll(others);
    Collections.sort(both, Comparator.comparingInt(Attempt::number));
    return both;
  }
}
