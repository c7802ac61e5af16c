package dev.loopmend.conversion;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.rewrite.Removal;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What is done with a loop, or a runner, besides running coroutines on it: made, set, shut down,
/// closed. Once the coroutines are awaited, all that has to go.
public final class Boilerplate {
  private static final Set<String> SHUTDOWNS =
      Set.of("shutdown_asyncgens", "shutdown_default_executor");
  private static final Set<String> RUNS = Set.of("run_until_complete", "run", "run_forever");
  private static final String SET_LOOP = "asyncio.set_event_loop";
  private static final String RUNNING = "asyncio.get_running_loop";

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final LoopOwner.Variable owner;
  private final Predicate<Expr.Call> isAwaited;
  private final Set<Integer> removed = new LinkedHashSet<>();
  private final List<Span> awaited = new ArrayList<>();
  private boolean closed;
  private Optional<String> otherUse = Optional.empty();
  private Optional<String> obstacle = Optional.empty();

  private Boilerplate(
      SemanticModel model, LoopOwner.Variable owner, Predicate<Expr.Call> isAwaited) {
    this.model = model;
    this.tree = model.tree();
    this.owner = owner;
    this.isAwaited = isAwaited;
  }

  /// What becomes of the variable.
  public sealed interface Outcome {
    /// `edits` take the boilerplate away, `removed` are the ids of the statements that go;
    /// `otherUse` says what else is done with the loop, for which the running one takes its place.
    record Gone(List<TextEdit> edits, Set<Integer> removed, Optional<String> otherUse)
        implements Outcome {}

    /// It cannot go; `why` is a clause.
    record Stays(String why) implements Outcome {}
  }

  /// Takes the boilerplate of a variable away. `isAwaited` tells of a call on it whether it will be
  /// an `await`; `taken` are the spans that other edits change; `running` is how the running loop
  /// is asked for there.
  public static Outcome remove(
      SemanticModel model,
      LoopOwner.Variable owner,
      Predicate<Expr.Call> isAwaited,
      List<Span> taken,
      String running) {
    Boilerplate boilerplate = new Boilerplate(model, owner, isAwaited);
    boilerplate.survey();
    return boilerplate.outcome(taken, running);
  }

  /// Whether the function closes the loop of a variable.
  public static boolean isClosed(SemanticModel model, LoopOwner.Variable owner) {
    Boilerplate boilerplate = new Boilerplate(model, owner, _ -> true);
    boilerplate.survey();
    return boilerplate.closed || owner.creation() instanceof Stmt.With;
  }

  private void survey() {
    for (Node read : owner.binding().reads()) {
      boolean inNested =
          model
              .functionOf(read)
              .map(it -> it.id() != owner.binding().scope().node().id())
              .orElse(true);
      if (inNested) {
        visitNested(read);
      } else {
        visit(read);
      }
    }
    for (int id = function().id(); id <= tree.lastDescendant(function()); id++) {
      // Ex) asyncio.set_event_loop(None)
      if (tree.node(id) instanceof Expr.Call call
          && isSetLoop(call)
          && call.arguments().size() == 1
          && call.arguments().getFirst().value().isNone()
          && isHere(call)) {
        remove(call);
      }
    }
  }

  /// A nested function cannot await for the one round it.
  private void visitNested(Node read) {
    if (tree.parent(read) instanceof Expr.Attribute attribute
        && RUNS.contains(attribute.name())
        && tree.parent(attribute) instanceof Expr.Call call) {
      obstacle(text(call) + " stands in a function of its own");
    } else {
      otherUse(read);
    }
  }

  private Node function() {
    return owner.binding().scope().node();
  }

  private boolean isHere(Node node) {
    return model.functionOf(node).map(it -> it.id() == function().id()).orElse(false);
  }

  private boolean isSetLoop(Expr.Call call) {
    return model.qualifiedName(call.callee()).equals(Optional.of(SET_LOOP));
  }

  private void visit(Node read) {
    Node parent = tree.parent(read);
    switch (parent) {
      case Expr.Attribute attribute
          when tree.parent(attribute) instanceof Expr.Call call
              && call.callee().id() == attribute.id() ->
          visitCall(read, attribute.name(), call);
      case Node.Argument argument
          when tree.parent(argument) instanceof Expr.Call call && isSetLoop(call) -> {
        if (!remove(call)) {
          obstacle("the value of " + tree.textOf(call) + " is used");
        }
      }
      case Node _ -> otherUse(read);
    }
  }

  private void visitCall(Node read, String method, Expr.Call call) {
    switch (method) {
      case "close" -> {
        closed = true;
        if (!remove(call)) {
          obstacle(text(call) + " is part of another statement");
        }
      }
      case "run_until_complete", "run" -> visitRun(call);
      case "shutdown_asyncgens", "shutdown_default_executor" -> {
        // Ex) loop.run_until_complete(loop.shutdown_asyncgens()), which the outer call stands for
        boolean inRun =
            tree.parent(call) instanceof Node.Argument argument
                && tree.parent(argument) instanceof Expr.Call run
                && isShutdown(run);
        if (!inRun) {
          otherUse(read);
        }
      }
      case "run_forever", "stop" -> obstacle(text(call) + " needs the loop itself");
      default -> otherUse(read);
    }
  }

  private void visitRun(Expr.Call call) {
    if (isShutdown(call)) {
      if (!remove(call)) {
        obstacle(text(call) + " is part of another statement");
      }
    } else if (isAwaited.test(call)) {
      awaited.add(tree.span(call));
    } else {
      obstacle(text(call) + " cannot become an await");
    }
  }

  /// Ex) loop.run_until_complete(loop.shutdown_asyncgens())
  private boolean isShutdown(Expr.Call call) {
    return call.arguments().size() == 1
        && call.arguments().getFirst().value()
            instanceof Expr.Call(_, Expr.Attribute(_, Expr receiver, String method), _)
        && SHUTDOWNS.contains(method)
        && model.bindingOf(receiver).filter(owner.binding()::equals).isPresent();
  }

  private String text(Expr.Call call) {
    String text = tree.textOf(call);
    int line = tree.fileLine(call);
    return (text.length() > 60 || text.indexOf('\n') >= 0 ? tree.textOf(call.callee()) : text)
        + " in line "
        + line;
  }

  private void obstacle(String why) {
    obstacle = obstacle.or(() -> Optional.of(why));
  }

  private void otherUse(Node read) {
    if (otherUse.isEmpty()) {
      int line = tree.fileLine(read);
      otherUse = Optional.of(owner.binding().name() + " is used in line " + line);
    }
  }

  /// Notes that the statement which a call is goes; not if the call is only a part of it.
  private boolean remove(Expr.Call call) {
    if (tree.parent(call) instanceof Stmt.ExprStmt statement) {
      removed.add(statement.id());
      return true;
    }
    return false;
  }

  private Outcome outcome(List<Span> taken, String running) {
    boolean isRunner = owner.maker().equals("asyncio.Runner");
    if (isRunner && otherUse.isPresent()) {
      obstacle("the runner " + otherUse.get());
    }
    if (obstacle.isPresent()) {
      return new Outcome.Stays(obstacle.get());
    }
    List<TextEdit> edits = new ArrayList<>();
    Set<Integer> withs = new LinkedHashSet<>();
    if (owner.creation() instanceof Stmt.With with) {
      withs.add(with.id());
    } else if (otherUse.isEmpty()) {
      removed.add(owner.creation().id());
    } else if (!owner.maker().equals(RUNNING)) {
      Span made = tree.span(valueOf(owner.creation()));
      if (!new Layout(tree).commentsIn(made).isEmpty()) {
        return new Outcome.Stays("a comment stands where the loop is made");
      }
      edits.add(new TextEdit(made, running));
    }
    List<Span> kept = new ArrayList<>(taken);
    kept.addAll(awaited);
    Optional<List<TextEdit>> taking = Removal.of(tree, removed, withs, kept);
    if (taking.isEmpty()) {
      return new Outcome.Stays("a comment stands inside of a statement that has to go");
    }
    edits.addAll(taking.get());
    return new Outcome.Gone(List.copyOf(edits), Set.copyOf(removed), otherUse);
  }

  private static Node valueOf(Stmt creation) {
    return switch (creation) {
      case Stmt.Assign assign -> assign.value();
      case Stmt.AnnAssign assign when assign.value().isPresent() -> assign.value().get();
      case Stmt other -> other;
    };
  }
}
