package dev.loopmend.sharing;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Made;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Options of an object that the calls of its methods take as well: each call can be given one that
/// is another for each object, so that one object does for all. `options` are their names,
/// `methods` the methods that take them, `uses` what is done with the object.
public record OptionsOfCalls(Set<String> options, Set<String> methods, List<ObjectUse> uses) {
  /// Calls that cannot be given anything.
  public static final OptionsOfCalls NONE = new OptionsOfCalls(Set.of(), Set.of(), List.of());

  public OptionsOfCalls {
    options = Set.copyOf(options);
    methods = Set.copyOf(methods);
    uses = List.copyOf(uses);
  }

  /// The edits that give all calls an argument of the call that makes the object; refused with the
  /// obstacle, which is empty if it is no such option.
  Made<List<TextEdit>> give(SemanticModel model, Expr.Call making, Node.Argument argument) {
    if (argument.kind() != Node.ArgumentKind.KEYWORD || !options.contains(argument.name())) {
      return new Made.Refused<>("");
    }
    SyntaxTree tree = model.tree();
    List<Expr.Call> calls = new ArrayList<>();
    for (ObjectUse use : uses) {
      switch (use) {
        case ObjectUse.End _ -> {}
        case ObjectUse.Call(String path, Node at, Expr.Call call, String method, _)
            when path.equals(model.path())
                && methods.contains(method)
                && model.nearestDef(at).equals(model.nearestDef(making))
                && takes(call, argument.name()) ->
            calls.add(call);
        case ObjectUse.Call _, ObjectUse.Other _, ObjectUse.Stored _ -> {
          return new Made.Refused<>("not every request can be given it");
        }
      }
    }
    boolean again = uses.stream().anyMatch(it -> it instanceof ObjectUse.Call call && call.again());
    if (isFleeting(tree, argument, calls.size() > 1 || again) || changes(model, making, argument)) {
      return new Made.Refused<>("it may be another one at the time of a request");
    }
    String text = ", " + tree.textOf(argument);
    return new Made.Done<>(
        calls.stream()
            .map(it -> it.arguments().getLast())
            .map(it -> TextEdit.insert(tree.outerSpan(it.value()).end(), text))
            .toList());
  }

  private static boolean takes(Expr.Call call, String option) {
    return !call.arguments().isEmpty()
        && call.arguments().stream()
            .noneMatch(
                it ->
                    it.kind() == Node.ArgumentKind.DOUBLE_STAR
                        || it.name().equals(option)
                        || it.value() instanceof Expr.GeneratorExp);
  }

  /// Whether code may not be evaluated at another time, or not several times.
  private static boolean isFleeting(SyntaxTree tree, Node.Argument argument, boolean several) {
    return tree.within(argument).stream()
        .anyMatch(
            it ->
                switch (it) {
                  case Expr.Await _, Expr.Yield _, Expr.YieldFrom _, Expr.NamedExpr _ -> true;
                  case Expr.Call _ -> several;
                  case Node _ -> false;
                });
  }

  /// Whether a name in the argument is assigned behind the call that makes the object.
  private static boolean changes(SemanticModel model, Expr.Call making, Node.Argument argument) {
    SyntaxTree tree = model.tree();
    return tree.within(argument).stream()
        .filter(Expr.Name.class::isInstance)
        .flatMap(it -> model.bindingOf(it).stream())
        .flatMap(it -> it.stores().stream())
        .anyMatch(it -> it.id() > making.id() && !tree.contains(argument, it));
  }
}
