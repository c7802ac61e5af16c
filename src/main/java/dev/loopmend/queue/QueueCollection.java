package dev.loopmend.queue;

import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A list, a set or a dictionary of queues, and what is done with its entries.
final class QueueCollection {
  private static final Set<String> MAKERS =
      Set.of(
          "builtins.list",
          "builtins.set",
          "builtins.dict",
          "collections.deque",
          "collections.OrderedDict",
          "weakref.WeakSet",
          "weakref.WeakValueDictionary");
  private static final Set<String> COPIES =
      Set.of("builtins.list", "builtins.set", "builtins.tuple", "builtins.dict");
  private static final Set<String> COUNTS = Set.of("builtins.len", "builtins.bool");
  private static final Set<String> TAKING = Set.of("add", "append", "appendleft");
  private static final Set<String> FORGETTING = Set.of("clear", "discard", "remove", "keys");
  private static final String PAIRS = "items";
  private static final Set<String> VIEWS = Set.of("values", PAIRS, "copy");
  private static final Set<String> GIVING = Set.of("get", "pop", "popleft", "setdefault");

  private QueueCollection() {}

  /// What a place that names the collection does with its entries.
  sealed interface Read {
    /// nothing, or none is used there
    record Nothing() implements Read {}

    /// An expression that is one of the entries.
    record Entry(Expr entry) implements Read {}

    /// A loop gives them a name, one after the other.
    record Each(Expr.Name name) implements Read {}

    /// That cannot be told.
    record Unclear() implements Read {}
  }

  static Read readOf(SemanticModel model, Expr named) {
    SyntaxTree tree = model.tree();
    return switch (tree.parent(named)) {
      case Expr.Subscript entry when entry.value().id() == named.id() -> entry(tree, entry);
      // Ex) if key in queues
      case Expr.Compare _ -> new Read.Nothing();
      case Stmt.If branch when branch.test().id() == named.id() -> new Read.Nothing();
      case Stmt.While loop when loop.test().id() == named.id() -> new Read.Nothing();
      case Expr.UnaryOp _ -> new Read.Nothing();
      // Ex) len(queues)
      case Node.Argument argument
          when tree.parent(argument) instanceof Expr.Call call
              && model.qualifiedName(call.callee()).filter(COUNTS::contains).isPresent() ->
          new Read.Nothing();
      // Ex) queues.discard(queue)
      case Expr.Attribute method
          when tree.parent(method) instanceof Expr.Call call
              && call.callee().id() == method.id()
              && (FORGETTING.contains(method.name()) || TAKING.contains(method.name())) ->
          new Read.Nothing();
      // Ex) queues.pop(key, None), for whatever is left of it
      case Expr.Attribute method
          when tree.parent(method) instanceof Expr.Call call
              && call.callee().id() == method.id()
              && GIVING.contains(method.name()) ->
          new Read.Entry(call);
      case Node _ -> each(model, named);
    };
  }

  private static Read entry(SyntaxTree tree, Expr.Subscript entry) {
    boolean isTarget =
        switch (tree.parent(entry)) {
          // Ex) del queues[key]
          case Stmt.Delete _ -> true;
          // Ex) queues[key] = asyncio.Queue()
          case Stmt.Assign assign -> assign.value().id() != entry.id();
          case Stmt.AnnAssign assign -> assign.target().id() == entry.id();
          case Node _ -> false;
        };
    return isTarget ? new Read.Nothing() : new Read.Entry(entry);
  }

  /// Ex) `for queue in list(queues)`, `for key, queue in queues.items()`
  private static Read each(SemanticModel model, Expr named) {
    SyntaxTree tree = model.tree();
    Expr all = named;
    boolean inPairs = false;
    for (Optional<Expr.Call> next = goneOver(model, all);
        next.isPresent();
        next = goneOver(model, all)) {
      inPairs |=
          next.get().callee() instanceof Expr.Attribute(_, _, var view) && view.equals(PAIRS);
      all = next.get();
    }
    if (!(tree.parent(all) instanceof Stmt.For loop) || loop.iterable().id() != all.id()) {
      return new Read.Unclear();
    }
    Expr target = loop.target();
    if (inPairs) {
      return target instanceof Expr.TupleExpr(_, List<Expr> both)
              && both.size() == 2
              && both.getLast() instanceof Expr.Name name
          ? new Read.Each(name)
          : new Read.Unclear();
    }
    return target instanceof Expr.Name name ? new Read.Each(name) : new Read.Unclear();
  }

  /// The call that gives what is in a collection once more. Ex) `queues.values()`, `list(queues)`
  private static Optional<Expr.Call> goneOver(SemanticModel model, Expr all) {
    SyntaxTree tree = model.tree();
    return switch (tree.parent(all)) {
      case Expr.Attribute(int id, _, String view)
          when VIEWS.contains(view)
              && tree.parent(tree.node(id)) instanceof Expr.Call call
              && call.callee().id() == id
              && call.arguments().isEmpty() ->
          Optional.of(call);
      case Node.Argument argument
          when tree.parent(argument) instanceof Expr.Call call
              && call.arguments().size() == 1
              && model.qualifiedName(call.callee()).filter(COPIES::contains).isPresent() ->
          Optional.of(call);
      case Node _ -> Optional.empty();
    };
  }

  /// What a loop goes over that binds a name, as text; empty for any other way to bind it.
  static Optional<String> loopOver(SemanticModel model, Node store) {
    Node at = model.tree().parent(store);
    Node target = at instanceof Expr.TupleExpr ? at : store;
    return model.tree().parent(target) instanceof Stmt.For loop && loop.target().id() == target.id()
        ? Optional.of(model.tree().textOf(loop.iterable()))
        : Optional.empty();
  }

  /// The collection whose method takes an argument as an entry, or forgets that. Ex)
  /// `queues.append(queue)`, `queues.discard(queue)`
  static Optional<Expr> taking(SemanticModel model, Expr.Call call, Node.Argument argument) {
    if (!(call.callee() instanceof Expr.Attribute method) || model.targetOf(method).isPresent()) {
      return Optional.empty();
    }
    boolean takes =
        switch (method.name()) {
          case "setdefault" ->
              call.arguments().size() == 2 && call.arguments().getLast().id() == argument.id();
          case String name ->
              call.arguments().size() == 1 && (TAKING.contains(name) || FORGETTING.contains(name));
        };
    return takes && argument.kind() == Node.ArgumentKind.POSITIONAL
        ? Optional.of(method.value())
        : Optional.empty();
  }

  /// Whether a value is a new collection of nothing. Ex) `[]`, `set()`
  static boolean isEmpty(SemanticModel model, Expr value) {
    return switch (value) {
      case Expr.ListExpr(_, List<Expr> elements) -> elements.isEmpty();
      case Expr.Dict(_, var items) -> items.isEmpty();
      case Expr.Call(_, Expr callee, var arguments) ->
          arguments.isEmpty() && model.qualifiedName(callee).filter(MAKERS::contains).isPresent();
      case Expr _ -> false;
    };
  }

  /// Whether a field of a data class begins as one. Ex) `field(default_factory=set)`
  static boolean isField(SemanticModel model, Expr value) {
    return value instanceof Expr.Call(_, Expr callee, var arguments)
        && model.qualifiedName(callee).equals(Optional.of("dataclasses.field"))
        && arguments.stream()
            .anyMatch(
                it ->
                    it.name().equals("default_factory")
                        && model.qualifiedName(it.value()).filter(MAKERS::contains).isPresent());
  }
}
