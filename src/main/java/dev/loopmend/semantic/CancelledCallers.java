package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Who would meet `CancelledError` when a coroutine function lets it through that it swallowed
/// before: whoever awaits the coroutine and has more to do, and whoever cancels a task of it and
/// awaits that.
public final class CancelledCallers {
  private static final int DEPTH = 4;
  private static final Set<String> RUNNERS = Set.of("asyncio.run", "uvloop.run", "anyio.run");
  private static final Set<String> OUTCOMES = Set.of("result", "exception");

  private final Workspace workspace;
  private final Collection<String> paths;
  private final Function<String, Optional<SemanticModel>> files;

  private CancelledCallers(
      Workspace workspace,
      Collection<String> paths,
      Function<String, Optional<SemanticModel>> files) {
    this.workspace = workspace;
    this.paths = paths;
    this.files = files;
  }

  /// The first such place of a function of a file; `paths` and `files` are those of the workspace.
  /// Yes as well where it cannot be seen who runs the function.
  public static Answer of(
      SemanticModel model,
      Stmt.FunctionDef def,
      Collection<String> paths,
      Function<String, Optional<SemanticModel>> files) {
    return new CancelledCallers(model.workspace(), paths, files).meeting(model, def, 0);
  }

  /// Whether the program is started with a function of a file: `asyncio.run(main())`.
  public static Answer startsProgram(
      SemanticModel model, Stmt.FunctionDef def, Function<String, Optional<SemanticModel>> files) {
    for (FunctionUse use : model.workspace().usesOf(model.refOf(def))) {
      boolean started =
          files
              .apply(use.path())
              .filter(it -> use.kind() == FunctionUse.Kind.CALL && isRun(it, use))
              .isPresent();
      if (started) {
        return new Answer.Yes("the program is started with " + def.name());
      }
    }
    return new Answer.No("the program is not started with " + def.name());
  }

  private static boolean isRun(SemanticModel model, FunctionUse use) {
    return model
        .tree()
        .callAt(use.at())
        .map(call -> model.tree().parent(call))
        .filter(Node.Argument.class::isInstance)
        .map(argument -> model.tree().parent(argument))
        .filter(Expr.Call.class::isInstance)
        .map(taker -> ((Expr.Call) taker).callee())
        .filter(
            callee ->
                model.qualifiedName(callee).filter(RUNNERS::contains).isPresent()
                    || (callee instanceof Expr.Attribute it
                        && it.name().equals("run_until_complete")))
        .isPresent();
  }

  private Answer meeting(SemanticModel model, Stmt.FunctionDef def, int depth) {
    boolean special = def.name().startsWith("__") && def.name().endsWith("__");
    if (!def.decorators().isEmpty() || special || isGenerator(model, def) || depth > DEPTH) {
      return new Answer.Yes("it cannot be seen who runs " + def.name());
    }
    Overrides overrides = workspace.overridesOf(model.refOf(def));
    if (model.tree().parent(def) instanceof Stmt.ClassDef
        && (!overrides.above().isEmpty() || !overrides.outside().isNo())) {
      return new Answer.Yes("whoever runs what " + def.name() + " overrides may await it");
    }
    for (FunctionUse use : workspace.usesOf(model.refOf(def))) {
      Answer answer =
          switch (use.kind()) {
            case CALL -> call(use, depth);
            case EXPORT -> new Answer.No("");
            case PROPERTY_READ,
                PROPERTY_SET,
                CONSTRUCTION,
                ENTERED,
                POSSIBLE_CALL,
                ON_LOOP,
                IN_THREAD,
                ON_THE_SPOT,
                REGISTERED,
                DECORATES,
                STRING,
                ESCAPE ->
                found(use.path(), use.at().start());
          };
      if (!answer.isNo()) {
        return answer;
      }
    }
    return new Answer.No("nobody who is visible awaits it and has more to do");
  }

  private Answer found(String path, int offset) {
    int line = files.apply(path).map(it -> it.tree().origin().line(offset)).orElse(0);
    return new Answer.Yes(path + ":" + line);
  }

  private static boolean isGenerator(SemanticModel model, Stmt.FunctionDef def) {
    return model.tree().within(def).stream()
        .anyMatch(
            it ->
                it instanceof Expr.Yield
                    && model.nearestDef(it).filter(own -> own.id() == def.id()).isPresent());
  }

  private Answer call(FunctionUse use, int depth) {
    Optional<SemanticModel> model = files.apply(use.path());
    Optional<Expr.Call> call = model.flatMap(it -> it.tree().callAt(use.at()));
    if (call.isEmpty() || !use.why().isEmpty()) {
      return found(use.path(), use.at().start());
    }
    SyntaxTree tree = model.get().tree();
    return switch (tree.parent(call.get())) {
      case Expr.Await await -> awaited(model.get(), await, depth);
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call taker ->
          KeptTasks.isStart(model.get(), taker, argument)
              ? task(model.get(), taker)
              : found(use.path(), use.at().start());
      case Node _ -> found(use.path(), use.at().start());
    };
  }

  /// Ex) `await serve()`, behind which the caller does nothing more
  private Answer awaited(SemanticModel model, Expr.Await await, int depth) {
    Node statement = model.tree().parent(await);
    boolean last =
        (statement instanceof Stmt.ExprStmt || statement instanceof Stmt.Return)
            && FunctionEnds.with(model, statement).isYes();
    Optional<Stmt.FunctionDef> caller = model.nearestDef(await);
    return last && caller.isPresent()
        ? meeting(model, caller.get(), depth + 1)
        : found(model.path(), model.tree().span(await).start());
  }

  /// What becomes of a task of the function.
  private Answer task(SemanticModel model, Expr.Call start) {
    if (model.valueUse(start) instanceof ValueUse.Dropped) {
      return new Answer.No("");
    }
    Set<String> names = KeptTasks.namesOf(model, start);
    // Whoever ends the task mostly stands beside its start, and names are alike elsewhere.
    List<String> nearFirst = new ArrayList<>(List.of(model.path()));
    paths.stream().filter(it -> !it.equals(model.path())).forEach(nearFirst::add);
    for (String path : nearFirst) {
      Optional<SemanticModel> file = files.apply(path);
      if (file.isPresent()) {
        Optional<Expr> await = awaitOfCancelled(file.get(), names, path.equals(model.path()));
        if (await.isPresent()) {
          return found(path, file.get().tree().span(await.get()).start());
        }
      }
    }
    return new Answer.No("");
  }

  /// What waits for a future that is kept, or asks it for its outcome, in a function that cancels
  /// something, or does so by a name of the task, and does not handle the cancellation.
  private static Optional<Expr> awaitOfCancelled(
      SemanticModel model, Set<String> names, boolean sameFile) {
    SyntaxTree tree = model.tree();
    for (Node node : tree.nodes()) {
      Optional<Expr> asked = asked(model, node);
      if (asked.isPresent()) {
        boolean cancels = (sameFile || names.isEmpty()) && KeptTasks.cancelsAround(model, node);
        if ((cancels || KeptTasks.mentions(model, asked.get(), names))
            && !KeptTasks.isHandled(model, (Expr) node)) {
          return Optional.of((Expr) node);
        }
      }
    }
    return Optional.empty();
  }

  /// The futures that an expression waits for, or asks for their outcome.
  private static Optional<Expr> asked(SemanticModel model, Node node) {
    return switch (node) {
      case Expr.Await(_, Expr operand) when KeptTasks.isWaitedFor(model, operand) ->
          Optional.of(operand);
      // Ex) task.result() behind asyncio.wait([task])
      case Expr.Call(_, Expr.Attribute(_, Expr task, String method), _)
          when OUTCOMES.contains(method) ->
          Optional.of(task);
      case Node _ -> Optional.empty();
    };
  }
}
