package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.name;
import static dev.loopmend.operation.Arguments.none;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.Handling;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Conditions about who meets an exception that is raised at a match.
final class HandlerConditions {
  private static final Set<String> SUPPRESSORS = Set.of("contextlib.suppress");
  private static final Set<String> EXPECTATIONS = Set.of("pytest.raises");
  private static final Set<String> EXPECTING_METHODS =
      Set.of("assertRaises", "assertRaisesRegex", "raises");
  private static final Set<String> EXPECTING_WARNINGS =
      Set.of("assertWarns", "assertWarnsRegex", "warns");
  private static final Set<String> BASES = Set.of("builtins.Exception", "builtins.BaseException");

  private HandlerConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // `handles RuntimeError`: a `try` of the same function names the exception itself round the
    // match.
    words.put("handles", name(HandlerConditions::handles));
    // `coroutines-handle KeyboardInterrupt`: the coroutine function of the match, or one that calls
    // it, names the exception in a `try`, or in a `suppress`, round it.
    words.put(
        "coroutines-handle",
        name(
            exception ->
                FarCondition.words(
                    site -> coroutinesHandle(site, canonical(exception)),
                    Set.of(Set.of(Dotted.last(exception))))));
    // `handles-and-retries asyncio`: a handler of `Exception` or `BaseException` round the match
    // calls something of that module, or again what is called within the match.
    words.put("handles-and-retries", name(HandlerConditions::handlesAndRetries));
    // `expects RuntimeError`: the match stands in a block that wants the exception, or warning, as
    // tests write it, or in a function that is called in one.
    words.put("expects", name(HandlerConditions::expects));
    // The match stands in a block that wants any exception.
    words.put("expects-an-error", none(HandlerConditions::expectsAnError));
    // `suppresses RuntimeError`: the match stands in a block that swallows the exception.
    words.put("suppresses", name(HandlerConditions::suppresses));
  }

  /// Whether a `try` of the same function names the exception itself.
  static Answer handles(Site site, String exception) {
    String wanted = canonical(exception);
    List<String> types =
        site.model().handlersAround(site.root()).stream()
            .flatMap(handling -> handling.types().stream())
            .toList();
    if (!types.contains(wanted) && types.contains(Handling.UNKNOWN)) {
      return new Answer.Unknown("a handler round it takes something that is not visible");
    }
    return answer(types.contains(wanted), "", "no handler round it names " + exception);
  }

  private static Answer coroutinesHandle(Site site, String exception) {
    return answer(
        isHandled(site, site.model(), site.root(), exception, new HashSet<>()),
        "",
        "no coroutine function round it names " + exception);
  }

  /// Whether an exception that comes up at a place is named on its way to the event loop, as far as
  /// it leads through the file of the match and those that have a word for the exception. Others
  /// are not followed: all that have a function of such a name would have to be read.
  private static boolean isHandled(
      Site site, SemanticModel model, Node at, String exception, Set<FunctionRef> seen) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(at).filter(Stmt.FunctionDef::isAsync);
    // What starts the loop meets it as before.
    if (def.isEmpty()) {
      return false;
    }
    boolean here =
        model.handlersAround(at).stream().anyMatch(it -> it.types().contains(exception))
            || model.withContextsAround(at).stream()
                .anyMatch(it -> isSuppressed(model, it, exception));
    if (here || !seen.add(model.refOf(def.get()))) {
      return here;
    }
    for (FunctionUse use : model.workspace().usesOf(model.refOf(def.get()))) {
      Optional<SemanticModel> other =
          site.codebase()
              .model(use.path())
              .filter(
                  it ->
                      use.path().equals(site.path())
                          || it.tree().holdsWord(Dotted.last(exception)));
      Optional<Expr.Call> call = other.flatMap(it -> it.tree().callAt(use.at()));
      if (call.isPresent() && isHandled(site, other.get(), call.get(), exception, seen)) {
        return true;
      }
    }
    return false;
  }

  /// Ex) `with suppress(KeyboardInterrupt):`
  private static boolean isSuppressed(SemanticModel model, Expr context, String exception) {
    return context instanceof Expr.Call(_, Expr callee, var arguments)
        && SUPPRESSORS.contains(model.qualifiedName(callee).orElse(""))
        && arguments.stream()
            .anyMatch(it -> model.qualifiedName(it.value()).filter(exception::equals).isPresent());
  }

  /// Whether a handler for everything round the match touches the event loop, or calls again what
  /// is called at the match.
  static Answer handlesAndRetries(Site site, String module) {
    SemanticModel model = site.model();
    for (Handling handling : model.handlersAround(site.root())) {
      if (handling.types().stream().noneMatch(BASES::contains)) {
        continue;
      }
      for (Node node : model.tree().within(handling.handler())) {
        if (node instanceof Expr.Call(_, Expr callee, _)
            && (startsWith(model, callee, module + ".") || isCalledAt(site, callee))) {
          return new Answer.Yes("the handler tries again");
        }
      }
    }
    return new Answer.No("no handler tries again");
  }

  private static boolean startsWith(SemanticModel model, Expr callee, String prefix) {
    return model.qualifiedName(callee).filter(name -> name.startsWith(prefix)).isPresent();
  }

  /// Ex) `try: asyncio.run(f()) except Exception: f2(f())`
  private static boolean isCalledAt(Site site, Expr callee) {
    SyntaxTree tree = site.model().tree();
    String text = tree.textOf(callee);
    return tree.within(site.root()).stream()
        .anyMatch(
            node ->
                node instanceof Expr.Call(_, Expr own, _)
                    && node.id() != site.root().id()
                    && tree.textOf(own).equals(text));
  }

  /// Whether the match stands in a block that wants the exception, as tests write it, or in a
  /// function that is called in such a block.
  static Answer expects(Site site, String exception) {
    SemanticModel model = site.model();
    Set<Integer> seen = new HashSet<>();
    Deque<Node> places = new ArrayDeque<>(List.of(site.root()));
    while (!places.isEmpty()) {
      Node place = places.remove();
      if (isExpectedAt(model, place, exception)) {
        return new Answer.Yes("");
      }
      Optional<Stmt.FunctionDef> def = model.nearestDef(place);
      if (def.isPresent() && seen.add(def.get().id())) {
        places.addAll(model.callsOf(def.get()));
      }
    }
    return new Answer.No("no block round it expects " + exception);
  }

  /// Ex) `with pytest.raises(RuntimeError): asyncio.run(main())`, or
  /// `self.assertRaises(RuntimeError, asyncio.run, main())`
  private static boolean isExpectedAt(SemanticModel model, Node place, String exception) {
    for (Expr context : model.withContextsAround(place)) {
      if (expects(model, context, exception)) {
        return true;
      }
    }
    SyntaxTree tree = model.tree();
    for (Node at = tree.parent(place); !(at instanceof Stmt); at = tree.parent(at)) {
      if (at instanceof Expr call && expects(model, call, exception)) {
        return true;
      }
    }
    return false;
  }

  private static boolean expects(SemanticModel model, Expr context, String exception) {
    return (isExpectation(model, context) || isWarningExpected(context))
        && context instanceof Expr.Call(_, _, var arguments)
        && arguments.stream().anyMatch(arg -> covers(model, arg.value(), exception));
  }

  private static boolean isExpectation(SemanticModel model, Expr context) {
    return context instanceof Expr.Call(_, Expr callee, _)
        && (EXPECTATIONS.contains(model.qualifiedName(callee).orElse(""))
            || (callee instanceof Expr.Attribute(_, _, String method)
                && EXPECTING_METHODS.contains(method)));
  }

  /// Ex) `with self.assertWarns(DeprecationWarning): thread.isDaemon()`
  private static boolean isWarningExpected(Expr context) {
    return context instanceof Expr.Call(_, Expr.Attribute(_, _, String method), _)
        && EXPECTING_WARNINGS.contains(method);
  }

  /// Ex) `with self.assertRaises(TypeError): asyncio.ensure_future("ok")`: the call is to fail
  private static Answer expectsAnError(Site site) {
    boolean found =
        site.model().withContextsAround(site.root()).stream()
            .anyMatch(context -> isExpectation(site.model(), context));
    return answer(found, "", "no block round it expects an error");
  }

  /// Whether the match stands in a block that swallows the exception.
  static Answer suppresses(Site site, String exception) {
    SemanticModel model = site.model();
    for (Expr context : model.withContextsAround(site.root())) {
      if (context instanceof Expr.Call(_, Expr callee, var arguments)
          && SUPPRESSORS.contains(model.qualifiedName(callee).orElse(""))
          && arguments.stream().anyMatch(arg -> covers(model, arg.value(), exception))) {
        return new Answer.Yes("");
      }
    }
    return new Answer.No("no block round it suppresses " + exception);
  }

  /// Ex) `RuntimeError`, or a base class of it, alone or in a tuple
  private static boolean covers(SemanticModel model, Expr given, String exception) {
    if (given instanceof Expr.TupleExpr(_, List<Expr> elements)) {
      return elements.stream().anyMatch(one -> covers(model, one, exception));
    }
    String name = model.qualifiedName(given).orElse("");
    return name.equals(canonical(exception)) || BASES.contains(name);
  }

  private static String canonical(String name) {
    return name.contains(".") ? name : "builtins." + name;
  }
}
