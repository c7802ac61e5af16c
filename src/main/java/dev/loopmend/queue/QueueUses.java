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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that the project does with one queue, found from the name that it is bound to: through
/// functions inside the one that makes it, other names for it, and parameters of functions of the
/// project that it is passed to. `stored` is the place where an object keeps it that took it as an
/// argument, `collected` the one where a collection takes it.
public record QueueUses(
    List<QueueUse> uses,
    List<Passed> passed,
    Set<LocalName> names,
    List<Annotated> annotations,
    Optional<String> stored,
    Optional<String> collected,
    Sight sight) {
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
    QueueFinder finder = new QueueFinder(codebase, false);
    finder.follow(model, queue, 0);
    return finder.result();
  }

  /// The uses of a queue in any file, whatever it is bound to where it is made.
  static QueueUses of(Codebase codebase, QueueOrigin origin) {
    QueueFinder finder = new QueueFinder(codebase, false);
    finder.home(origin.home(), false);
    return finder.result();
  }

  /// The uses of a queue that a value gives to a name or an attribute, in any file that is read,
  /// and in the objects that take it; `ofMany` tells that it is a dictionary of queues.
  public static QueueUses throughObjects(
      Codebase codebase, SemanticModel model, Expr value, Expr name, boolean ofMany) {
    QueueFinder finder = new QueueFinder(codebase, true);
    finder.home(new QueueHome(model, value, name), ofMany);
    return finder.result();
  }

  /// The uses of a queue that a call takes as a value. Ex) `Worker(asyncio.Queue())`
  public static QueueUses ofArgument(Codebase codebase, SemanticModel model, Expr value) {
    QueueFinder finder = new QueueFinder(codebase, true);
    finder.use(model, value, 0);
    return finder.result();
  }

  /// The uses of a queue that an entry of a collection is made. Ex) `answers[key] = Queue()`
  public static QueueUses ofEntry(Codebase codebase, SemanticModel model, Expr.Subscript entry) {
    QueueFinder finder = new QueueFinder(codebase, true);
    finder.collect(model, entry.value(), 0);
    return finder.result();
  }

  /// What the file of an attribute, or of a name that others can reach, does with it, by its name
  /// alone; others may do more.
  public static QueueUses inFile(Codebase codebase, SemanticModel model, Node name) {
    QueueFinder finder = new QueueFinder(codebase, false);
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

  /// What is awaited to take something. Ex) `asyncio.wait_for(queue.get(), 5)`
  static Expr awaited(QueueUse get) {
    return limitOf(get.model(), get.at()).map(Expr.class::cast).orElse(get.at());
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
