package dev.loopmend.queue;

import dev.loopmend.queue.QueueReads.Annotated;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that the project does with one queue, found from the name that it is bound to: through
/// functions inside the one that makes it, other names for it, and parameters of functions of the
/// project that it is passed to. `stored` is the place where an object keeps it that took it as an
/// argument.
public record QueueUses(
    List<QueueUse> uses,
    List<Passed> passed,
    Set<LocalName> names,
    List<Annotated> annotations,
    Optional<String> stored,
    Sight sight) {
  private static final int DEPTH = 4;
  private static final Set<String> FORGETTING = Set.of("pop", "clear");
  private static final Set<String> SHOWING =
      Set.of("builtins.print", "builtins.max", "builtins.min", "builtins.str", "builtins.repr");
  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "error", "exception", "critical", "log");

  /// A call that is given the queue as an argument, in the file of `model`, and the function of the
  /// project that it runs.
  public record Passed(SemanticModel model, Expr.Call call, FunctionRef function) {}

  /// A name for the queue, in the scope with that number.
  public record LocalName(String path, int scope, String name) {}

  /// Whether the uses are all that there are.
  public sealed interface Sight {
    record All() implements Sight {}

    /// Others may use it: `where` is the place that gives it to them, as `file:line`.
    record Unknown(String why, String where) implements Sight {
      String text() {
        return why + " at " + where;
      }
    }
  }

  /// The uses of a queue that is bound to one local name, which nothing else is.
  static QueueUses ofLocal(Codebase codebase, SemanticModel model, Binding queue) {
    Finder finder = new Finder(codebase, false, false);
    finder.follow(model, queue, 0);
    return finder.result();
  }

  /// The uses of a queue in any file, whatever it is bound to where it is made.
  static QueueUses of(Codebase codebase, QueueOrigin origin) {
    Finder finder = new Finder(codebase, false, false);
    finder.home(origin.home());
    return finder.result();
  }

  /// The uses of a queue that a value gives to a name or an attribute, in any file that is read,
  /// and in the objects that take it; `ofMany` tells that it is a dictionary of queues.
  public static QueueUses throughObjects(
      Codebase codebase, SemanticModel model, Expr value, Expr name, boolean ofMany) {
    Finder finder = new Finder(codebase, ofMany, true);
    finder.home(new QueueHome(model, value, name));
    return finder.result();
  }

  /// The uses of a queue that a call takes as a value. Ex) `Worker(asyncio.Queue())`
  public static QueueUses ofArgument(Codebase codebase, SemanticModel model, Expr value) {
    Finder finder = new Finder(codebase, false, true);
    finder.use(model, value, 0);
    return finder.result();
  }

  /// What the file of an attribute, or of a name that others can reach, does with it, by its name
  /// alone; others may do more.
  public static QueueUses inFile(Codebase codebase, SemanticModel model, Node name) {
    Finder finder = new Finder(codebase, false, false);
    List<Node> reads =
        name instanceof Expr.Attribute(_, _, String attribute)
            ? attributes(model, attribute)
            : model
                .bindingOf(name)
                .map(
                    it ->
                        it.scope().kind() == Scope.Kind.CLASS
                            ? attributes(model, it.name())
                            : it.reads())
                .orElse(List.of());
    for (Node read : reads) {
      // Ex) self.queue = asyncio.Queue()
      if (!isTarget(model.tree().parent(read), read)) {
        finder.use(model, (Expr) read, 0);
      }
    }
    finder.lose(model, name, "other files may use it");
    return finder.result();
  }

  private static boolean isTarget(Node parent, Node name) {
    return switch (parent) {
      case Stmt.Assign assign -> assign.value().id() != name.id();
      case Stmt.AnnAssign assign -> assign.target().id() == name.id();
      case Node _ -> false;
    };
  }

  private static List<Node> attributes(SemanticModel model, String attribute) {
    return model.tree().nodes().stream()
        .filter(it -> it instanceof Expr.Attribute(_, _, var name) && name.equals(attribute))
        .toList();
  }

  /// Whether it is known that nothing is put into it.
  public boolean isNeverFilled() {
    return sight instanceof Sight.All
        && uses.stream().noneMatch(it -> it.kind().inserts() || it.kind() == QueueUse.Kind.UNKNOWN);
  }

  List<QueueUse> of(Kind kind) {
    return uses.stream().filter(it -> it.kind() == kind).toList();
  }

  /// Whether a name is one of the queue.
  boolean isName(SemanticModel model, Expr.Name name) {
    return model
        .bindingOf(name)
        .filter(it -> names.contains(new LocalName(model.path(), it.scope().id(), it.name())))
        .isPresent();
  }

  /// What a call does with the queue that it is a method of, if it does something.
  Optional<QueueUse> at(SemanticModel model, Expr call) {
    return uses.stream()
        .filter(it -> it.model().path().equals(model.path()) && it.at().id() == call.id())
        .findFirst();
  }

  private static final class Finder {
    private final Codebase codebase;
    private final List<QueueUse> uses = new ArrayList<>();
    private final List<Passed> passed = new ArrayList<>();
    private final Set<LocalName> names = new HashSet<>();
    private final List<Annotated> annotations = new ArrayList<>();
    private final boolean ofMany;
    private final boolean intoObjects;
    private final Set<String> objects = new HashSet<>();
    private Optional<String> stored = Optional.empty();
    private Sight sight = new Sight.All();

    Finder(Codebase codebase, boolean ofMany, boolean intoObjects) {
      this.codebase = codebase;
      this.ofMany = ofMany;
      this.intoObjects = intoObjects;
    }

    QueueUses result() {
      return new QueueUses(
          List.copyOf(uses),
          List.copyOf(passed),
          Set.copyOf(names),
          List.copyOf(annotations),
          stored,
          sight);
    }

    void home(QueueHome home) {
      SemanticModel model = home.model();
      Optional<Binding> name = home.isKept() ? Optional.empty() : model.bindingOf(home.name());
      name.ifPresent(it -> follow(model, it, 0));
      if (name.isEmpty() || name.get().scope().kind() != Scope.Kind.FUNCTION) {
        shared(home, 0);
      }
    }

    private void shared(QueueHome home, int depth) {
      QueueReads others = QueueReads.of(codebase, home);
      others.reads().forEach(it -> read(it.model(), it.expr(), depth));
      others.names().forEach(it -> follow(it.model(), it.name(), depth));
      annotations.addAll(others.annotations());
      others.unclear().ifPresent(it -> lose(it.model(), it.expr(), "it may be used"));
    }

    void follow(SemanticModel model, Binding name, int depth) {
      if (!names.add(new LocalName(model.path(), name.scope().id(), name.name()))) {
        return;
      }
      if (name.stores().size() != 1 || name.declaredElsewhere() || depth > DEPTH) {
        lose(model, name.stores().getFirst(), "'" + name.name() + "' may be something else");
        return;
      }
      annotate(model, name.stores().getFirst());
      for (Node read : name.reads()) {
        if (read instanceof Expr expr) {
          read(model, expr, depth);
        }
      }
    }

    /// Ex) `inbox: queue.Queue[int]`, of a name or a parameter
    private void annotate(SemanticModel model, Node store) {
      if (store instanceof Node.Parameter parameter) {
        parameter.annotation().ifPresent(it -> annotations.add(new Annotated(model, it)));
      } else if (model.tree().parent(store) instanceof Stmt.AnnAssign assign) {
        annotations.add(new Annotated(model, assign.annotation()));
      }
    }

    private void lose(SemanticModel model, Node at, String why) {
      if (sight instanceof Sight.All) {
        sight = new Sight.Unknown(why, QueueUse.placeOf(model, at));
      }
    }

    /// A place that names the queue, or the dictionary that it is in.
    private void read(SemanticModel model, Expr named, int depth) {
      if (!ofMany || depth > 0) {
        use(model, named, depth);
        return;
      }
      SyntaxTree tree = model.tree();
      switch (tree.parent(named)) {
        // Ex) await queues[key].put(item), del queues[key]
        case Expr.Subscript entry when entry.value().id() == named.id() -> {
          if (!(tree.parent(entry) instanceof Stmt.Delete)) {
            use(model, entry, depth);
          }
        }
        // Ex) if key in queues
        case Expr.Compare _ -> {}
        // Ex) queues.pop(key, None)
        case Expr.Attribute method
            when FORGETTING.contains(method.name())
                && tree.parent(method) instanceof Expr.Call call
                && tree.parent(call) instanceof Stmt.ExprStmt -> {}
        case Node _ -> lose(model, named, "its queues may be used");
      }
    }

    private void use(SemanticModel model, Expr queue, int depth) {
      SyntaxTree tree = model.tree();
      switch (tree.parent(queue)) {
        case Expr.Attribute method -> uses.add(methodUse(model, method));
        case Node.Argument argument -> argument(model, argument, depth);
        // Ex) jobs = queue
        case Stmt.Assign(_, List<Expr> targets, Expr value)
            when value.id() == queue.id()
                && targets.size() == 1
                && targets.getFirst() instanceof Expr.Name alias ->
            followName(model, alias, depth);
        // Ex) self.jobs = queue
        case Stmt.Assign(_, List<Expr> targets, Expr value)
            when value.id() == queue.id()
                && targets.size() == 1
                && targets.getFirst() instanceof Expr.Attribute kept ->
            store(new QueueHome(model, value, kept), depth);
        case Stmt.AnnAssign(_, Expr.Attribute kept, _, _) ->
            store(new QueueHome(model, queue, kept), depth);
        // Ex) if queue is not None
        case Expr.Compare _ -> {}
        // Ex) a statement of its own says nothing
        case Stmt.ExprStmt _ -> {}
        case Node _ -> lose(model, queue, "it is handed on");
      }
    }

    private void followName(SemanticModel model, Node name, int depth) {
      Optional<Binding> binding = model.bindingOf(name);
      boolean local =
          binding.isPresent()
              && binding.get().scope().node() instanceof Stmt.FunctionDef
              && !binding.get().declaredElsewhere();
      if (local) {
        follow(model, binding.get(), depth + 1);
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
        codebase.unreadHolding(home.word()).stream()
            .findFirst()
            .ifPresent(it -> lose(model, home.name(), it + " may use it, which is stored"));
        shared(home, depth + 1);
      }
    }

    /// Ex) `consume(queue)`
    private void argument(SemanticModel model, Node.Argument argument, int depth) {
      if (!(model.tree().parent(argument) instanceof Expr.Call call)) {
        lose(model, argument, "it is handed on");
        return;
      }
      Optional<QueueParameter> taker =
          QueueParameter.of(codebase, model, call, argument, intoObjects);
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
      boolean waits = awaited || limitOf(model, call).isPresent();
      Kind kind =
          switch (method.name()) {
            case "put" -> waits ? Kind.PUT : Kind.PUT_LATER;
            case "put_nowait" -> Kind.PUT_NOWAIT;
            case "get" -> waits ? Kind.GET : Kind.GET_OTHERWISE;
            case "get_nowait" -> Kind.GET_OTHERWISE;
            case "join" -> awaited ? Kind.JOIN : Kind.UNKNOWN;
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
      return at instanceof Node.Argument
          && tree.parent(at) instanceof Expr.Call taker
          && (model.qualifiedName(taker.callee()).filter(SHOWING::contains).isPresent()
              || (taker.callee() instanceof Expr.Attribute method
                  && LOGGING.contains(method.name())));
    }
  }

  /// The time limit under which a call is awaited. Ex) `await asyncio.wait_for(queue.put(x), 5)`
  static Optional<Expr.Call> limitOf(SemanticModel model, Expr call) {
    return model.tree().parent(call) instanceof Node.Argument argument
            && model.tree().parent(argument) instanceof Expr.Call taker
            && taker.arguments().getFirst().id() == argument.id()
            && model.tree().parent(taker) instanceof Expr.Await
            && model.qualifiedName(taker.callee()).filter("asyncio.wait_for"::equals).isPresent()
        ? Optional.of(taker)
        : Optional.empty();
  }
}
