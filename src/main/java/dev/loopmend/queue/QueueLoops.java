package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.LoopContext;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is seen of threads and of other event loops among those that use a queue.
final class QueueLoops {
  private static final Set<String> RUNNERS = Set.of("run_until_complete", "run_app");
  private static final Set<String> RUN = Set.of("asyncio.run", "asyncio.runners.run");
  private static final Set<String> THREADS =
      Set.of(
          "Thread",
          "Timer",
          "Process",
          "submit",
          "run_in_executor",
          "to_thread",
          "run_sync",
          "run_coroutine_threadsafe");

  private final Codebase codebase;
  private final Set<FunctionRef> seen = new HashSet<>();
  private final Set<String> runs = new LinkedHashSet<>();

  private QueueLoops(Codebase codebase) {
    this.codebase = codebase;
  }

  /// What is in the way of a queue that belongs to one event loop; nothing if one may run all that
  /// uses it.
  static Optional<String> obstacle(Codebase codebase, QueueOrigin origin, QueueUses uses) {
    QueueLoops loops = new QueueLoops(codebase);
    // A function that makes the queue makes another one for each loop that runs it.
    origin
        .model()
        .nearestDef(origin.creation())
        .filter(_ -> !origin.home().isKept())
        .ifPresent(it -> loops.seen.add(origin.model().refOf(it)));
    for (QueueUse use : uses.uses()) {
      Optional<String> place =
          origin.isFreshAt(use.model(), use.at()) ? Optional.empty() : loops.placeOf(use);
      if (place.isPresent()) {
        return place;
      }
    }
    for (QueueUse use : uses.uses()) {
      Optional<String> above = use.function().flatMap(it -> loops.above(use.model().refOf(it)));
      if (above.isPresent()) {
        return above;
      }
    }
    return Optional.empty();
  }

  private Optional<String> placeOf(QueueUse use) {
    return switch (use.model().loopContext(use.at())) {
      case LoopContext.OnLoop _ -> Optional.empty();
      case LoopContext.Both(_, String why, _) -> outside(use, why);
      case LoopContext.OffLoop(String why, _) -> outside(use, why);
      case LoopContext.Unknown unknown -> outside(use, unknown.why());
    };
  }

  private static Optional<String> outside(QueueUse use, String why) {
    return Optional.of(use.place() + " may use it outside of the event loop: " + why);
  }

  /// Follows the callers of a function up to what runs them.
  private Optional<String> above(FunctionRef function) {
    Deque<FunctionRef> open = new ArrayDeque<>(List.of(function));
    while (!open.isEmpty()) {
      FunctionRef one = open.pop();
      if (!seen.add(one)) {
        continue;
      }
      for (FunctionUse use : codebase.workspace().usesOf(one)) {
        Optional<SemanticModel> model = codebase.model(use.path());
        Optional<Expr.Call> call = model.flatMap(it -> it.tree().callAt(use.at()));
        if (use.kind() == FunctionUse.Kind.IN_THREAD || use.kind() == FunctionUse.Kind.ESCAPE) {
          return Optional.of(
              one.label()
                  + " may run elsewhere: it is handed on at "
                  + codebase.place(use.path(), use.at()));
        }
        Optional<String> found = call.flatMap(it -> started(model.orElseThrow(), it));
        if (found.isPresent()) {
          return found;
        }
        if (call.filter(it -> isRun(model.orElseThrow(), it)).isEmpty()) {
          open.add(use.by());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> started(SemanticModel model, Expr.Call call) {
    String place = QueueUse.placeOf(model, call);
    if (isGivenToThread(model.tree(), call)) {
      return Optional.of("a thread is given what uses it at " + place);
    }
    if (runsInThread(model.loopContext(call))) {
      return Optional.of("a thread runs what uses it at " + place);
    }
    if (isRun(model, call)) {
      boolean again =
          model.tree().statementOf(call) instanceof Stmt statement
              && model.outermostLoop(statement).isPresent();
      runs.add(place);
      if (runs.size() > 1 || again) {
        return Optional.of(
            "event loops are run for it at "
                + String.join(" and ", runs)
                + (again ? ", again" : ""));
      }
    }
    return Optional.empty();
  }

  private static boolean runsInThread(LoopContext context) {
    return switch (context) {
      case LoopContext.OffLoop(_, boolean inThread) -> inThread;
      case LoopContext.Both(_, _, boolean inThread) -> inThread;
      case LoopContext.OnLoop _, LoopContext.Unknown _ -> false;
    };
  }

  /// Ex) `asyncio.run(main())`
  private static boolean isRun(SemanticModel model, Expr.Call call) {
    return model.tree().parent(call) instanceof Node.Argument argument
        && model.tree().parent(argument) instanceof Expr.Call runner
        && (model.qualifiedName(runner.callee()).filter(RUN::contains).isPresent()
            || RUNNERS.contains(lastWord(runner)));
  }

  /// Ex) `threading.Thread(target=asyncio.run, args=(work(inbox),))`
  private static boolean isGivenToThread(SyntaxTree tree, Expr.Call call) {
    for (Node at = tree.parent(call); !(at instanceof Stmt) && at.id() != 0; at = tree.parent(at)) {
      if (at instanceof Expr.Call outer && THREADS.contains(lastWord(outer))) {
        return true;
      }
    }
    return false;
  }

  private static String lastWord(Expr.Call call) {
    return switch (call.callee()) {
      case Expr.Name name -> name.text();
      case Expr.Attribute attribute -> attribute.name();
      case Expr _ -> "";
    };
  }
}
