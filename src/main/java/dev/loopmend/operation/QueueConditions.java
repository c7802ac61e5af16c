package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.plain;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.HandBound;
import dev.loopmend.queue.QueueBound;
import dev.loopmend.queue.QueueUse;
import dev.loopmend.queue.QueueUses;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Site;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Conditions about all that is done with a value that is bound to a name where it is made.
final class QueueConditions {
  private static final Set<String> INSERTIONS = Set.of("put", "put_nowait");
  private static final Set<String> REMOVALS = Set.of("get", "get_nowait");
  private static final String MANY = "collections.defaultdict";
  private static final Set<String> BOUNDS = Set.of("maxsize", "_maxsize");

  private QueueConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // The queue is filled by `for` loops, and else only what was taken out of it is put back.
    words.put("object-pool", none(QueueConditions::objectPool));
    // Nothing puts anything into the queue.
    words.put("never-filled", plain(FarCondition.subclasses(QueueConditions::neverFilled)));
    // The program looks at the size before it puts something in, or uses the queue as a list.
    words.put("kept-small", plain(FarCondition.subclasses(QueueConditions::keptSmall)));
    // The program sets or reads the bound of the queue itself.
    words.put("bound-set-later", none(QueueConditions::boundSetLater));
    // With a bound the program may wait for ever, or that cannot be told.
    words.put("bound-may-block", level(Safety.Level.REPORT));
    // That a bound does no harm rests on an assumption.
    words.put("bound-rests-on-assumption", level(Safety.Level.UNSAFE));
    // The queue gives items in another order than it takes them.
    words.put("keeps-no-order", none(QueueConditions::keepsNoOrder));
    // `$X is-named`: that is a name.
    words.put("is-named", subject(QueueConditions::isNamed));
  }

  /// The name that the matched value is directly bound to.
  private static Optional<Binding> bindingOf(Site site) {
    SemanticModel model = site.model();
    return switch (model.tree().parent(site.root())) {
      case Stmt.Assign(_, List<Expr> targets, _) when targets.size() == 1 ->
          model.bindingOf(targets.getFirst());
      case Stmt.AnnAssign(_, Expr target, _, _) -> model.bindingOf(target);
      case Node _ -> Optional.empty();
    };
  }

  /// A queue of resources: filled once by a counted loop, and all that is put back was taken out of
  /// it before, so it is bounded by construction.
  private static Answer objectPool(Site site) {
    Optional<Binding> binding = bindingOf(site);
    if (binding.isEmpty()) {
      return new Answer.No("it is bound to no name of its own");
    }
    SyntaxTree tree = site.model().tree();
    boolean inClass = binding.get().scope().kind() == Scope.Kind.CLASS;
    // Ex) self.free, which other files see
    if (inClass && !binding.get().name().startsWith("_")) {
      return new Answer.No("others may put something into it");
    }
    int filled = 0;
    int returned = 0;
    for (Node read : inClass ? attributes(tree, binding.get().name()) : binding.get().reads()) {
      Optional<Expr.Call> call = methodCall(tree, read);
      if (call.isEmpty()) {
        return new Answer.No("it is passed on");
      }
      String method = ((Expr.Attribute) call.get().callee()).name();
      if (INSERTIONS.contains(method)) {
        if (isInCountedLoop(tree, call.get()) || isFilledFrom(site, call.get())) {
          filled++;
        } else if (givesBack(site.model(), call.get(), binding.get())) {
          returned++;
        } else {
          return new Answer.No("something new is put into it");
        }
      }
    }
    return answer(filled > 0 && returned > 0, "", "nothing is put back into it");
  }

  /// The reads of an attribute by its name, of whatever it is one.
  private static List<Node> attributes(SyntaxTree tree, String name) {
    return tree.nodes().stream()
        .filter(it -> it instanceof Expr.Attribute attribute && attribute.name().equals(name))
        .toList();
  }

  /// Whether what is put is a parameter of a function that its file only calls in counted loops,
  /// and others there or one time each; what tests put does not count. Ex) def add(self, item):
  /// self._free.put_nowait(item)
  private static boolean isFilledFrom(Site site, Expr.Call call) {
    SemanticModel model = site.model();
    boolean isParameter =
        call.arguments().size() == 1
            && model
                .bindingOf(call.arguments().getFirst().value())
                .filter(it -> it.stores().stream().allMatch(Node.Parameter.class::isInstance))
                .isPresent();
    Optional<Stmt.FunctionDef> def = model.nearestDef(call);
    if (!isParameter || def.isEmpty()) {
      return false;
    }
    List<Expr> here = model.callsOf(def.get());
    boolean elsewhere =
        model.workspace().usesOf(model.refOf(def.get())).stream()
            .filter(it -> !it.path().equals(model.path()) || it.kind() != FunctionUse.Kind.CALL)
            .allMatch(
                it ->
                    site.codebase().model(it.path()).stream()
                        .anyMatch(other -> other.isTestModule() || isCounted(other, it)));
    return elsewhere
        && !here.isEmpty()
        && here.stream().allMatch(it -> isInCountedLoop(model.tree(), it));
  }

  /// Whether a function puts something in once for each time that it is called, or in a counted
  /// loop. Ex) await pool.add(await connect())
  private static boolean isCounted(SemanticModel model, FunctionUse use) {
    Optional<Expr.Call> call = model.tree().callAt(use.at());
    if (use.kind() != FunctionUse.Kind.CALL || call.isEmpty()) {
      return false;
    }
    Node at = model.tree().parent(call.get());
    while (at instanceof Expr.Await || at instanceof Stmt.ExprStmt || at instanceof Stmt.With) {
      at = model.tree().parent(at);
    }
    return at instanceof Stmt.FunctionDef || isInCountedLoop(model.tree(), call.get());
  }

  /// Ex) `queue.put(item)` of the read `queue`
  private static Optional<Expr.Call> methodCall(SyntaxTree tree, Node read) {
    return tree.parent(read) instanceof Expr.Attribute attribute
            && tree.parent(attribute) instanceof Expr.Call call
            && call.callee().id() == attribute.id()
        ? Optional.of(call)
        : Optional.empty();
  }

  /// Ex) `for i in range(n): queue.put_nowait(i)`
  private static boolean isInCountedLoop(SyntaxTree tree, Expr call) {
    Node at = tree.parent(call);
    while (at instanceof Stmt.ExprStmt || at instanceof Expr.Await) {
      at = tree.parent(at);
    }
    return at instanceof Stmt.For loop && !loop.isAsync();
  }

  /// Ex) `slot = await queue.get()` before, and `queue.put_nowait(slot)` here
  private static boolean givesBack(SemanticModel model, Expr.Call call, Binding queue) {
    if (call.arguments().size() != 1
        || !(call.arguments().getFirst().value() instanceof Expr.Name name)) {
      return false;
    }
    Optional<Binding> item = model.bindingOf(name);
    return item.flatMap(model::singleAssignment)
        .filter(value -> isTaken(model, value, queue))
        .isPresent();
  }

  private static boolean isTaken(SemanticModel model, Expr value, Binding queue) {
    Expr taken = value instanceof Expr.Await(_, Expr awaited) ? awaited : value;
    return taken instanceof Expr.Call(_, Expr.Attribute(_, Expr owner, String method), _)
        && REMOVALS.contains(method)
        && isOf(model, owner, queue);
  }

  private static boolean isOf(SemanticModel model, Expr owner, Binding queue) {
    return switch (owner) {
      case Expr.Name name -> model.bindingOf(name).filter(queue::equals).isPresent();
      // Ex) self._free
      case Expr.Attribute(_, _, String name) ->
          queue.scope().kind() == Scope.Kind.CLASS && name.equals(queue.name());
      case Expr _ -> false;
    };
  }

  /// Whether a bound of the matched queue is at that level, with the obstacle or the assumption.
  /// What a consumer calls may be replaced by a subclass in another file.
  private static Condition.Factory level(Safety.Level level) {
    return plain(
        FarCondition.subclasses(
            site -> {
              Safety safety = safetyOf(site);
              return answer(safety.level() == level, safety.because(), safety.because());
            }));
  }

  private static Safety safetyOf(Site site) {
    SemanticModel model = site.model();
    if (!(site.root() instanceof Expr.Call creation)) {
      return new Safety.Report("it is no call");
    }
    Optional<Expr> name = boundTo(model, creation);
    Optional<QueueUses> uses = usesOf(site, creation);
    if (uses.isEmpty()) {
      return outOfSight(model, creation);
    }
    Safety safety = new QueueBound(model, site.codebase(), creation, uses.get()).safety();
    boolean inner = name.isEmpty() || isLocal(model, name.get());
    return inner || safety.level() == Safety.Level.REPORT
        ? safety
        : shared(site, name.get(), safety);
  }

  /// All that is done with the queue that a call makes, if a name or a call takes it.
  private static Optional<QueueUses> usesOf(Site site, Expr.Call creation) {
    SemanticModel model = site.model();
    Expr value = valueOf(model, creation);
    Optional<Expr> name = boundTo(model, creation);
    if (name.isEmpty() && model.tree().parent(value) instanceof Node.Argument) {
      return Optional.of(QueueUses.ofArgument(site.codebase(), model, value));
    }
    // Ex) defaultdict(asyncio.Queue)
    boolean ofMany = model.qualifiedName(creation.callee()).filter(MANY::equals).isPresent();
    return name.flatMap(
        it ->
            switch (it) {
              case Expr.Name _, Expr.Attribute _ ->
                  Optional.of(QueueUses.throughObjects(site.codebase(), model, value, it, ofMany));
              // Ex) self.answers[key] = asyncio.Queue()
              case Expr.Subscript entry ->
                  Optional.of(QueueUses.ofEntry(site.codebase(), model, entry));
              case Expr _ -> Optional.empty();
            });
  }

  private static boolean isLocal(SemanticModel model, Expr name) {
    Expr held = name instanceof Expr.Subscript entry ? entry.value() : name;
    return model.bindingOf(held).filter(it -> it.scope().kind() == Scope.Kind.FUNCTION).isPresent();
  }

  /// Nothing puts anything into the queue: it never grows.
  private static Answer neverFilled(Site site) {
    return answer(
        isSeen(site, QueueUses::isNeverFilled),
        "nothing is put into it",
        "something may be put into it");
  }

  /// Ex) `if queue.qsize() >= 10: return` before something is put in
  private static Answer keptSmall(Site site) {
    return answer(
        isSeen(site, it -> new HandBound(it).isSeen()),
        "the program keeps it small itself",
        "nobody looks at its size before something is put in");
  }

  /// Whether something holds of all that is put into the queue.
  private static boolean isSeen(Site site, Predicate<QueueUses> question) {
    if (!(site.root() instanceof Expr.Call creation)) {
      return false;
    }
    boolean unread =
        boundTo(site.model(), creation)
            .filter(it -> !isLocal(site.model(), it))
            .filter(
                it ->
                    Stream.of("put", "put_nowait")
                        .anyMatch(put -> unreadHolding(site, it, put).isPresent()))
            .isPresent();
    return !unread && usesOf(site, creation).filter(question).isPresent();
  }

  /// The level for a queue that other files can reach; those that were not looked into may insert
  /// without waiting.
  private static Safety shared(Site site, Expr name, Safety safety) {
    SemanticModel model = site.model();
    Optional<String> other = unreadHolding(site, name, "put_nowait");
    return other.isPresent()
        ? new Safety.Report(
            other.get() + " may insert into '" + wordOf(model, name) + "' without waiting")
        : safety.weakest(
            new Safety.Unsafe(
                "whether a consumer is started before the first insertion is up to who uses "
                    + model.tree().textOf(name)));
  }

  /// A file that was not looked into, and that may do something with what a name stands for.
  private static Optional<String> unreadHolding(Site site, Expr name, String method) {
    List<String> calling = site.codebase().unreadHolding(method);
    return site.codebase().unreadHolding(wordOf(site.model(), name)).stream()
        .filter(calling::contains)
        .findFirst();
  }

  private static String wordOf(SemanticModel model, Expr name) {
    return switch (name) {
      case Expr.Attribute attribute -> attribute.name();
      case Expr.Subscript entry -> wordOf(model, entry.value());
      case Expr _ -> model.tree().textOf(name);
    };
  }

  /// Ex) `$SIZE` of `Queue(UNLIMITED)`, `Queue(-LIMIT)`
  private static Answer isNamed(Site site, String variable) {
    SyntaxTree tree = site.model().tree();
    boolean named =
        site.expression(variable).stream()
            .flatMap(it -> tree.within(it).stream())
            .anyMatch(Expr.Name.class::isInstance);
    return answer(named, "", "$" + variable + " is written out");
  }

  /// What becomes of what is matched in its statement. Ex) all of `asyncio.Queue() if on else None`
  private static Expr valueOf(SemanticModel model, Expr creation) {
    return model.tree().parent(creation) instanceof Expr.IfExp choice
            && Stream.of(choice.body(), choice.orElse()).anyMatch(QueueConditions::isNone)
        ? choice
        : creation;
  }

  private static boolean isNone(Expr expr) {
    return expr instanceof Expr.Constant(_, var kind, _) && kind == Expr.ConstantKind.NONE;
  }

  /// The name that a value is bound to: directly, or as one of as many as are written out.
  private static Optional<Expr> boundTo(SemanticModel model, Expr creation) {
    Expr value = valueOf(model, creation);
    return switch (model.tree().parent(value)) {
      case Stmt.Assign(_, List<Expr> targets, _) when targets.size() == 1 ->
          Optional.of(targets.getFirst());
      case Stmt.AnnAssign(_, Expr target, _, _) -> Optional.of(target);
      case Expr.TupleExpr tuple
          when model.tree().parent(tuple) instanceof Stmt.Assign(_, List<Expr> targets, _)
              && targets.size() == 1
              && targets.getFirst() instanceof Expr.TupleExpr names
              && names.elements().size() == tuple.elements().size()
              && names.elements().stream().allMatch(Expr.Name.class::isInstance) ->
          Optional.of(names.elements().get(tuple.elements().indexOf(value)));
      case Node _ -> Optional.empty();
    };
  }

  /// A queue that others get as it is made; what they do with it is looked for in its file.
  private static Safety outOfSight(SemanticModel model, Expr creation) {
    if (model.tree().parent(creation) instanceof Node.Parameter) {
      return new Safety.Report(
          "it is handed on where it is made, at " + QueueUse.placeOf(model, creation));
    }
    return model.tree().nodes().stream()
        .filter(it -> it instanceof Expr.Attribute(_, _, var name) && name.equals("put_nowait"))
        .findFirst()
        .<Safety>map(
            it ->
                new Safety.Report(
                    "put_nowait at " + QueueUse.placeOf(model, it) + " may be of this queue"))
        .orElseGet(
            () ->
                new Safety.Unsafe(
                    "others use the queue that is made at " + QueueUse.placeOf(model, creation)));
  }

  /// Ex) `asyncio.LifoQueue()`: what waits at the door of a full one comes out in another order
  private static Answer keepsNoOrder(Site site) {
    return site.root() instanceof Expr queue
        ? answer(
            !site.model().typeOf(queue).equals(Optional.of("asyncio.Queue")),
            "",
            "it is first in, first out")
        : new Answer.No("it is no expression");
  }

  /// Ex) `queue._maxsize = n`, or a look at `queue.maxsize`
  private static Answer boundSetLater(Site site) {
    SyntaxTree tree = site.model().tree();
    boolean found =
        bindingOf(site).stream()
            .flatMap(binding -> binding.reads().stream())
            .map(tree::parent)
            .anyMatch(
                node -> node instanceof Expr.Attribute(_, _, String name) && BOUNDS.contains(name));
    return answer(found, "", "nobody asks for its bound");
  }
}
