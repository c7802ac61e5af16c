package dev.loopmend.conversion;

import dev.loopmend.recipe.Occurrence;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.Optional;
import java.util.Set;

/// Which loop an occurrence runs, as its function's plain callers have to run it afterwards.
final class Runners {
  private static final Set<String> CURRENT =
      Set.of("asyncio.get_event_loop", "asyncio.get_running_loop");

  private Runners() {}

  /// The runner of an occurrence in a function.
  static Runner of(Occurrence occurrence, FunctionRef function) {
    SemanticModel model = occurrence.site().model();
    if (!(occurrence.site().root() instanceof Expr.Call call)) {
      return new Runner.Unclear("it is no call");
    }
    return switch (LoopOwner.of(model, call)) {
      case LoopOwner.Inline(String maker) -> made(maker);
      case LoopOwner.Variable variable -> made(variable.maker());
      case LoopOwner.Elsewhere(Expr receiver) -> named(model, receiver, function);
    };
  }

  private static Runner made(String maker) {
    return CURRENT.contains(maker) ? new Runner.Current() : new Runner.Own();
  }

  private static Runner named(SemanticModel model, Expr receiver, FunctionRef function) {
    String text = model.tree().textOf(receiver);
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      return new Runner.Unclear("the loop is written over several lines");
    }
    Optional<Expr> root = Optional.of(receiver);
    while (root.get() instanceof Expr.Attribute attribute) {
      root = Optional.of(attribute.value());
    }
    Optional<Binding> binding =
        root.get() instanceof Expr.Name name ? model.bindingOf(name) : Optional.empty();
    if (binding.isEmpty()) {
      return new Runner.Unclear("it cannot be seen where " + text + " comes from");
    }
    boolean isGlobal = binding.get().scope().kind() == Scope.Kind.MODULE;
    if (isGlobal) {
      return new Runner.Named(text, function.path() + ":");
    }
    boolean isParameter =
        binding.get().stores().size() == 1
            && binding.get().stores().getFirst() instanceof Node.Parameter;
    if (!isParameter) {
      return new Runner.Unclear(text + " is bound in the function");
    }
    String owner = classOf(function);
    boolean ofReceiver = !owner.isEmpty() && text.startsWith("self.");
    return new Runner.Named(text, ofReceiver ? owner : function.path() + ":" + function.index());
  }

  /// Ex) `feed.py:Feed` of `Feed.read`, "" for a function of a module
  static String classOf(FunctionRef function) {
    int dot = function.name().lastIndexOf('.');
    return dot < 0 ? "" : function.path() + ":" + function.name().substring(0, dot);
  }

  /// What runs both, if one thing can.
  static Runner joined(Runner one, Runner other) {
    if (one.equals(other) || one instanceof Runner.Unclear) {
      return one;
    }
    return other instanceof Runner.Unclear
        ? other
        : new Runner.Unclear("different loops are run in it");
  }

  /// A callee's runner as its caller has to write it.
  static Runner seenFrom(Runner runner, FunctionRef caller, boolean throughSelf) {
    if (!(runner instanceof Runner.Named(String text, String scope))) {
      return runner;
    }
    boolean sameModule = scope.equals(caller.path() + ":");
    boolean sameClass = throughSelf && scope.equals(classOf(caller));
    return sameModule || sameClass
        ? runner
        : new Runner.Unclear("it cannot name the loop " + text + " of what it calls");
  }
}
