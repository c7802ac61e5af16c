package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/// A function of the project that is given to `add_done_callback`, in its own file, and the
/// parameter that takes the future. `maker` is the function that returns it, if it is made by a
/// call: `task.add_done_callback(release(slots))`.
public record DoneCallback(
    SemanticModel model, Stmt.FunctionDef def, Node.Parameter future, Optional<FunctionRef> maker) {
  private static final String PARTIAL = "functools.partial";
  private static final String REGISTRATION = "add_done_callback";
  private static final String FUTURE = "asyncio.Future";

  /// How far from one name to the next.
  private static final int DEPTH = 4;

  /// The function that a callback is for sure; nothing for lambdas, coroutine functions and
  /// functions whose parameter cannot be told. `files` gives the model of a file of the workspace.
  public static Optional<DoneCallback> of(
      Function<String, Optional<SemanticModel>> files, SemanticModel model, Expr callback) {
    return of(files, model, callback, 0, DEPTH);
  }

  private static Optional<DoneCallback> of(
      Function<String, Optional<SemanticModel>> files,
      SemanticModel model,
      Expr callback,
      int given,
      int depth) {
    // Ex) functools.partial(on_done, name)
    if (callback instanceof Expr.Call(_, Expr callee, var arguments)
        && model.qualifiedName(callee).filter(PARTIAL::equals).isPresent()
        && !arguments.isEmpty()
        && given == 0) {
      boolean plain =
          arguments.stream()
              .allMatch(
                  it ->
                      it.kind() == Node.ArgumentKind.POSITIONAL
                          || it.kind() == Node.ArgumentKind.KEYWORD);
      int positional =
          (int) arguments.stream().filter(it -> it.kind() == Node.ArgumentKind.POSITIONAL).count();
      return plain && positional > 0
          ? of(files, model, arguments.getFirst().value(), positional - 1, depth)
          : Optional.empty();
    }
    // Ex) release(slots)
    if (callback instanceof Expr.Call(_, Expr callee, _)) {
      return made(files, model, callee, given);
    }
    // Ex) callback = functools.partial(on_done, name)
    Optional<Expr> value =
        callback instanceof Expr.Name name
            ? model.bindingOf(name).flatMap(model::singleAssignment)
            : Optional.empty();
    if (value.isPresent()) {
      return depth == 0 ? Optional.empty() : of(files, model, value.get(), given, depth - 1);
    }
    return model
        .targetOf(callback)
        .filter(it -> isNamed(files, model, it, callback))
        .flatMap(
            it -> ofDefinition(files, it, given, isBound(files, it, callback), Optional.empty()));
  }

  /// Whether a function is meant by its own name: something else that stands for it may have
  /// arguments. Ex) `self.callback` of `self.callback = functools.partial(self.on_done, name)`
  private static boolean isNamed(
      Function<String, Optional<SemanticModel>> files,
      SemanticModel model,
      FunctionRef function,
      Expr callback) {
    Optional<String> name =
        files
            .apply(function.path())
            .flatMap(it -> definition(it, function))
            .map(Stmt.FunctionDef::name);
    return name.equals(AwaitedFutures.lastName(callback))
        // Ex) from jobs import on_done as on_end
        || (callback instanceof Expr.Name
            && name.equals(model.qualifiedName(callback).map(Dotted::last)));
  }

  /// The only function that another one returns.
  private static Optional<DoneCallback> made(
      Function<String, Optional<SemanticModel>> files,
      SemanticModel model,
      Expr callee,
      int given) {
    Optional<FunctionRef> maker = model.targetOf(callee);
    Optional<SemanticModel> home = maker.flatMap(it -> files.apply(it.path()));
    Optional<Stmt.FunctionDef> outer =
        home.flatMap(it -> definition(it, maker.get())).filter(it -> !it.isAsync());
    if (outer.isEmpty() || !outer.get().decorators().isEmpty()) {
      return Optional.empty();
    }
    List<Stmt.Return> returns =
        home.get().tree().within(outer.get()).stream()
            .filter(Stmt.Return.class::isInstance)
            .map(Stmt.Return.class::cast)
            .filter(it -> isDirectlyIn(home.get(), it, outer.get()))
            .toList();
    return returns.size() == 1
            && returns.getFirst().value().isPresent()
            && returns.getFirst().value().get() instanceof Expr.Name name
        ? home.get()
            .targetOf(name)
            .filter(
                it ->
                    definition(home.get(), it)
                        .filter(d -> isIn(home.get(), d, outer.get()))
                        .isPresent())
            .flatMap(it -> ofDefinition(files, it, given, false, maker))
        : Optional.empty();
  }

  private static boolean isDirectlyIn(SemanticModel model, Node node, Stmt.FunctionDef def) {
    return model.nearestDef(node).filter(it -> it.id() == def.id()).isPresent();
  }

  private static boolean isIn(SemanticModel model, Stmt.FunctionDef inner, Stmt.FunctionDef outer) {
    return inner.id() != outer.id() && model.tree().contains(outer, inner);
  }

  private static Optional<Stmt.FunctionDef> definition(SemanticModel model, FunctionRef function) {
    return model
        .nodeOf(function)
        .filter(Stmt.FunctionDef.class::isInstance)
        .map(Stmt.FunctionDef.class::cast);
  }

  /// Ex) `self._on_done`, whose first parameter is the instance
  private static boolean isBound(
      Function<String, Optional<SemanticModel>> files, FunctionRef function, Expr callback) {
    Optional<SemanticModel> model = files.apply(function.path());
    Optional<Stmt.FunctionDef> def = model.flatMap(it -> definition(it, function));
    return callback instanceof Expr.Attribute
        && def.filter(it -> model.get().tree().parent(it) instanceof Stmt.ClassDef).isPresent();
  }

  private static Optional<DoneCallback> ofDefinition(
      Function<String, Optional<SemanticModel>> files,
      FunctionRef function,
      int given,
      boolean bound,
      Optional<FunctionRef> maker) {
    Optional<SemanticModel> model = files.apply(function.path());
    Optional<Stmt.FunctionDef> def =
        model.flatMap(it -> definition(it, function)).filter(it -> !it.isAsync());
    if (def.isEmpty()) {
      return Optional.empty();
    }
    List<String> decorators =
        def.get().decorators().stream()
            .map(it -> model.get().qualifiedName(it.expression()).orElse(""))
            .toList();
    boolean isStatic = decorators.equals(List.of("builtins.staticmethod"));
    boolean isOfClass = decorators.equals(List.of("builtins.classmethod"));
    List<Node.Parameter> parameters = def.get().parameters().all();
    int at = given + (bound && !isStatic ? 1 : 0);
    boolean plain = decorators.isEmpty() || isStatic || isOfClass;
    return plain
            && at < parameters.size()
            && parameters.subList(0, at + 1).stream().allMatch(DoneCallback::isPositional)
        ? Optional.of(new DoneCallback(model.get(), def.get(), parameters.get(at), maker))
        : Optional.empty();
  }

  private static boolean isPositional(Node.Parameter parameter) {
    return parameter.kind() == Node.ParameterKind.POSITIONAL
        || parameter.kind() == Node.ParameterKind.POSITIONAL_ONLY;
  }

  /// Where it first asks the future for its outcome and fails if that was cancelled.
  public List<OutcomeRead> unguarded() {
    return Yields.isGenerator(model, def) ? List.of() : OutcomeReads.unguarded(model, def, future);
  }

  /// A use of the function, or of what makes it, that is no registration with a future; nothing if
  /// there is none.
  public Optional<FunctionUse> otherUse(Function<String, Optional<SemanticModel>> files) {
    return model.workspace().usesOf(model.refOf(def)).stream()
        .filter(it -> !isRegistration(files, it))
        .filter(it -> maker.isEmpty() || !isReturned(files, it))
        .findFirst()
        .or(
            () ->
                maker.stream()
                    .flatMap(it -> model.workspace().usesOf(it).stream())
                    .filter(it -> !isRegistered(files, it))
                    .findFirst());
  }

  /// Ex) `task.add_done_callback(on_done)`; what the future is, is seen there
  private static boolean isRegistration(
      Function<String, Optional<SemanticModel>> files, FunctionUse use) {
    return switch (use.kind()) {
      case ON_LOOP -> use.why().contains("." + REGISTRATION);
      case ESCAPE -> isRegistered(files, use);
      case CALL,
          PROPERTY_READ,
          PROPERTY_SET,
          CONSTRUCTION,
          ENTERED,
          POSSIBLE_CALL,
          IN_THREAD,
          ON_THE_SPOT,
          REGISTERED,
          DECORATES,
          EXPORT,
          STRING ->
          false;
    };
  }

  /// Whether a use is an argument of `add_done_callback`.
  private static boolean isRegistered(
      Function<String, Optional<SemanticModel>> files, FunctionUse use) {
    return isAt(files, use, (model, it) -> registeredWith(model, it).isPresent());
  }

  /// Ex) `return on_done`, by which its maker gives it
  private static boolean isReturned(
      Function<String, Optional<SemanticModel>> files, FunctionUse use) {
    return isAt(files, use, (model, it) -> model.tree().parent(it) instanceof Stmt.Return);
  }

  private static boolean isAt(
      Function<String, Optional<SemanticModel>> files,
      FunctionUse use,
      BiPredicate<SemanticModel, Node> question) {
    return files
        .apply(use.path())
        .filter(
            model ->
                model.tree().nodes().stream()
                    .filter(it -> model.tree().span(it).equals(use.at()))
                    .anyMatch(it -> question.test(model, it)))
        .isPresent();
  }

  /// The future that a callback is registered with, also as `functools.partial(on_done, name)`.
  private static Optional<Expr> registeredWith(SemanticModel model, Node node) {
    Node argument = model.tree().parent(node);
    if (!(argument instanceof Node.Argument)
        || !(model.tree().parent(argument) instanceof Expr.Call call)) {
      return Optional.empty();
    }
    boolean part =
        model.qualifiedName(call.callee()).filter(PARTIAL::equals).isPresent()
            && call.arguments().getFirst().id() == argument.id();
    if (part) {
      return registeredWith(model, call);
    }
    return call.callee() instanceof Expr.Attribute(_, Expr future, String method)
            && method.equals(REGISTRATION)
        ? Optional.of(future)
        : Optional.empty();
  }

  /// A registration with what may be no future of asyncio: the `CancelledError` of
  /// `concurrent.futures` is an `Exception`, which handlers in the callback take for a failure.
  public Optional<FunctionUse> otherFuture(Function<String, Optional<SemanticModel>> files) {
    return Stream.concat(Stream.of(model.refOf(def)), maker.stream())
        .flatMap(it -> model.workspace().usesOf(it).stream())
        .filter(
            use ->
                isAt(
                    files,
                    use,
                    (file, it) ->
                        registeredWith(file, it)
                            .filter(future -> !file.isInstance(future, FUTURE).isYes())
                            .isPresent()))
        .findFirst();
  }

  /// The name of the parameter.
  public String name() {
    return future.name();
  }
}
