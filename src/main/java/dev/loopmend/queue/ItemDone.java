package dev.loopmend.queue;

import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Answer;
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
import java.util.Set;
import java.util.stream.Stream;

/// Whether a consumer marks what it takes out of a queue as done, for whoever waits by `join()`
/// until all is (recipes' section 22). `get` is the call of an awaited `queue.get()`.
public record ItemDone(SemanticModel model, Codebase codebase, Expr.Call get) {
  private static final Set<String> QUEUES =
      Set.of("asyncio.Queue", "asyncio.LifoQueue", "asyncio.PriorityQueue");

  private static final Set<String> PUTTING = Set.of("put", "put_nowait");

  /// Whether somebody awaits the `join()` of the queue.
  public Answer isAwaited() {
    Optional<QueueUses> uses = uses();
    if (uses.isEmpty()) {
      return new Answer.No("no queue of asyncio is seen to be made for it");
    }
    return uses.get().of(Kind.JOIN).stream()
        .findFirst()
        .<Answer>map(it -> new Answer.Yes(it.place() + " waits until all items are done"))
        .orElseGet(() -> new Answer.No("nobody waits by join() until all items are done"));
  }

  /// Whether an item may stay unmarked, with the place where it may.
  public Answer isMissed() {
    Optional<QueueUses> uses = uses();
    Optional<Stmt.FunctionDef> consumer = model.nearestDef(get);
    if (uses.isEmpty() || consumer.isEmpty()) {
      return new Answer.No("no queue of asyncio is seen to be made for it");
    }
    Stmt taking = QueueTasks.statementOf(tree(), get);
    if (loopRound(taking, consumer.get()).isEmpty()) {
      return new Answer.No("it is in no loop of a function");
    }
    List<QueueUse> marks = marks(uses.get());
    boolean elsewhere =
        marks.stream().anyMatch(it -> !isIn(it, consumer.get()) && !takes(uses.get(), it));
    // Ex) done = queue.task_done
    boolean handedOn =
        uses.get().uses().stream()
            .anyMatch(
                it ->
                    it.at() instanceof Expr.Attribute(_, _, String name)
                        && name.equals("task_done"));
    if (elsewhere
        || handedOn
        || (isLocal() && uses.get().sight() instanceof QueueUses.Sight.Unknown)) {
      return new Answer.No("others may mark what is taken here");
    }
    List<QueueUse> own = marks.stream().filter(it -> isIn(it, consumer.get())).toList();
    List<Stmt> behind = behind(taking);
    if (own.isEmpty()) {
      return behind.isEmpty()
          ? new Answer.No("nothing is done with it")
          : new Answer.Yes("nothing calls task_done() for it");
    }
    Optional<Stmt> mark =
        behind.stream()
            .filter(it -> it instanceof Stmt.ExprStmt(_, Expr value) && isMark(own, value))
            .findFirst();
    return own.size() == 1 && mark.isPresent()
        ? isSkipped(taking, mark.get(), behind, consumer.get())
        : new Answer.No("task_done() is called in another way");
  }

  /// Whether the loop round takes more than one item in a turn.
  public Answer isOneOfSeveral() {
    Optional<Stmt.FunctionDef> consumer = model.nearestDef(get);
    long count =
        uses().stream()
            .flatMap(it -> it.uses().stream())
            .filter(it -> it.kind().removes() && consumer.filter(def -> isIn(it, def)).isPresent())
            .count();
    return count > 1
        ? new Answer.Yes("'" + consumer.orElseThrow().name() + "' takes items at several places")
        : new Answer.No("it is the only one");
  }

  private SyntaxTree tree() {
    return model.tree();
  }

  private boolean isLocal() {
    return receiver() instanceof Expr.Name name
        && model.bindingOf(name).filter(it -> it.scope().kind() != Scope.Kind.MODULE).isPresent();
  }

  private Expr receiver() {
    return get.callee() instanceof Expr.Attribute(_, Expr value, _) ? value : get;
  }

  /// All that is done with the queue: by the name of an attribute or of a module in its file, else
  /// by following the local queues that are made there or by callers.
  private Optional<QueueUses> uses() {
    if (!isLocal()) {
      return model.typeOf(receiver()).filter(QUEUES::contains).isPresent()
          ? Optional.of(QueueUses.inFile(codebase, model, receiver()))
          : Optional.empty();
    }
    return homes()
        .flatMap(home -> madeIn(home).map(it -> QueueUses.ofLocal(codebase, home, it)))
        .filter(it -> it.at(model, get).isPresent())
        .findFirst();
  }

  /// The file itself, and those that use the function that takes items.
  private Stream<SemanticModel> homes() {
    Stream<SemanticModel> callers =
        model.nearestDef(get).stream()
            .flatMap(it -> model.workspace().usesOf(model.refOf(it)).stream())
            .map(FunctionUse::path)
            .distinct()
            .filter(it -> !it.equals(model.path()))
            .flatMap(it -> codebase.model(it).stream());
    return Stream.concat(Stream.of(model), callers);
  }

  /// The local names that are given to new queues in a file.
  private static Stream<Binding> madeIn(SemanticModel home) {
    return home.tree().nodes().stream()
        .flatMap(it -> nameOfNew(home, it).stream())
        .filter(Expr.Name.class::isInstance)
        .flatMap(it -> home.bindingOf(it).stream())
        .filter(it -> it.scope().kind() == Scope.Kind.FUNCTION);
  }

  private static Optional<Expr> nameOfNew(SemanticModel home, Node node) {
    return switch (node) {
      case Stmt.Assign(_, List<Expr> targets, Expr value)
          when targets.size() == 1 && isQueue(home, value) ->
          Optional.of(targets.getFirst());
      case Stmt.AnnAssign(_, Expr name, _, Optional<Expr> value)
          when value.filter(it -> isQueue(home, it)).isPresent() ->
          Optional.of(name);
      case Node _ -> Optional.empty();
    };
  }

  private static boolean isQueue(SemanticModel home, Expr value) {
    return value instanceof Expr.Call && home.typeOf(value).filter(QUEUES::contains).isPresent();
  }

  private List<QueueUse> marks(QueueUses uses) {
    return uses.uses().stream()
        .filter(
            it ->
                it.at() instanceof Expr.Call(_, Expr.Attribute method, _)
                    && method.name().equals("task_done"))
        .toList();
  }

  private boolean isIn(QueueUse use, Stmt.FunctionDef def) {
    return use.model().path().equals(model.path())
        && use.function().filter(it -> it.id() == def.id()).isPresent();
  }

  /// Whether the function round a mark takes items itself.
  private static boolean takes(QueueUses uses, QueueUse mark) {
    return uses.uses().stream()
        .anyMatch(
            it ->
                it.kind().removes()
                    && it.model().path().equals(mark.model().path())
                    && it.function().equals(mark.function()));
  }

  private static boolean isMark(List<QueueUse> marks, Expr value) {
    return marks.stream().anyMatch(it -> it.at().id() == value.id());
  }

  private List<Stmt> behind(Stmt taking) {
    return new Layout(tree()).blockOf(taking).stream().filter(it -> it.id() > taking.id()).toList();
  }

  /// The loop that a statement stands in, with nothing but `try` and `with` between.
  private Optional<Node> loopRound(Stmt taking, Stmt.FunctionDef def) {
    Node inner = taking;
    for (Node at = tree().parent(taking); at.id() != def.id(); at = tree().parent(at)) {
      if (at instanceof Stmt.While || at instanceof Stmt.For) {
        return Optional.of(at);
      }
      Node child = inner;
      boolean plain =
          at instanceof Stmt.With
              || (at instanceof Stmt.Try attempt
                  && attempt.body().stream().anyMatch(it -> it.id() == child.id()));
      if (!plain) {
        return Optional.empty();
      }
      inner = at;
    }
    return Optional.empty();
  }

  /// What may lead past a mark that stands in the same block.
  private Answer isSkipped(Stmt taking, Stmt mark, List<Stmt> behind, Stmt.FunctionDef def) {
    Node loop = loopRound(taking, def).orElseThrow();
    for (Stmt statement : behind) {
      if (statement.id() >= mark.id()) {
        break;
      }
      if (isEnd(statement)) {
        continue;
      }
      for (int id = statement.id(); id <= tree().lastDescendant(statement); id++) {
        Node node = tree().node(id);
        if (leaves(node, loop, def) || (fails(node, def) && !isCaught(node, taking))) {
          return new Answer.Yes(QueueUse.placeOf(model, node) + " may lead past task_done()");
        }
      }
    }
    return new Answer.No("nothing leads past task_done()");
  }

  /// Ex) `if item is None: break`, after which nobody has to wait
  private static boolean isEnd(Stmt statement) {
    return statement instanceof Stmt.If(_, Expr.Compare _, List<Stmt> body, List<Stmt> orElse)
        && orElse.isEmpty()
        && body.size() == 1
        && (body.getFirst() instanceof Stmt.Break || body.getFirst() instanceof Stmt.Return);
  }

  private boolean leaves(Node node, Node loop, Stmt.FunctionDef def) {
    return switch (node) {
      case Stmt.Break _, Stmt.Continue _ -> tree().loopOf(node).id() == loop.id();
      case Stmt.Return _ -> model.nearestDef(node).filter(it -> it.id() == def.id()).isPresent();
      case Node _ -> false;
    };
  }

  private boolean fails(Node node, Stmt.FunctionDef def) {
    boolean own = model.nearestDef(node).filter(it -> it.id() == def.id()).isPresent();
    return own
        && switch (node) {
          case Expr.Call call -> !NeverFailing.isCalled(model, call) && !putsAtOnce(call);
          case Stmt.Raise _ -> true;
          case Node _ -> false;
        };
  }

  /// Ex) `await errors.put(error)` where `errors = asyncio.Queue()` always has room
  private boolean putsAtOnce(Expr.Call call) {
    return call.callee() instanceof Expr.Attribute(_, Expr.Name queue, String method)
        && PUTTING.contains(method)
        && model.bindingOf(queue).flatMap(model::singleAssignment).orElse(call)
            instanceof Expr.Call made
        && made.arguments().isEmpty()
        && isQueue(model, made);
  }

  /// Whether a handler between the statement that takes the item and a node goes on with the next
  /// statement whatever happens.
  private boolean isCaught(Node node, Stmt taking) {
    Node block = tree().parent(taking);
    for (Node at = tree().parent(node); at.id() != block.id(); at = tree().parent(at)) {
      if (at instanceof Stmt.Try attempt
          && attempt.body().stream().anyMatch(it -> tree().contains(it, node))
          && attempt.handlers().stream().anyMatch(it -> NeverFailing.catchesAll(model, it))) {
        return true;
      }
    }
    return false;
  }
}
