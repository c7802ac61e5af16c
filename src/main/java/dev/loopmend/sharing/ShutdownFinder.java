package dev.loopmend.sharing;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.NamedCall;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for the application of a module, and for what it calls when it ends.
final class ShutdownFinder {
  private static final Set<String> EVENTS = Set.of("on_event", "add_event_handler");
  private static final Set<String> EVENT_LISTS = Set.of("on_startup", "on_shutdown");

  private final Codebase codebase;
  private final SemanticModel model;
  private final Map<String, String> hooks;
  private final Set<String> methods;

  ShutdownFinder(
      Codebase codebase, SemanticModel model, Map<String, String> hooks, Set<String> methods) {
    this.codebase = codebase;
    this.model = model;
    this.hooks = hooks;
    this.methods = methods;
  }

  Shutdown find() {
    List<NamedCall> applications = new ArrayList<>();
    for (NamedCall call : codebase.workspace().callsOf(hooks.keySet())) {
      if (codebase.model(call.path()).filter(it -> !it.isTestModule()).isPresent()) {
        applications.add(call);
      }
    }
    List<NamedCall> here =
        applications.stream().filter(it -> it.path().equals(model.path())).toList();
    List<NamedCall> chosen = outermost(here.isEmpty() ? applications : here);
    Shutdown found =
        switch (chosen.size()) {
          case 0 -> method();
          case 1 -> ofApplication(chosen.getFirst(), applications.size() == 1);
          default ->
              new Shutdown.Nowhere(
                  "there are several applications that could close it: "
                      + place(chosen.get(0))
                      + " and "
                      + place(chosen.get(1)));
        };
    return found
        .home()
        .flatMap(this::unreachable)
        .<Shutdown>map(Shutdown.Nowhere::new)
        .orElse(found);
  }

  /// Without applications that are put into another one: these are started and ended with it.
  private List<NamedCall> outermost(List<NamedCall> all) {
    return all.size() < 2 ? all : all.stream().filter(it -> !isPart(it)).toList();
  }

  /// Ex) `root.add_subapp("/admin", admin)`, where `admin = Application()` stands in one function
  private boolean isPart(NamedCall made) {
    SemanticModel file = codebase.model(made.path()).orElseThrow();
    SyntaxTree tree = file.tree();
    return tree.callAt(made.at()).map(tree::parent).stream()
        .filter(Stmt.Assign.class::isInstance)
        .flatMap(it -> target((Stmt) it).stream())
        .flatMap(it -> file.bindingOf(it).stream())
        .flatMap(it -> it.reads().stream())
        .anyMatch(it -> isAdded(tree, it));
  }

  private static boolean isAdded(SyntaxTree tree, Node read) {
    return tree.parent(read) instanceof Node.Argument argument
        && tree.parent(argument) instanceof Expr.Call call
        && call.callee() instanceof Expr.Attribute(_, _, String method)
        && method.equals("add_subapp");
  }

  private String place(NamedCall call) {
    return codebase.place(call.path(), call.at());
  }

  /// Why the file of the application cannot be made to know what the module defines.
  private Optional<String> unreachable(SemanticModel home) {
    if (home.path().equals(model.path())) {
      return Optional.empty();
    }
    if (codebase.mayEdit(home.path()) instanceof Answer.No(String why)) {
      return Optional.of(home.path() + ", which has the application, may not be changed: " + why);
    }
    if (codebase.workspace().imports().importedBy(model.path()).contains(home.path())) {
      return Optional.of(
          "the module is imported by itself through "
              + home.path()
              + ", which has the application");
    }
    return importedOnDemand().map(it -> "the module is only imported when it is needed, at " + it);
  }

  /// The import of the module, as `file:line`, if all of them stand in functions and blocks: what
  /// the module needs may not be installed. Ex) `if token: from app.bot import client`
  private Optional<String> importedOnDemand() {
    Optional<String> found = Optional.empty();
    for (String path : codebase.workspace().imports().importersOf(model.path())) {
      SemanticModel file = codebase.model(path).orElse(model);
      for (Node node : file.tree().nodes()) {
        if (node instanceof Stmt statement
            && !path.equals(model.path())
            && imports(file, statement)) {
          if (!isOnDemand(file, statement)) {
            return Optional.empty();
          }
          found = found.or(() -> Optional.of(path + ":" + file.tree().fileLine(statement)));
        }
      }
    }
    return found;
  }

  private static boolean isOnDemand(SemanticModel file, Stmt statement) {
    return file.nearestDef(statement).isPresent()
        || file.tree().parent(statement) instanceof Stmt.Try;
  }

  private boolean imports(SemanticModel file, Stmt statement) {
    return switch (statement) {
      case Stmt.ImportFrom from ->
          file.fileOf(from).filter(model.path()::equals).isPresent()
              || from.names().stream()
                  .flatMap(it -> file.bindingOf(it).stream())
                  .flatMap(it -> file.qualifiedNameOf(it).stream())
                  .anyMatch(this::isModule);
      case Stmt.Import all ->
          all.names().stream()
              .flatMap(it -> codebase.workspace().fileFor(file.path(), it.name()).stream())
              .anyMatch(model.path()::equals);
      case Stmt _ -> false;
    };
  }

  private boolean isModule(String name) {
    return codebase.workspace().fileOf(name).filter(model.path()::equals).isPresent();
  }

  /// Ex) `class Bot(discord.Client): async def close(self): ...`
  private Shutdown method() {
    List<FunctionRef> found = codebase.workspace().overriding(methods);
    if (found.size() != 1) {
      return new Shutdown.Nowhere(
          found.isEmpty()
              ? "no application is in sight that could close it at its end"
              : "there are several methods that could close it");
    }
    Optional<SemanticModel> home = codebase.model(found.getFirst().path());
    Optional<Stmt.FunctionDef> def =
        home.flatMap(it -> it.nodeOf(found.getFirst()))
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast)
            .filter(Stmt.FunctionDef::isAsync);
    return def.isPresent() && !(def.get().body().getLast() instanceof Stmt.Return)
        ? new Shutdown.Method(home.get(), def.get())
        : new Shutdown.Nowhere("the method that is called at the end returns before");
  }

  private Shutdown ofApplication(NamedCall found, boolean only) {
    SemanticModel home = codebase.model(found.path()).orElseThrow();
    SyntaxTree tree = home.tree();
    Optional<Expr.Call> call = tree.callAt(found.at());
    Optional<Stmt> creation =
        call.map(tree::parent)
            .filter(it -> it instanceof Stmt.Assign || it instanceof Stmt.AnnAssign)
            .map(Stmt.class::cast);
    Optional<Expr> target = creation.flatMap(ShutdownFinder::target);
    if (call.isEmpty() || target.isEmpty()) {
      return new Shutdown.Nowhere(place(found) + " gives the application no name");
    }
    String name = tree.textOf(target.get());
    String hook = hooks.getOrDefault(found.name(), "");
    if (hook.equals(Shutdown.WRAPPER)) {
      return new Shutdown.Wrapper(home, creation.get(), name);
    }
    return hook.equals(Shutdown.LIFESPAN)
        ? ofLifespan(home, call.get(), creation.get(), only)
        : new Shutdown.Hook(home, creation.get(), name + "." + hook + "(");
  }

  private static Optional<Expr> target(Stmt statement) {
    return switch (statement) {
      case Stmt.Assign(_, List<Expr> targets, _)
          when targets.size() == 1
              && (targets.getFirst() instanceof Expr.Name
                  || targets.getFirst() instanceof Expr.Attribute) ->
          Optional.of(targets.getFirst());
      case Stmt.AnnAssign(_, Expr target, _, _) -> Optional.of(target);
      case Stmt _ -> Optional.empty();
    };
  }

  private Shutdown ofLifespan(SemanticModel home, Expr.Call call, Stmt creation, boolean only) {
    String name = home.tree().textOf(target(creation).orElseThrow());
    Optional<Expr> given =
        call.arguments().stream()
            .filter(it -> it.name().equals(Shutdown.LIFESPAN))
            .map(Node.Argument::value)
            .findFirst()
            .or(() -> assignedLifespan(home.tree(), name));
    if (given.isPresent()) {
      return ofGiven(home, given.get());
    }
    boolean unpacks =
        call.arguments().stream().anyMatch(it -> it.kind() == Node.ArgumentKind.DOUBLE_STAR);
    if (unpacks) {
      return new Shutdown.Nowhere("it cannot be seen which options the application is given");
    }
    boolean events = call.arguments().stream().anyMatch(it -> EVENT_LISTS.contains(it.name()));
    // Starlette 1.0 has no event handlers: they are added where there are others.
    return events || usesEvents(home, name, only)
        ? new Shutdown.Hook(home, creation, name + ".add_event_handler(\"shutdown\", ")
        : new Shutdown.Wrapper(home, creation, name);
  }

  /// Ex) `app.router.lifespan_context = lifespan`
  private static Optional<Expr> assignedLifespan(SyntaxTree tree, String name) {
    return tree.nodes().stream()
        .filter(Stmt.Assign.class::isInstance)
        .map(Stmt.Assign.class::cast)
        .filter(
            it -> tree.textOf(it.targets().getFirst()).equals(name + ".router.lifespan_context"))
        .map(Stmt.Assign::value)
        .filter(it -> !(it instanceof Expr.Call))
        .findFirst();
  }

  private Shutdown ofGiven(SemanticModel home, Expr lifespan) {
    Optional<FunctionRef> function =
        home.targetOf(lifespan)
            .or(
                () ->
                    home.qualifiedName(lifespan)
                        .flatMap(it -> codebase.workspace().functionNamed(it)));
    Optional<SemanticModel> there = function.flatMap(it -> codebase.model(it.path()));
    Optional<Stmt> yield =
        function.flatMap(
            it -> there.flatMap(file -> file.nodeOf(it).flatMap(def -> only(file, def))));
    return yield.isPresent() && there.isPresent()
        ? new Shutdown.Lifespan(there.get(), yield.get())
        : new Shutdown.Nowhere(
            "the application's lifespan is not a function of the project with one yield");
  }

  /// The statement that is the only `yield` of a generator.
  private static Optional<Stmt> only(SemanticModel model, Node function) {
    SyntaxTree tree = model.tree();
    List<Node> yields =
        tree.within(function).stream()
            .filter(it -> it instanceof Expr.Yield || it instanceof Expr.YieldFrom)
            .toList();
    return yields.size() == 1 && tree.parent(yields.getFirst()) instanceof Stmt.ExprStmt statement
        ? Optional.of(statement)
        : Optional.empty();
  }

  /// Ex) `app.add_event_handler("startup", connect)`; of the only application wherever it stands
  private boolean usesEvents(SemanticModel home, String name, boolean only) {
    return codebase.paths().stream()
        .filter(path -> only || path.equals(home.path()))
        .flatMap(path -> codebase.model(path).stream())
        .filter(it -> !it.isTestModule())
        .anyMatch(
            file ->
                file.tree().nodes().stream()
                    .anyMatch(
                        it ->
                            it instanceof Expr.Attribute(_, Expr owner, String member)
                                && EVENTS.contains(member)
                                && (only || file.tree().textOf(owner).equals(name))));
  }
}
