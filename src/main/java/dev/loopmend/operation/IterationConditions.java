package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.AdvancedIterators;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.IteratorClasses;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Yields;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Conditions about asynchronous iterators that are advanced by hand.
final class IterationConditions {
  private IterationConditions() {}

  static void addKindsTo(Map<String, Condition.Factory> words) {
    // an asynchronous iterator that is a local of the function and made there.
    words.put(
        "own asynchronous iterator",
        (variable, argument) ->
            argument.isEmpty()
                ? new Made.Done<>(
                    FarCondition.words(
                        site -> ownIterator(site, variable),
                        Set.of(Set.of("__anext__"), Set.of("__aiter__"))))
                : new Made.Refused<>("takes no argument, but got '" + argument + "'"));
  }

  static void addTo(Map<String, Condition.Factory> words) {
    // `$IT used-otherwise-inside`: the matched loop uses that iterator in another place than the
    // one that advances it.
    words.put("used-otherwise-inside", subject(IterationConditions::usedInside));
    // `$IT used-before`: that iterator, no generator, may have been advanced before the matched
    // loop.
    words.put("used-before", subject(IterationConditions::usedBefore));
  }

  private static Optional<Binding> binding(Site site, String variable) {
    return site.expression(variable)
        .filter(Expr.Name.class::isInstance)
        .flatMap(site.model()::bindingOf);
  }

  /// Whether a local is only ever bound to iterators that give themselves when they are gone over.
  private static Answer ownIterator(Site site, String variable) {
    Optional<Binding> binding = binding(site, variable);
    Optional<Stmt.FunctionDef> def = site.model().nearestDef(site.root());
    boolean own =
        binding.isPresent()
            && def.isPresent()
            && binding.get().scope().kind() == Scope.Kind.FUNCTION
            && binding.get().scope().node().id() == def.get().id()
            && !binding.get().declaredElsewhere()
            && !binding.get().stores().isEmpty()
            && binding.get().stores().stream()
                .allMatch(it -> valueOf(site, it).filter(v -> isIterator(site, v)).isPresent());
    return answer(own, "", "it cannot be seen what $" + variable + " is");
  }

  private static Optional<Expr> valueOf(Site site, Node store) {
    return switch (site.model().tree().parent(store)) {
      case Stmt.Assign(_, var targets, Expr value) when targets.size() == 1 -> Optional.of(value);
      case Stmt.AnnAssign assignment -> assignment.value();
      case Node _ -> Optional.empty();
    };
  }

  /// Ex) `source.__aiter__()`, `aiter(source)`, `numbers()` of an asynchronous generator
  private static boolean isIterator(Site site, Expr value) {
    SemanticModel model = site.model();
    if (!(value instanceof Expr.Call(_, Expr callee, List<Node.Argument> arguments))) {
      return false;
    }
    if (model.qualifiedName(callee).filter("builtins.aiter"::equals).isPresent()) {
      return arguments.size() == 1 && !hasOtherIterators(site);
    }
    if (callee instanceof Expr.Attribute(_, _, String name) && name.equals("__aiter__")) {
      return model
          .definitionOf(callee)
          .map(it -> givesIterable(model, it))
          .orElseGet(() -> !hasOtherIterators(site));
    }
    return isGenerator(site, value);
  }

  /// Whether a class of the project has `__anext__` and does not just give itself when it is gone
  /// over, against what the language asks of iterators (PEP 492): an unknown source may give one.
  private static boolean hasOtherIterators(Site site) {
    return IteratorClasses.waysToIterate(site.model().workspace()).stream()
        .anyMatch(way -> way.isEmpty() || way.stream().anyMatch(it -> !givesIterable(site, it)));
  }

  private static boolean givesIterable(Site site, FunctionRef function) {
    Optional<SemanticModel> model = site.codebase().model(function.path());
    return model
        .flatMap(it -> it.nodeOf(function))
        .filter(it -> it instanceof Stmt.FunctionDef def && givesIterable(model.orElseThrow(), def))
        .isPresent();
  }

  /// Ex) `numbers()` of an `async def` with a `yield`, in whichever file
  private static boolean isGenerator(Site site, Expr value) {
    Optional<FunctionRef> target =
        value instanceof Expr.Call(_, Expr callee, _)
            ? site.model().targetOf(callee)
            : Optional.empty();
    Optional<SemanticModel> model = target.flatMap(it -> site.codebase().model(it.path()));
    return model.isPresent()
        && target
            .flatMap(model.get()::nodeOf)
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast)
            .filter(
                it ->
                    it.isAsync()
                        && it.decorators().isEmpty()
                        && Yields.isGenerator(model.get(), it))
            .isPresent();
  }

  /// Ex) `return self` and nothing else, or a generator: not an object that cannot be gone over
  /// itself, or that notes how often it is asked
  private static boolean givesIterable(SemanticModel model, Stmt.FunctionDef def) {
    return (def.isAsync() && Yields.isGenerator(model, def))
        || def.body().stream().allMatch(IterationConditions::isReturnOfSelf);
  }

  private static boolean isReturnOfSelf(Stmt statement) {
    return switch (statement) {
      case Stmt.Return(_, Optional<Expr> value) ->
          value.isPresent()
              && value.get() instanceof Expr.Name(_, String name)
              && name.equals("self");
      // Ex) its docstring
      case Stmt.ExprStmt(_, Expr value) -> value instanceof Expr.Constant;
      case Stmt _ -> false;
    };
  }

  /// Whether the matched loop uses an iterator in another place than the one that advances it.
  private static Answer usedInside(Site site, String variable) {
    SyntaxTree tree = site.model().tree();
    long uses =
        binding(site, variable).stream()
            .flatMap(it -> Stream.concat(it.reads().stream(), it.stores().stream()))
            .filter(it -> tree.contains(site.root(), it))
            .count();
    return answer(uses != 1, "the loop uses it otherwise too", "nothing else in the loop uses it");
  }

  /// Whether an iterator that is no generator may have been advanced before the matched loop.
  private static Answer usedBefore(Site site, String variable) {
    Optional<Binding> binding = binding(site, variable);
    boolean generators =
        binding.stream()
            .flatMap(it -> it.stores().stream())
            .allMatch(it -> valueOf(site, it).filter(v -> isGenerator(site, v)).isPresent());
    boolean advanced =
        binding.isPresent()
            && site.root() instanceof Stmt.While loop
            && AdvancedIterators.mayBeAdvanced(site.model(), loop, binding.get());
    return answer(!generators && advanced, "", "nothing has advanced it before");
  }
}
