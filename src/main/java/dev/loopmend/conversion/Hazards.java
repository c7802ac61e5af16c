package dev.loopmend.conversion;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.ReachingCall;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the plain callers of a function could notice when its statements run inside a loop.
final class Hazards {
  private static final String CONTEXT_VARIABLE = "contextvars.ContextVar";

  /// Their answer is another one inside a loop.
  private static final Set<String> QUESTIONS =
      Set.of(
          "asyncio.get_running_loop",
          "asyncio._get_running_loop",
          "asyncio.AbstractEventLoop.is_running",
          "sniffio.current_async_library");

  private static final String CURRENT = "asyncio.get_event_loop";

  /// They raise inside a loop, and are not what the recipe mends.
  private static final Set<String> OTHER_STARTS =
      Set.of(
          "asyncio.AbstractEventLoop.run_forever",
          "aiohttp.web.run_app",
          "anyio.run",
          "trio.run",
          "uvicorn.run",
          "uvicorn.Server.run");

  private static final Set<String> STARTS =
      Set.of("asyncio.run", "asyncio.Runner.run", "asyncio.AbstractEventLoop.run_until_complete");

  private final Members members;
  private final Member front;
  private final Set<String> questions;

  /// `runner` runs the loop for the plain callers of the front.
  Hazards(Members members, Member front, Runner runner) {
    this.members = members;
    this.front = front;
    this.questions = runner instanceof Runner.Own ? with(QUESTIONS, Set.of(CURRENT)) : QUESTIONS;
  }

  private static Set<String> with(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /// The first statement that may work otherwise, in the function or in one that it calls and that
  /// is converted with it, as a clause.
  Optional<String> first() {
    Set<FunctionRef> seen = new LinkedHashSet<>();
    Deque<Member> open = new ArrayDeque<>(List.of(front));
    while (!open.isEmpty()) {
      Member next = open.remove();
      if (seen.add(next.function())) {
        Optional<String> hazard = in(next);
        if (hazard.isPresent()) {
          return hazard;
        }
        members.all().stream().filter(it -> !callsOf(next, it).isEmpty()).forEach(open::add);
      }
    }
    return Optional.empty();
  }

  private Optional<String> in(Member member) {
    List<Span> awaited =
        members.all().stream().flatMap(it -> callsOf(member, it).stream()).toList();
    Predicate<ReachingCall> stays = it -> !awaited.contains(it.at());
    return ofStatements(member)
        .or(() -> of(member, questions, stays, "asks for a running loop"))
        .or(() -> of(member, OTHER_STARTS, stays, "starts a loop"))
        .or(() -> of(member, STARTS, stays.and(it -> !it.sure()), "starts a loop"));
  }

  /// Where `callee` is awaited in a function.
  private static List<Span> callsOf(Member by, Member callee) {
    return callee.references().stream()
        .filter(Reference.Awaited.class::isInstance)
        .map(Reference.Awaited.class::cast)
        .filter(it -> it.by().equals(by.function()))
        .map(it -> by.model().tree().span(it.call()))
        .toList();
  }

  /// Ex) `in_loop()`, which asks; `agent.execute(task)`, of which only the name is known
  private Optional<String> of(
      Member member, Set<String> names, Predicate<ReachingCall> counts, String what) {
    return members.codebase().workspace().callsReaching(member.function(), names).stream()
        .filter(counts)
        .findFirst()
        .map(it -> clause(member, it.at(), text(it) + " " + what));
  }

  private static String text(ReachingCall call) {
    String chain = call.chain().text();
    return call.sure() ? chain : "it may call " + chain + ", which";
  }

  /// What stands in an occurrence runs inside a loop already.
  private Optional<String> ofStatements(Member member) {
    SemanticModel model = member.model();
    SyntaxTree tree = model.tree();
    Stmt.FunctionDef def = member.def();
    List<Span> inside =
        members.occurrencesIn(member.function()).stream()
            .map(it -> tree.span(it.site().root()))
            .toList();
    for (int id = def.id() + 1; id <= tree.lastDescendant(def); id++) {
      if (tree.node(id) instanceof Expr.Call call
          && inside.stream().noneMatch(it -> it.contains(tree.span(call)))
          && model.functionOf(call).filter(it -> it.id() == def.id()).isPresent()) {
        Optional<String> hazard = ofCall(model, def, call);
        if (hazard.isPresent()) {
          return Optional.of(clause(member, tree.span(call), hazard.get()));
        }
      }
    }
    return Optional.empty();
  }

  private String clause(Member member, Span at, String hazard) {
    boolean same = member.function().equals(front.function());
    String place =
        same
            ? "line " + member.model().tree().origin().line(at.start())
            : members.sites().place(member.function().path(), at);
    return "for plain callers of '"
        + front.def().name()
        + "' "
        + place
        + " now runs inside a loop: "
        + hazard;
  }

  private static Optional<String> ofCall(
      SemanticModel model, Stmt.FunctionDef def, Expr.Call call) {
    return switch (call.callee()) {
      // Ex) def load(key, on_error): ... on_error(key)
      case Expr.Name name when isParameter(model, name, def) ->
          Optional.of("it calls the parameter " + name.text());
      case Expr.Attribute(_, Expr receiver, String method)
          when method.equals("set")
              && model.typeOf(receiver).equals(Optional.of(CONTEXT_VARIABLE)) ->
          Optional.of("what it sets of a context variable they do not see");
      // Ex) self.on_error(key)
      case Expr.Attribute attribute when isStored(model, attribute) ->
          Optional.of("it calls what is kept in " + model.tree().textOf(attribute));
      case Expr _ -> Optional.empty();
    };
  }

  private static boolean isParameter(SemanticModel model, Expr.Name name, Stmt.FunctionDef def) {
    Optional<Binding> binding = model.bindingOf(name);
    return binding
        .filter(it -> it.stores().getFirst() instanceof Node.Parameter)
        .filter(it -> it.scope().node().id() == def.id())
        .isPresent();
  }

  /// Whether the file assigns the attribute anywhere.
  private static boolean isStored(SemanticModel model, Expr.Attribute attribute) {
    SyntaxTree tree = model.tree();
    if (!(attribute.value() instanceof Expr.Name) || model.definitionOf(attribute).isPresent()) {
      return false;
    }
    return tree.nodes().stream()
        .anyMatch(
            node ->
                node instanceof Expr.Attribute other
                    && other.name().equals(attribute.name())
                    && (tree.parent(other) instanceof Stmt.AnnAssign
                        || (tree.parent(other) instanceof Stmt.Assign assign
                            && assign.targets().stream().anyMatch(it -> it.id() == other.id()))));
  }
}
