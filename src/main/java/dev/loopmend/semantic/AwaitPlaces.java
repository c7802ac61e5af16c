package dev.loopmend.semantic;

import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Optional;

/// Whether `await` may be written in the place of an expression (recipes' section 0.4). Goes up
/// from the expression; each parent decides, or hands the question on.
final class AwaitPlaces {
  private static final int NESTED_COMPREHENSIONS = 11;
  private static final int ANY_DECORATOR = 9;

  private final SyntaxTree tree;

  AwaitPlaces(SyntaxTree tree) {
    this.tree = tree;
  }

  /// The answer for Python 3.`minor`.
  Answer mayAwait(Node at, int minor) {
    return mayAwait(at, minor, false);
  }

  /// The answer for Python 3.`minor` once the function round the place is a coroutine function.
  Answer mayAwaitOnceAsync(Expr at, int minor) {
    return mayAwait(at, minor, true);
  }

  private Answer mayAwait(Node at, int minor, boolean onceAsync) {
    Node child = at;
    int comprehensions = 0;
    while (true) {
      Node parent = tree.parent(child);
      Optional<Expr> firstIterable = Comprehensions.firstIterable(parent);
      boolean runsInside = firstIterable.map(it -> !tree.contains(it, at)).orElse(false);
      if (runsInside) {
        comprehensions++;
        if (parent instanceof Expr.GeneratorExp) {
          return new Answer.No("an await makes a generator expression asynchronous");
        }
        if (comprehensions > 1 && minor < NESTED_COMPREHENSIONS) {
          return new Answer.No(
              "before Python 3.11 a comprehension inside another one allows no await");
        }
      }
      Optional<Answer> answer = decide(parent, child, at, minor, onceAsync);
      if (answer.isPresent()) {
        return answer.get();
      }
      child = parent;
    }
  }

  private Optional<Answer> decide(Node parent, Node child, Node at, int minor, boolean onceAsync) {
    return switch (parent) {
      case Module _ -> Optional.of(atTop(at));
      case Stmt.FunctionDef def -> inDefinition(def, child, at, minor, onceAsync);
      case Stmt.ClassDef type -> inClass(type, child, at, minor);
      case Expr.Lambda lambda when child.id() == lambda.body().id() ->
          no("a lambda allows no await");
      case Node.Parameter parameter when isAnnotation(parameter, child) -> never();
      case Stmt.AnnAssign assign when child.id() == assign.annotation().id() -> never();
      case Stmt.TypeAlias _, Node.TypeParameter _ -> never();
      case CasePattern _ -> no("a pattern allows no await");
      default -> Optional.empty();
    };
  }

  private Answer atTop(Node at) {
    if (!tree.origin().isNotebook()) {
      return new Answer.No("the top level of a module allows no await");
    }
    return tree.origin()
        .runner(tree.span(at).start())
        .<Answer>map(it -> new Answer.No(it + " runs the code in a way that allows no await"))
        .orElseGet(() -> new Answer.Yes("a cell of a notebook may await"));
  }

  private Optional<Answer> inDefinition(
      Stmt.FunctionDef def, Node child, Node at, int minor, boolean onceAsync) {
    return switch (child) {
      case Stmt _ ->
          def.isAsync() || onceAsync
              ? Optional.of(new Answer.Yes(def.name() + " is a coroutine function"))
              : no(def.name() + " is a plain function");
      // Ex) -> Result
      case Expr _ -> never();
      case Node.Decorator decorator -> inDecorator(decorator, at, minor);
      default -> Optional.empty();
    };
  }

  private Optional<Answer> inClass(Stmt.ClassDef type, Node child, Node at, int minor) {
    return switch (child) {
      case Stmt _ -> no("a class body allows no await");
      case Node.Argument _ when !type.typeParameters().isEmpty() ->
          no("the bases of a generic class allow no await");
      case Node.Decorator decorator -> inDecorator(decorator, at, minor);
      default -> Optional.empty();
    };
  }

  /// Ex) @asyncio.run(make()) could only become `@await make()` since PEP 614
  private Optional<Answer> inDecorator(Node.Decorator decorator, Node at, int minor) {
    if (minor >= ANY_DECORATOR) {
      return Optional.empty();
    }
    Expr spine = decorator.expression();
    while (true) {
      if (spine.id() == at.id()) {
        return no("before Python 3.9 a decorator may not be an await");
      }
      switch (spine) {
        case Expr.Call call -> spine = call.callee();
        case Expr.Attribute attribute -> spine = attribute.value();
        case Expr _ -> {
          return Optional.empty();
        }
      }
    }
  }

  private static boolean isAnnotation(Node.Parameter parameter, Node child) {
    return parameter.annotation().map(it -> it.id() == child.id()).orElse(false);
  }

  private static Optional<Answer> never() {
    return no("an annotation is never evaluated");
  }

  private static Optional<Answer> no(String why) {
    return Optional.of(new Answer.No(why));
  }
}
