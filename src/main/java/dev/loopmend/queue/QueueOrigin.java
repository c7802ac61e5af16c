package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// Where a queue is made that a name, an attribute or a parameter stands for: the call, and the
/// name or attribute that it is bound to.
record QueueOrigin(SemanticModel model, Expr.Call creation, Expr name) {
  private static final int DEPTH = 6;

  /// Where the queue that an expression stands for is made, if it can only be one.
  static Optional<QueueOrigin> of(Codebase codebase, SemanticModel model, Expr queue) {
    return new Search(codebase).of(model, queue, 0);
  }

  /// What holds it.
  QueueHome home() {
    return new QueueHome(model, creation, name);
  }

  /// Whether a call of it stands right behind where it is made, before anybody else can have it.
  /// Ex) `self.free = queue.Queue(2)` and `for i in range(2): self.free.put(i)`
  boolean isFreshAt(SemanticModel user, Expr use) {
    boolean together =
        user.path().equals(model.path())
            && use.id() > creation.id()
            && model.functionOf(use).map(Node::id).equals(model.functionOf(creation).map(Node::id));
    if (!together) {
      return false;
    }
    SyntaxTree tree = model.tree();
    String queue = tree.textOf(name);
    for (int id = tree.lastDescendant(creation) + 1; id < use.id(); id++) {
      boolean known =
          switch (tree.node(id)) {
            case Expr.Call(_, Expr.Attribute(_, Expr owner, _), _) ->
                tree.textOf(owner).equals(queue);
            case Expr.Call(_, Expr callee, _) ->
                model.qualifiedName(callee).filter(it -> it.startsWith("builtins.")).isPresent();
            case Expr.Await _, Expr.Yield _, Stmt.FunctionDef _, Stmt.With _ -> false;
            case Node _ -> true;
          };
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(QueueOrigin other) {
    return model.path().equals(other.model.path()) && creation.id() == other.creation.id();
  }

  private record Search(Codebase codebase) {
    Optional<QueueOrigin> of(SemanticModel model, Expr queue, int depth) {
      if (depth > DEPTH) {
        return Optional.empty();
      }
      return switch (queue) {
        case Expr.Name name -> model.bindingOf(name).flatMap(it -> ofBinding(model, it, depth + 1));
        case Expr.Attribute attribute ->
            moduleOf(model, attribute.value())
                .flatMap(it -> ofModule(it, attribute.name(), depth + 1))
                .or(() -> ofAttribute(model, attribute));
        case Expr _ -> Optional.empty();
      };
    }

    /// Ex) `state` of `state.inbox`
    private Optional<SemanticModel> moduleOf(SemanticModel model, Expr owner) {
      return model
          .qualifiedName(owner)
          .flatMap(it -> codebase.workspace().fileOf(it))
          .flatMap(codebase::model);
    }

    private Optional<QueueOrigin> ofModule(SemanticModel model, String name, int depth) {
      return model.bindingsOf(model.scopeOf(model.tree().module())).stream()
          .filter(it -> it.name().equals(name))
          .findFirst()
          .flatMap(it -> ofBinding(model, it, depth));
    }

    private Optional<QueueOrigin> ofBinding(SemanticModel model, Binding binding, int depth) {
      if (binding.stores().size() != 1) {
        return Optional.empty();
      }
      return switch (binding.stores().getFirst()) {
        case Node.Parameter parameter -> ofParameter(model, binding.scope(), parameter, depth);
        case Node.Alias alias when model.tree().parent(alias) instanceof Stmt.ImportFrom from ->
            model
                .fileOf(from)
                .flatMap(codebase::model)
                .flatMap(it -> ofModule(it, alias.name(), depth + 1));
        case Expr.Name name ->
            model
                .singleAssignment(binding)
                .flatMap(
                    it ->
                        it instanceof Expr.Call call
                            ? made(model, call, name)
                            : of(model, it, depth + 1));
        case Node _ -> Optional.empty();
      };
    }

    private static Optional<QueueOrigin> made(SemanticModel model, Expr.Call call, Expr name) {
      // Ex) not first = second = queue.Queue()
      boolean only =
          switch (model.tree().parent(call)) {
            case Stmt.Assign assign -> assign.targets().size() == 1;
            case Stmt.AnnAssign _ -> true;
            case Node _ -> false;
          };
      return ThreadQueues.constructed(model, call)
          .filter(_ -> only)
          .map(_ -> new QueueOrigin(model, call, name));
    }

    /// The one queue that all calls of a function give to a parameter.
    private Optional<QueueOrigin> ofParameter(
        SemanticModel model, Scope scope, Node.Parameter parameter, int depth) {
      if (!(scope.node() instanceof Stmt.FunctionDef def)) {
        return Optional.empty();
      }
      Optional<QueueOrigin> found = Optional.empty();
      for (FunctionUse use : codebase.workspace().usesOf(model.refOf(def))) {
        Optional<SemanticModel> caller = codebase.model(use.path());
        Optional<QueueOrigin> one =
            use.kind() == FunctionUse.Kind.CALL
                ? caller
                    .flatMap(it -> it.tree().callAt(use.at()))
                    .flatMap(it -> argument(def, parameter, it))
                    .flatMap(it -> of(caller.orElseThrow(), it, depth + 1))
                : Optional.empty();
        if (one.isEmpty() || (found.isPresent() && !found.get().isSame(one.get()))) {
          return Optional.empty();
        }
        found = one;
      }
      return found;
    }

    private static Optional<Expr> argument(
        Stmt.FunctionDef def, Node.Parameter parameter, Expr.Call call) {
      int place = def.parameters().all().indexOf(parameter);
      List<Node.Argument> arguments = call.arguments();
      for (int at = 0; at < arguments.size(); at++) {
        Node.Argument argument = arguments.get(at);
        switch (argument.kind()) {
          case POSITIONAL -> {
            if (at == place) {
              return Optional.of(argument.value());
            }
          }
          case KEYWORD -> {
            if (argument.name().equals(parameter.name())) {
              return Optional.of(argument.value());
            }
          }
          case STAR, DOUBLE_STAR -> {
            return Optional.empty();
          }
        }
      }
      return Optional.empty();
    }

    /// Ex) `self.inbox = queue.Queue()` in some method of the class, for any `self.inbox`
    private Optional<QueueOrigin> ofAttribute(SemanticModel model, Expr.Attribute attribute) {
      Optional<QueueOrigin> found = Optional.empty();
      if (model.typeOf(attribute.value()).isEmpty()) {
        return found;
      }
      for (String path : codebase.pathsHolding(attribute.name())) {
        for (SemanticModel one : codebase.model(path).stream().toList()) {
          for (Node node : one.tree().nodes()) {
            Optional<QueueOrigin> made = kept(one, node, attribute.name());
            boolean same =
                made.flatMap(it -> it.home().owner())
                    .filter(it -> model.isInstance(attribute.value(), it).isYes())
                    .isPresent();
            if (same && found.isPresent()) {
              return Optional.empty();
            }
            found = same ? made : found;
          }
        }
      }
      return found;
    }

    private static Optional<QueueOrigin> kept(SemanticModel model, Node node, String name) {
      return switch (node) {
        case Stmt.Assign(_, List<Expr> targets, Expr.Call call)
            when targets.size() == 1 && isAttribute(targets.getFirst(), name) ->
            made(model, call, targets.getFirst());
        case Stmt.AnnAssign(_, Expr target, _, Optional<Expr> value)
            when value.isPresent()
                && value.get() instanceof Expr.Call call
                && isAttribute(target, name) ->
            made(model, call, target);
        case Node _ -> Optional.empty();
      };
    }

    private static boolean isAttribute(Expr target, String name) {
      return target instanceof Expr.Attribute(_, _, String own) && own.equals(name);
    }
  }
}
