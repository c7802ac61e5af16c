package dev.loopmend.conversion;

import dev.loopmend.edit.Request;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Occurrence;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.rewrite.Forwarding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The statement by which the plain function that stays runs the coroutine function beside it, on
/// the loop that its plain callers used before.
final class Fronts {
  private static final String CURRENT = "asyncio.get_event_loop";
  private static final String LEFT_OPEN =
      "the loop that it left open for its plain callers is closed now";
  private static final Set<String> NEW = Set.of("asyncio.new_event_loop", "uvloop.new_event_loop");

  private final Members members;

  Fronts(Members members) {
    this.members = members;
  }

  /// What the plain function does.
  sealed interface Front {
    /// `unsure` says what could be noticed, as a clause.
    record Call(String statement, List<Request> requests, Optional<String> unsure)
        implements Front {}

    /// There is no such statement; `why` is a clause.
    record Impossible(String why) implements Front {}
  }

  Front of(Member member, String twin) {
    String call = call(member, twin);
    Optional<String> unsure = unsure(member);
    return switch (runner(member.function())) {
      case Runner.Own() -> spelled(member, "asyncio.run", "(" + call + ")", unsure);
      case Runner.Current() ->
          spelled(member, "asyncio.get_event_loop", "().run_until_complete(" + call + ")", unsure);
      case Runner.Named(String text, _) ->
          front(member, text + ".run_until_complete(" + call + ")", List.of(), unsure);
      case Runner.Unclear(String why) -> new Front.Impossible(why);
    };
  }

  private static Front spelled(Member member, String name, String rest, Optional<String> unsure) {
    SemanticModel model = member.model();
    return switch (SpelledName.of(model, name, member.def())) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          checked(member, text, rest, imports, unsure);
      case Made.Refused(String why) -> new Front.Impossible(why);
    };
  }

  private static Front checked(
      Member member,
      String spelling,
      String rest,
      List<Request> requests,
      Optional<String> unsure) {
    String root =
        spelling.indexOf('.') < 0 ? spelling : spelling.substring(0, spelling.indexOf('.'));
    boolean shadowed =
        member.def().parameters().all().stream().anyMatch(it -> it.name().equals(root));
    return shadowed
        ? new Front.Impossible("a parameter is called " + root)
        : front(member, spelling + rest, requests, unsure);
  }

  private static Front front(
      Member member, String run, List<Request> requests, Optional<String> unsure) {
    return new Front.Call((givesValue(member) ? "return " : "") + run, requests, unsure);
  }

  private static boolean givesValue(Member member) {
    SyntaxTree tree = member.model().tree();
    for (int id = member.def().id() + 1; id <= tree.lastDescendant(member.def()); id++) {
      if (tree.node(id) instanceof Stmt.Return value
          && value.value().isPresent()
          && member
              .model()
              .functionOf(value)
              .filter(it -> it.id() == member.def().id())
              .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// Ex) `self.load_async(key, limit=limit)`, `Store.load_async(key)` of a static method
  private static String call(Member member, String twin) {
    Stmt.FunctionDef def = member.def();
    Node parent = member.model().tree().parent(def);
    if (!(parent instanceof Stmt.ClassDef type)) {
      return twin + "(" + Forwarding.arguments(def, 0) + ")";
    }
    boolean isStatic = Obstacles.isStatic(member.model(), def);
    String owner = isStatic ? className(member, type) : def.parameters().all().getFirst().name();
    return owner + "." + twin + "(" + Forwarding.arguments(def, isStatic ? 0 : 1) + ")";
  }

  /// The class as code in one of its methods names it: nested classes by their outer ones.
  private static String className(Member member, Stmt.ClassDef type) {
    Node outer = member.model().tree().parent(type);
    return outer instanceof Stmt.ClassDef around
        ? className(member, around) + "." + type.name()
        : type.name();
  }

  /// What runs the loop for the plain callers of a function: that of its own occurrences, and that
  /// of the members which it calls.
  Runner runner(FunctionRef function) {
    return runner(function, new LinkedHashSet<>());
  }

  private Runner runner(FunctionRef function, Set<FunctionRef> seen) {
    Optional<Runner> runner = Optional.empty();
    seen.add(function);
    for (Occurrence one : members.occurrencesIn(function)) {
      Runner own = Runners.of(one, function);
      runner = Optional.of(runner.map(it -> Runners.joined(it, own)).orElse(own));
    }
    for (Member callee : members.all()) {
      for (Reference reference : callee.references()) {
        boolean called =
            reference instanceof Reference.Awaited(FunctionRef by, _) && by.equals(function);
        if (!called || seen.contains(callee.function())) {
          continue;
        }
        boolean throughSelf =
            reference instanceof Reference.Awaited(_, Expr.Call call)
                && call.callee() instanceof Expr.Attribute(_, Expr.Name receiver, _)
                && receiver.text().equals("self");
        Runner below =
            Runners.seenFrom(
                runner(callee.function(), new LinkedHashSet<>(seen)), function, throughSelf);
        runner = Optional.of(runner.map(it -> Runners.joined(it, below)).orElse(below));
      }
    }
    return runner.orElseGet(Runner.Own::new);
  }

  /// Ex) `asyncio.run` leaves no loop behind that plain code could ask for.
  private Optional<String> askedFor() {
    for (String path : members.codebase().paths()) {
      Optional<SemanticModel> model =
          members.sites().model(path).filter(it -> it.tree().text().contains("get_event_loop"));
      for (Node node : model.map(it -> it.tree().nodes()).orElse(List.of())) {
        if (node instanceof Expr.Call call
            && model.get().qualifiedName(call.callee()).equals(Optional.of(CURRENT))
            && model.get().nearestDef(call).filter(Stmt.FunctionDef::isAsync).isEmpty()) {
          return Optional.of(
              "plain code asks for the current loop, and asyncio.run leaves none: "
                  + members.sites().place(path, model.get().tree().span(call)));
        }
      }
    }
    return Optional.empty();
  }

  /// What plain callers could notice of the loop itself.
  private Optional<String> unsure(Member member) {
    for (Occurrence one : members.occurrencesIn(member.function())) {
      SemanticModel model = one.site().model();
      if (one.site().root() instanceof Expr.Call inline
          && LoopOwner.of(model, inline) instanceof LoopOwner.Inline(String maker)
          && NEW.contains(maker)) {
        return Optional.of(LEFT_OPEN);
      }
      if (one.site().root() instanceof Expr.Call call
          && LoopOwner.of(model, call) instanceof LoopOwner.Variable variable) {
        boolean closed = Boilerplate.isClosed(model, variable);
        boolean own = NEW.contains(variable.maker());
        if (own && !closed) {
          return Optional.of(LEFT_OPEN);
        }
        Optional<String> asked = own ? askedFor() : Optional.empty();
        if (asked.isPresent()) {
          return asked;
        }
        if (!own && closed && !variable.maker().equals("asyncio.Runner")) {
          return Optional.of("the loop that it closed for its plain callers stays open now");
        }
      }
    }
    return Optional.empty();
  }
}
