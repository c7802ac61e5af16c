package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.plain;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.EndMark;
import dev.loopmend.queue.HandBound;
import dev.loopmend.queue.Held;
import dev.loopmend.queue.ObjectPool;
import dev.loopmend.queue.QueueBound;
import dev.loopmend.queue.QueueUse;
import dev.loopmend.queue.QueueUses;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
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
  private static final String MANY = "collections.defaultdict";
  private static final Set<String> BOUNDS = Set.of("maxsize", "_maxsize");

  private QueueConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // The queue is filled by `for` loops, and else only what was taken out of it is put back.
    words.put(
        "object-pool",
        plain(FarCondition.subclasses(it -> ObjectPool.at(it.codebase(), it.model(), it.root()))));
    // Nothing puts anything into the queue.
    words.put("never-filled", plain(FarCondition.subclasses(QueueConditions::neverFilled)));
    // Nothing is put into the queue but `None`, on which its consumers end.
    words.put("only-ended", plain(FarCondition.subclasses(QueueConditions::onlyEnded)));
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

  /// Whether a bound of the matched queue is at that level, with the obstacle or the assumption.
  /// What a consumer calls may be replaced by a subclass in another file.
  private static Condition.Factory level(Safety.Level level) {
    return plain(
        FarCondition.allCallersAndSubclasses(
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

  /// Ex) `await queue.put(None)` in `close`, and nothing else
  private static Answer onlyEnded(Site site) {
    return answer(
        isSeen(site, it -> new EndMark(it).isAll()),
        "nothing but the mark of its end is put into it",
        "more may be put into it than the mark of its end");
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
            && Stream.of(choice.body(), choice.orElse()).anyMatch(Expr::isNone)
        ? choice
        : creation;
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
        Held.of(site.model(), site.root()).stream()
            .flatMap(it -> it.reads().stream())
            .map(tree::parent)
            .anyMatch(
                node -> node instanceof Expr.Attribute(_, _, String name) && BOUNDS.contains(name));
    return answer(found, "", "nobody asks for its bound");
  }
}
