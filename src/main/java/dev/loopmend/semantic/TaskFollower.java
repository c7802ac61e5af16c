package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Follows a task through one file, from the expressions that hold it: by value and through local
/// names, and by their last parts through attributes and keys. Collections of tasks count as the
/// tasks in them.
final class TaskFollower {
  private final Function<String, Optional<SemanticModel>> files;
  private final SemanticModel model;
  private final SyntaxTree tree;

  /// Whether a task that gets out of sight counts as one whose outcome is met.
  private final boolean strict;

  private final Deque<Expr> open = new ArrayDeque<>();
  private final Set<Integer> seen = new HashSet<>();
  private final TaskNames names;
  private Optional<Node> met = Optional.empty();

  TaskFollower(
      Function<String, Optional<SemanticModel>> files,
      SemanticModel model,
      TaskNames names,
      boolean strict) {
    this.files = files;
    this.model = model;
    this.tree = model.tree();
    this.names = names;
    this.strict = strict;
  }

  /// The first place found that meets a cancellation of a task which an expression stands for, or
  /// which is kept under one of the names so far; what else it is kept under is added to them.
  Optional<Node> from(List<Expr> values) {
    values.forEach(this::push);
    int known = -1;
    while (met.isEmpty() && (!open.isEmpty() || known != names.size())) {
      while (met.isEmpty() && !open.isEmpty()) {
        follow(open.remove());
      }
      known = names.size();
      names.readsIn(model).forEach(this::push);
    }
    return met;
  }

  private void push(Expr value) {
    if (seen.add(value.id())) {
      open.add(value);
    }
  }

  private void meet(Node at) {
    met = met.or(() -> Optional.of(at));
  }

  /// The task is where it cannot be followed. Ex) `return task`, `Worker(task)`
  private void lose(Node at) {
    if (strict) {
      meet(at);
    }
  }

  private void follow(Expr value) {
    switch (tree.parent(value)) {
      case Stmt statement -> inStatement(statement);
      case Expr outer -> inExpression(outer, value);
      case Node.Comprehension clause -> {
        if (clause.iterable().id() == value.id()) {
          bind(clause.target());
        }
      }
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call call ->
          argument(call, argument);
      case Node other -> lose(other);
    }
  }

  private void inStatement(Stmt statement) {
    switch (statement) {
      case Stmt.Assign assign -> assign.targets().forEach(this::bind);
      case Stmt.AnnAssign assign -> bind(assign.target());
      case Stmt.AugAssign assign -> bind(assign.target());
      case Stmt.For loop -> bind(loop.target());
      case Stmt.ExprStmt _, Stmt.If _, Stmt.While _, Stmt.Assert _, Stmt.Delete _ -> {}
      case Stmt other -> lose(other);
    }
  }

  private void inExpression(Expr outer, Expr value) {
    switch (outer) {
      case Expr.Await await -> awaited(await, value);
      case Expr.NamedExpr walrus -> {
        bind(walrus.target());
        push(walrus);
      }
      case Expr.IfExp(_, _, Expr test, _) when test.id() == value.id() -> {}
      case Expr.Starred _,
          Expr.IfExp _,
          Expr.BoolOp _,
          Expr.BinOp _,
          Expr.ListExpr _,
          Expr.TupleExpr _,
          Expr.SetExpr _,
          Expr.Dict _,
          Expr.ListComp _,
          Expr.SetComp _,
          Expr.DictComp _,
          Expr.GeneratorExp _ ->
          push(outer);
      case Expr.Compare _, Expr.UnaryOp _, Expr.FormattedValue _ -> {}
      case Expr.Subscript subscript -> item(subscript, value);
      case Expr.Attribute attribute -> member(attribute);
      case Expr other -> lose(other);
    }
  }

  /// Ex) `self.tasks[name]`, `self.names[task] = name`
  private void item(Expr.Subscript subscript, Expr value) {
    boolean read = model.scopes.usage(subscript) == Usage.LOAD;
    if (subscript.value().id() == value.id() && read) {
      push(subscript);
    } else if (subscript.index().id() == value.id() && !read) {
      bind(subscript.value());
    }
  }

  /// Ex) `await task`; `done, _ = await asyncio.wait([task])`, which gives the tasks, and `await
  /// asyncio.gather(task, return_exceptions=True)`, of which nobody takes the results
  private void awaited(Expr.Await await, Expr value) {
    if (isCallOf(value, "asyncio.wait")) {
      push(await);
      return;
    }
    boolean dropped =
        tree.parent(await) instanceof Stmt.ExprStmt
            && value instanceof Expr.Call call
            && ContainedFailures.gathersAll(model, call);
    if (!dropped && !model.surroundings.end(await, TaskWords.TAKING)) {
      meet(await);
    }
  }

  private boolean isCallOf(Expr value, String name) {
    return value instanceof Expr.Call(_, Expr callee, _)
        && model.qualifiedName(callee).filter(name::equals).isPresent();
  }

  private void member(Expr.Attribute attribute) {
    boolean called =
        tree.parent(attribute) instanceof Expr.Call call && call.callee().id() == attribute.id();
    if (!called) {
      if (!TaskWords.QUIET.contains(attribute.name())
          && model.scopes.usage(attribute) == Usage.LOAD) {
        lose(attribute);
      }
      return;
    }
    Expr.Call call = (Expr.Call) tree.parent(attribute);
    if (TaskWords.OUTCOMES.contains(attribute.name())) {
      if (!model.surroundings.end(call, TaskWords.TAKING)) {
        meet(call);
      }
    } else if (attribute.name().equals("add_done_callback")) {
      call.arguments().stream().limit(1).forEach(it -> callback(it.value()));
    } else if (TaskWords.GIVING.contains(attribute.name())) {
      push(call);
    } else if (!TaskWords.QUIET.contains(attribute.name())) {
      lose(call);
    }
  }

  private void argument(Expr.Call call, Node.Argument argument) {
    Optional<String> name = model.qualifiedName(call.callee());
    boolean logs = SharedNames.LOGGING.contains(Dotted.lastPart(call.callee()));
    if (name.filter(TaskWords.PASSING::contains).isPresent()) {
      push(call);
    } else if (name.filter(TaskWords.LOOKING::contains).isPresent() || logs) {
      return;
    } else if (call.callee() instanceof Expr.Attribute(_, Expr receiver, String method)) {
      if (TaskWords.PUTTING.contains(method)) {
        collect(receiver);
        push(call);
      } else if (!TaskWords.QUIET.contains(method)) {
        lose(argument);
      }
    } else {
      lose(argument);
    }
  }

  /// Ex) `self.tasks.discard`, `lambda done: print(done.result())`, `self.on_done`
  private void callback(Expr callback) {
    switch (callback) {
      case Expr.Attribute attribute when TaskWords.QUIET.contains(attribute.name()) -> {}
      case Expr.Lambda lambda ->
          lambda.parameters().all().stream().limit(1).forEach(this::bindParameter);
      case Expr _ -> {
        Optional<DoneCallback> function = DoneCallback.of(files, model, callback);
        if (function.isEmpty()) {
          lose(callback);
        } else if (!function.get().unguarded().isEmpty()) {
          meet(callback);
        }
      }
    }
  }

  private void bindParameter(Node.Parameter parameter) {
    model.bindingOf(parameter).ifPresent(this::readsOf);
  }

  private void readsOf(Binding binding) {
    binding.reads().stream()
        .filter(Expr.class::isInstance)
        .map(Expr.class::cast)
        .forEach(this::push);
  }

  /// The task is what a target holds from now on.
  private void bind(Expr target) {
    switch (target) {
      case Expr.Name name -> {
        Optional<Binding> binding = model.bindingOf(name);
        binding.ifPresent(this::readsOf);
        if (binding.filter(it -> it.scope().kind() == Scope.Kind.MODULE).isPresent()) {
          names.addName(name.text());
        }
        if (binding.filter(it -> it.scope().kind() == Scope.Kind.CLASS).isPresent()) {
          names.addAttribute(name.text());
        }
      }
      case Expr.Attribute attribute -> names.addAttribute(attribute.name());
      case Expr.Subscript(_, Expr container, Expr index) -> {
        Optional<String> key =
            index instanceof Expr.Constant text ? Literals.string(text) : Optional.empty();
        key.ifPresentOrElse(names::addKey, () -> collect(container));
      }
      case Expr.TupleExpr several -> several.elements().forEach(this::bind);
      case Expr.ListExpr several -> several.elements().forEach(this::bind);
      case Expr.Starred starred -> bind(starred.value());
      case Expr other -> lose(other);
    }
  }

  /// The task is in what a collection holds. Ex) `self.tasks.setdefault(name, []).append(task)`
  private void collect(Expr collection) {
    switch (collection) {
      case Expr.Name _, Expr.Attribute _ -> bind(collection);
      case Expr.Subscript subscript -> collect(subscript.value());
      case Expr.Call(_, Expr.Attribute(_, Expr receiver, String method), _)
          when TaskWords.GIVING.contains(method) ->
          collect(receiver);
      case Expr other -> lose(other);
    }
  }
}
