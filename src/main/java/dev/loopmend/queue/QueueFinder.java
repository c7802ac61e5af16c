package dev.loopmend.queue;

import dev.loopmend.queue.QueueReads.Annotated;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.queue.QueueUses.LocalName;
import dev.loopmend.queue.QueueUses.Passed;
import dev.loopmend.queue.QueueUses.Sight;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Follows a queue from what it is bound to; `intoObjects` follows it into the objects and the
/// collections that take it as well.
final class QueueFinder {
  private static final int DEPTH = 4;
  private static final Set<String> SHOWING =
      Set.of("builtins.print", "builtins.str", "builtins.repr");
  private static final Set<String> COMPARING = Set.of("builtins.max", "builtins.min");
  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "error", "exception", "critical", "log");

  private final Codebase codebase;
  private final List<QueueUse> uses = new ArrayList<>();
  private final List<Passed> passed = new ArrayList<>();
  private final Set<LocalName> names = new HashSet<>();
  private final List<Annotated> annotations = new ArrayList<>();
  private final boolean intoObjects;
  private final Set<String> objects = new HashSet<>();
  private Optional<String> stored = Optional.empty();
  private Optional<String> collected = Optional.empty();
  private Sight sight = new Sight.All();

  QueueFinder(Codebase codebase, boolean intoObjects) {
    this.codebase = codebase;
    this.intoObjects = intoObjects;
  }

  QueueUses result() {
    return new QueueUses(
        List.copyOf(uses),
        List.copyOf(passed),
        Set.copyOf(names),
        List.copyOf(annotations),
        stored,
        collected,
        sight);
  }

  /// Follows what a name or an attribute holds; `ofMany` tells that it is a collection of queues.
  void home(QueueHome home, boolean ofMany) {
    SemanticModel model = home.model();
    Optional<Binding> name = home.isKept() ? Optional.empty() : model.bindingOf(home.name());
    name.ifPresent(it -> follow(model, it, 0, ofMany));
    if (name.isEmpty() || name.get().scope().kind() != Scope.Kind.FUNCTION) {
      shared(QueueReads.of(codebase, home), 0, ofMany);
    }
  }

  private void shared(QueueReads others, int depth, boolean ofMany) {
    others.reads().forEach(it -> read(it.model(), it.expr(), depth, ofMany));
    others.names().forEach(it -> follow(it.model(), it.name(), depth, ofMany));
    annotations.addAll(others.annotations());
    others.unclear().ifPresent(it -> lose(it.model(), it.expr(), "it may be used"));
  }

  void follow(SemanticModel model, Binding name, int depth) {
    follow(model, name, depth, false);
  }

  private void follow(SemanticModel model, Binding name, int depth, boolean ofMany) {
    if (!names.add(new LocalName(model.path(), name.scope().id(), name.name()))) {
      return;
    }
    if (!isOne(model, name) || name.declaredElsewhere() || depth > DEPTH) {
      lose(model, name.stores().getFirst(), "'" + name.name() + "' may be something else");
      return;
    }
    annotate(model, name.stores().getFirst());
    for (Node read : name.reads()) {
      if (read instanceof Expr expr) {
        read(model, expr, depth, ofMany);
      }
    }
  }

  /// Whether a name stands for one thing: it is bound once, or by loops over the same.
  private static boolean isOne(SemanticModel model, Binding name) {
    List<String> loops =
        name.stores().stream()
            .map(it -> QueueCollection.loopOver(model, it).orElse(""))
            .distinct()
            .toList();
    return name.stores().size() == 1 || (loops.size() == 1 && !loops.contains(""));
  }

  /// Ex) `inbox: queue.Queue[int]`, of a name or a parameter
  private void annotate(SemanticModel model, Node store) {
    if (store instanceof Node.Parameter parameter) {
      parameter.annotation().ifPresent(it -> annotations.add(new Annotated(model, it)));
    } else if (model.tree().parent(store) instanceof Stmt.AnnAssign assign) {
      annotations.add(new Annotated(model, assign.annotation()));
    }
  }

  void lose(SemanticModel model, Node at, String why) {
    if (sight instanceof Sight.All) {
      sight = new Sight.Unknown(why, QueueUse.placeOf(model, at));
    }
  }

  /// A place that names the queue, or the collection that it is in.
  private void read(SemanticModel model, Expr named, int depth, boolean ofMany) {
    if (!ofMany) {
      use(model, named, depth);
      return;
    }
    switch (QueueCollection.readOf(model, named)) {
      case QueueCollection.Read.Nothing _ -> {}
      case QueueCollection.Read.Entry(Expr entry) -> use(model, entry, depth + 1);
      case QueueCollection.Read.Each(Expr.Name each) -> followName(model, each, depth);
      case QueueCollection.Read.Unclear _ -> lose(model, named, "its queues may be used");
    }
  }

  void use(SemanticModel model, Expr queue, int depth) {
    SyntaxTree tree = model.tree();
    switch (tree.parent(queue)) {
      case Expr.Attribute method -> uses.add(methodUse(model, method));
      case Node.Argument argument -> argument(model, argument, depth);
      case Stmt.Assign(_, List<Expr> targets, Expr value)
          when value.id() == queue.id() && targets.size() == 1 ->
          assign(model, queue, targets.getFirst(), depth);
      case Stmt.AnnAssign(_, Expr.Attribute kept, _, _) ->
          store(new QueueHome(model, queue, kept), depth);
      // Ex) if queue is not None
      case Expr.Compare _ -> {}
      // Ex) if queue: each is true
      case Stmt.If branch when branch.test().id() == queue.id() -> {}
      case Expr.UnaryOp(_, UnaryOperator operator, _) when operator == UnaryOperator.NOT -> {}
      // Ex) a statement of its own says nothing
      case Stmt.ExprStmt _ -> {}
      case Node _ -> lose(model, queue, "it is handed on");
    }
  }

  private void assign(SemanticModel model, Expr queue, Expr target, int depth) {
    switch (target) {
      // Ex) jobs = queue
      case Expr.Name alias -> followName(model, alias, depth);
      // Ex) self.jobs = queue
      case Expr.Attribute kept -> store(new QueueHome(model, queue, kept), depth);
      // Ex) self.jobs[key] = queue
      case Expr.Subscript entry when intoObjects -> collect(model, entry.value(), depth);
      case Expr _ -> lose(model, queue, "it is handed on");
    }
  }

  private void followName(SemanticModel model, Node name, int depth) {
    Optional<Binding> binding = model.bindingOf(name);
    boolean local =
        binding.isPresent()
            && binding.get().scope().node() instanceof Stmt.FunctionDef
            && !binding.get().declaredElsewhere();
    if (local) {
      follow(model, binding.get(), depth + 1, false);
    } else {
      lose(model, name, "it is stored");
    }
  }

  /// The attribute of a class of the project; what it holds in other instances counts as well.
  private void store(QueueHome home, int depth) {
    SemanticModel model = home.model();
    Optional<String> owner = home.owner();
    if (!intoObjects || owner.isEmpty() || depth > DEPTH) {
      lose(model, home.name(), "it is handed on");
      return;
    }
    stored = stored.or(() -> Optional.of(QueueUse.placeOf(model, home.name())));
    if (objects.add(owner.get() + "." + home.word())) {
      loseIfUnread(home);
      shared(QueueReads.of(codebase, home), depth + 1, false);
    }
  }

  private void loseIfUnread(QueueHome home) {
    codebase.unreadHolding(home.word()).stream()
        .findFirst()
        .ifPresent(it -> lose(home.model(), home.name(), it + " may use it, which is stored"));
  }

  /// Follows what is in a collection that takes the queue; whatever that holds counts as the queue.
  void collect(SemanticModel model, Expr collection, int depth) {
    collected = collected.or(() -> Optional.of(QueueUse.placeOf(model, collection)));
    if (depth > DEPTH) {
      lose(model, collection, "it is put into a collection");
      return;
    }
    switch (collection) {
      case Expr.Name name -> {
        Optional<Binding> binding = model.bindingOf(name);
        Optional<Expr> made =
            binding
                .flatMap(model::singleAssignment)
                .filter(it -> QueueCollection.isEmpty(model, it));
        if (made.isEmpty()) {
          lose(model, collection, "it is put into a collection");
          return;
        }
        follow(model, binding.orElseThrow(), depth, true);
        if (binding.orElseThrow().scope().kind() != Scope.Kind.FUNCTION) {
          collected(new QueueHome(model, made.get(), name), depth);
        }
      }
      case Expr.Attribute kept -> collected(new QueueHome(model, kept, kept), depth);
      case Expr _ -> lose(model, collection, "it is put into a collection");
    }
  }

  private void collected(QueueHome home, int depth) {
    if (home.isKept() && home.owner().isEmpty()) {
      lose(home.model(), home.name(), "it is put into a collection");
    } else if (objects.add(home.owner().orElse(home.model().path()) + "[]." + home.word())) {
      loseIfUnread(home);
      shared(QueueReads.ofCollection(codebase, home), depth, true);
    }
  }

  /// Ex) `consume(queue)`
  private void argument(SemanticModel model, Node.Argument argument, int depth) {
    if (!(model.tree().parent(argument) instanceof Expr.Call call)) {
      lose(model, argument, "it is handed on");
      return;
    }
    Optional<Expr> collection =
        intoObjects ? QueueCollection.taking(model, call, argument) : Optional.empty();
    if (collection.isPresent()) {
      collect(model, collection.get(), depth);
      return;
    }
    Optional<QueueParameter> taker =
        QueueParameter.of(codebase, model, call, argument, intoObjects);
    // Ex) Worker(jobs=queue)
    Optional<QueueHome> field =
        intoObjects && taker.isEmpty()
            ? DataField.of(codebase, model, call, argument)
            : Optional.empty();
    if (field.isPresent()) {
      store(field.get(), depth);
      return;
    }
    if (taker.isEmpty()) {
      lose(model, argument, "it is passed to " + model.tree().textOf(call.callee()));
      return;
    }
    passed.add(new Passed(model, call, taker.get().function()));
    followName(taker.get().home(), taker.get().parameter(), depth);
  }

  private QueueUse methodUse(SemanticModel model, Expr.Attribute method) {
    SyntaxTree tree = model.tree();
    if (!(tree.parent(method) instanceof Expr.Call call) || call.callee().id() != method.id()) {
      Kind kind =
          switch (method.name()) {
            case "put_nowait" -> Kind.PUT_NOWAIT;
            case "put" -> Kind.PUT_LATER;
            case "get", "get_nowait" -> Kind.GET_OTHERWISE;
            default -> Kind.UNKNOWN;
          };
      return new QueueUse(kind, model, method);
    }
    boolean awaited = tree.parent(call) instanceof Expr.Await;
    boolean waits = awaited || QueueUses.limitOf(model, call).isPresent();
    Kind kind =
        switch (method.name()) {
          case "put" -> waits ? Kind.PUT : Kind.PUT_LATER;
          case "put_nowait" -> Kind.PUT_NOWAIT;
          case "get" -> waits ? Kind.GET : Kind.GET_OTHERWISE;
          case "get_nowait" -> Kind.GET_OTHERWISE;
          case "join" -> waits ? Kind.JOIN : Kind.UNKNOWN;
          case "task_done" -> Kind.HARMLESS;
          case "qsize", "empty" -> isShown(model, call) ? Kind.HARMLESS : Kind.SIZE_DECIDES;
          case "full" -> Kind.SIZE_DECIDES;
          default -> Kind.UNKNOWN;
        };
    return new QueueUse(kind, model, call);
  }

  /// Ex) `print(queue.qsize())`, `peak = max(peak, queue.qsize())`, `log.info("%d", …)`
  private static boolean isShown(SemanticModel model, Expr.Call call) {
    SyntaxTree tree = model.tree();
    Node at = tree.parent(call);
    while (at instanceof Expr.FormattedValue || at instanceof Expr.JoinedStr) {
      at = tree.parent(at);
    }
    if (!(at instanceof Node.Argument) || !(tree.parent(at) instanceof Expr.Call taker)) {
      return false;
    }
    Optional<String> name = model.qualifiedName(taker.callee());
    return name.filter(SHOWING::contains).isPresent()
        || (name.filter(COMPARING::contains).isPresent() && isRecord(tree, taker))
        || (taker.callee() instanceof Expr.Attribute method && LOGGING.contains(method.name()));
  }

  /// Ex) `peak = max(peak, queue.qsize())`; not the head of a loop, or the length of a pause
  private static boolean isRecord(SyntaxTree tree, Expr.Call compared) {
    return tree.parent(compared) instanceof Stmt.Assign assign
        && assign.targets().stream()
            .map(tree::textOf)
            .anyMatch(
                to ->
                    compared.arguments().stream()
                        .anyMatch(it -> tree.textOf(it.value()).equals(to)));
  }
}
