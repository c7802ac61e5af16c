package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Conditions about the methods that gave what a match captured, by their names alone: the class of
/// their objects need not be visible.
final class ValueConditions {
  private ValueConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // `$X result-of [submit]`: a method of one of these names gave it, or what it is an element of.
    words.put("result-of", ValueConditions::resultOf);
  }

  private static Made<Condition> resultOf(String variable, String argument) {
    Set<String> methods =
        Arguments.words(argument).stream()
            .filter(it -> !it.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return variable.isEmpty() || methods.isEmpty()
        ? new Made.Refused<>("needs a variable before it and methods behind it: [submit]")
        : new Made.Done<>(
            site ->
                answer(
                    isResult(site, variable, methods),
                    "",
                    "$" + variable + " comes from something else"));
  }

  private static boolean isResult(Site site, String variable, Set<String> methods) {
    SyntaxTree tree = site.model().tree();
    return site.expression(variable).stream()
        .flatMap(it -> sources(site.model(), it))
        .flatMap(it -> tree.within(it).stream())
        .anyMatch(it -> isCall(it, methods));
  }

  /// Ex) `pool.submit(work)` for `future` of `future = pool.submit(work)`
  private static Stream<Expr> sources(SemanticModel model, Expr expr) {
    return expr instanceof Expr.Name
        ? model.bindingOf(expr).stream()
            .flatMap(it -> it.stores().stream())
            .map(model.tree()::parent)
            .flatMap(ValueConditions::source)
        : Stream.of(expr);
  }

  private static Stream<Expr> source(Node store) {
    return switch (store) {
      case Stmt.Assign assign -> Stream.of(assign.value());
      case Stmt.AnnAssign assign -> assign.value().stream();
      case Expr.NamedExpr assign -> Stream.of(assign.value());
      case Stmt.For loop -> Stream.of(loop.iterable());
      case Node.Comprehension loop -> Stream.of(loop.iterable());
      case Node _ -> Stream.of();
    };
  }

  private static boolean isCall(Node node, Set<String> methods) {
    return node instanceof Expr.Call(_, Expr.Attribute(_, _, String method), _)
        && methods.contains(method);
  }
}
