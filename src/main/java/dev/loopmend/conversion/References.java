package dev.loopmend.conversion;

import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.LoopContext;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.text.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sorts the uses of a function that has to become a coroutine function (recipes' section 1.3, H).
final class References {
  private final Site site;
  private final CallSites sites;
  private final AwaitedCalls awaitedCalls;

  References(Site site, CallSites sites) {
    this.site = site;
    this.sites = sites;
    this.awaitedCalls = new AwaitedCalls();
  }

  List<Reference> of(FunctionRef function) {
    List<Reference> found = new ArrayList<>();
    for (FunctionUse use : sites.usesOf(function)) {
      found.add(of(use));
    }
    for (String path : site.codebase().paths()) {
      if (Formats.isNotebook(path) && isMentioned(path, function)) {
        found.add(new Reference.Obstacle("a magic of " + path + " names it or its file"));
      }
    }
    return List.copyOf(found);
  }

  /// Ex) `%lprun -f load load()`, which is no Python that could be changed with the function, or
  /// `%run prices.py`, behind which the names of that file need no import
  private boolean isMentioned(String path, FunctionRef function) {
    String name = Dotted.last(function.name());
    String file = function.path().substring(function.path().lastIndexOf('/') + 1);
    return sites
        .model(path)
        .map(it -> it.tree().origin())
        .filter(it -> it.mentions(name) || it.mentions(file))
        .isPresent();
  }

  private Reference of(FunctionUse use) {
    String place = sites.place(use.path(), use.at());
    return switch (use.kind()) {
      case CALL -> ofCall(use, place);
      case PROPERTY_READ -> new Reference.Obstacle("it is a property, read in " + place);
      case PROPERTY_SET -> new Reference.Obstacle("it is a property, set in " + place);
      case CONSTRUCTION -> new Reference.Obstacle("it is a constructor, run in " + place);
      case ENTERED -> new Reference.Obstacle("a `with` statement runs it in " + place);
      case POSSIBLE_CALL -> new Reference.Plain("the call in " + place + " may mean it");
      case ON_LOOP -> new Reference.Obstacle("the event loop calls it as a callback, " + place);
      case IN_THREAD -> new Reference.Plain("another thread runs it, " + place);
      case ON_THE_SPOT ->
          sites.isOnLoop(use.by())
              ? new Reference.Obstacle("it is a callback of a plain function in " + place)
              : new Reference.Plain("it is a callback of a plain function in " + place);
      case REGISTERED -> ofRegistration(use, place);
      case DECORATES -> new Reference.Obstacle("it is a decorator in " + place);
      case EXPORT -> new Reference.Plain("it is public, " + place);
      case STRING -> new Reference.Lost(use.why() + " in " + place);
      case ESCAPE -> new Reference.Lost("it is used as a value in " + place);
    };
  }

  /// A framework that runs plain functions on the loop takes coroutine functions as well.
  private static Reference ofRegistration(FunctionUse use, String place) {
    return use.why().endsWith("on the event loop")
        ? new Reference.Either()
        : new Reference.Plain(use.why() + ", " + place);
  }

  private Reference ofCall(FunctionUse use, String place) {
    Optional<Expr.Call> call = sites.call(use);
    Optional<SemanticModel> model = sites.model(use.path());
    if (call.isEmpty() || model.isEmpty()) {
      return new Reference.Obstacle("the call in " + place + " cannot be read");
    }
    if (sites.isGuarded(use)) {
      return new Reference.Plain("the call in " + place + " is made where no loop runs");
    }
    Optional<Node> by = sites.node(use.by());
    boolean isCoroutine =
        by.filter(it -> it instanceof Stmt.FunctionDef d && d.isAsync()).isPresent();
    if (isCoroutine) {
      return switch (sites.contextOf(use.by())) {
        case LoopContext.OffLoop(String why, _) -> new Reference.Plain(place + ": " + why);
        case LoopContext.Unknown unknown ->
            new Reference.Obstacle("the call in " + place + " may run elsewhere: " + unknown.why());
        case LoopContext.OnLoop _, LoopContext.Both _ ->
            awaited(use, model.get(), call.get(), place);
      };
    }
    if (!sites.isOnLoop(use.by())) {
      return new Reference.Plain("plain code calls it in " + place);
    }
    return awaited(use, model.get(), call.get(), place);
  }

  private Reference awaited(FunctionUse use, SemanticModel model, Expr.Call call, String place) {
    if (site.codebase().isDeclined(site.recipe(), model, call)) {
      return new Reference.Obstacle("the authors declined a change of the call in " + place);
    }
    return switch (model.mayAwaitOnceAsync(call, site.target().minor())) {
      case Answer.Yes _ ->
          awaitedCalls
              .obstacle(model, call)
              .<Reference>map(why -> new Reference.Obstacle("the call in " + place + " " + why))
              .orElseGet(() -> new Reference.Awaited(use.by(), call));
      case Answer.No(String why) ->
          new Reference.Obstacle("the call in " + place + " cannot be awaited: " + why);
      case Answer.Unknown(String why) ->
          new Reference.Obstacle("the call in " + place + " cannot be awaited: " + why);
    };
  }
}
