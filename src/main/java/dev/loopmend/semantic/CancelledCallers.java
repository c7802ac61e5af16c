package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Who would meet `CancelledError` when a coroutine function lets it through that it swallowed
/// before: whoever awaits the coroutine and has more to do, and whoever cancels a task of it and
/// awaits that.
public final class CancelledCallers {
  private static final int DEPTH = 4;
  private static final Set<String> RUNNERS = Set.of("asyncio.run", "uvloop.run", "anyio.run");

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
    if (!def.decorators().isEmpty() || special || Yields.isGenerator(model, def) || depth > DEPTH) {
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
          KeptTasks.isStart(model.get(), taker, argument) && isOfAsyncio(model.get(), taker)
              ? task(model.get(), taker)
              : found(use.path(), use.at().start());
      case Node _ -> found(use.path(), use.at().start());
    };
  }

  /// Whether a call makes a task by asyncio itself, and not by a function that may keep it. Ex)
  /// `loop.create_task(run())`, `self.group.create_task(run())`
  private static boolean isOfAsyncio(SemanticModel model, Expr.Call taker) {
    Optional<String> name = model.qualifiedName(taker.callee());
    if (name.isPresent() || model.targetOf(taker.callee()).isPresent()) {
      return name.filter(it -> Dotted.root(it).equals("asyncio")).isPresent();
    }
    return taker.callee() instanceof Expr.Attribute(_, Expr owner, _)
        && (model.typeOf(owner).filter(it -> Dotted.root(it).equals("asyncio")).isPresent()
            || AwaitedFutures.lastName(owner).filter(CancelledCallers::isRunner).isPresent());
  }

  /// Ex) `self.bot.loop`, `task_group`, `tg`
  private static boolean isRunner(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("loop") || lower.endsWith("group") || lower.equals("tg");
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

  /// Whether the outcome of a task of the function is met: in its own file wherever it goes, in the
  /// others by the names that keep it.
  private Answer task(SemanticModel model, Expr.Call start) {
    TaskNames names = new TaskNames();
    Optional<Node> met = new TaskFollower(files, model, names, true).from(List.of(start));
    if (met.isPresent()) {
      return found(model.path(), model.tree().span(met.get()).start());
    }
    for (String path : paths) {
      if (path.equals(model.path())) {
        continue;
      }
      Optional<SemanticModel> file = files.apply(path).filter(CancelledCallers::awaits);
      Optional<Node> there =
          file.flatMap(it -> new TaskFollower(files, it, names, false).from(List.of()));
      if (there.isPresent()) {
        return found(path, file.get().tree().span(there.get()).start());
      }
    }
    return new Answer.No("");
  }

  /// Files in which nothing is awaited are not asked: what they hold is not read for this question.
  private static boolean awaits(SemanticModel model) {
    return model.tree().nodes().stream().anyMatch(Expr.Await.class::isInstance);
  }
}
