package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.name;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Conditions about who meets an exception that is raised at a match.
final class HandlerConditions {
  private static final Set<String> SUPPRESSORS = Set.of("contextlib.suppress");
  private static final Set<String> EXPECTATIONS = Set.of("pytest.raises");
  private static final Set<String> EXPECTING_METHODS = Set.of("assertRaises", "assertRaisesRegex");
  private static final Set<String> BASES = Set.of("builtins.Exception", "builtins.BaseException");

  private HandlerConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    words.put("handles", name(HandlerConditions::handles));
    words.put("handles-and-retries", name(HandlerConditions::handlesAndRetries));
    words.put("expects", name(HandlerConditions::expects));
    words.put("suppresses", name(HandlerConditions::suppresses));
  }

  /// Whether a `try` of the same function names the exception itself.
  static Answer handles(Site site, String exception) {
    String wanted = canonical(exception);
    boolean found =
        site.model().handlersAround(site.root()).stream()
            .anyMatch(handling -> handling.types().contains(wanted));
    return answer(found, "", "no handler round it names " + exception);
  }

  /// Whether a handler for everything round the match touches the event loop, or calls again what
  /// is called at the match.
  static Answer handlesAndRetries(Site site, String module) {
    SemanticModel model = site.model();
    for (SemanticModel.Handling handling : model.handlersAround(site.root())) {
      if (handling.types().stream().noneMatch(BASES::contains)) {
        continue;
      }
      for (Node node : below(model.tree(), handling.handler())) {
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
    return below(tree, site.root()).stream()
        .anyMatch(
            node ->
                node instanceof Expr.Call(_, Expr own, _)
                    && node.id() != site.root().id()
                    && tree.textOf(own).equals(text));
  }

  /// Whether the match stands in a block that wants the exception, as tests write it.
  static Answer expects(Site site, String exception) {
    return inBlockOf(site, exception, "expects");
  }

  /// Whether the match stands in a block that swallows the exception.
  static Answer suppresses(Site site, String exception) {
    return inBlockOf(site, exception, "suppresses");
  }

  private static Answer inBlockOf(Site site, String exception, String what) {
    SemanticModel model = site.model();
    boolean expectation = what.equals("expects");
    for (Expr context : model.withContextsAround(site.root())) {
      if (!(context instanceof Expr.Call(_, Expr callee, var arguments))) {
        continue;
      }
      String name = model.qualifiedName(callee).orElse("");
      boolean fits =
          expectation
              ? EXPECTATIONS.contains(name)
                  || (callee instanceof Expr.Attribute(_, _, String method)
                      && EXPECTING_METHODS.contains(method))
              : SUPPRESSORS.contains(name);
      if (fits && arguments.stream().anyMatch(arg -> covers(model, arg.value(), exception))) {
        return new Answer.Yes("");
      }
    }
    return new Answer.No("no block round it " + what + " " + exception);
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

  private static List<Node> below(SyntaxTree tree, Node node) {
    return tree.nodes().subList(node.id(), tree.lastDescendant(node) + 1);
  }
}
