package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;

/// What a tree starts its program with, where more than one call shows it.
final class ProgramStarts {
  private static final String RUNNER = "asyncio.Runner";

  private final FileRefs file;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Set<String> owners;

  /// `owners` are the names of what runs a coroutine to its end, such as `asyncio.run`.
  ProgramStarts(FileRefs file, Set<String> owners) {
    this.file = file;
    this.tree = file.tree();
    this.scopes = file.refs().scopes();
    this.owners = owners;
  }

  /// The name of what starts the program with the coroutine that a call gives, or "".
  String with(Expr call) {
    return switch (tree.parent(call)) {
      case Node.Argument argument -> taking(argument);
      // Ex) coro = main(); asyncio.run(coro)
      case Stmt.Assign assign
          when assign.targets().size() == 1 && assign.targets().getFirst() instanceof Expr.Name ->
          onlyRead((Expr.Name) assign.targets().getFirst())
              .map(tree::parent)
              .filter(Node.Argument.class::isInstance)
              .map(it -> taking((Node.Argument) it))
              .orElse("");
      case Node _ -> "";
    };
  }

  /// The only place that reads a name which one statement binds.
  private Optional<Node> onlyRead(Expr.Name name) {
    return scopes
        .bindingOf(name)
        .filter(it -> it.stores().size() == 1 && it.reads().size() == 1 && !it.declaredElsewhere())
        .map(it -> it.reads().getFirst());
  }

  private String taking(Node.Argument argument) {
    if (!(tree.parent(argument) instanceof Expr.Call taker)
        || taker.arguments().getFirst().id() != argument.id()) {
      return "";
    }
    String name = file.targets().names().of(file.view(), file.ref(taker.callee()));
    if (owners.contains(name)) {
      return name;
    }
    return taker.callee() instanceof Expr.Attribute method
            && method.name().equals("run")
            && runsOnce(method.value())
        ? RUNNER
        : "";
  }

  /// Whether an expression is a runner that nothing else is run by: what is left then is never gone
  /// on with. Ex) `asyncio.Runner()`, `runner` of `with asyncio.Runner() as runner:`
  private boolean runsOnce(Expr runner) {
    if (runner instanceof Expr.Call made) {
      return file.targets().names().of(file.view(), file.ref(made.callee())).equals(RUNNER);
    }
    if (!(runner instanceof Expr.Name name)
        || !file.targets().typeOf(file.view(), file.ref(name)).equals(RUNNER)
        || onlyRead(name).isEmpty()) {
      return false;
    }
    Node at = tree.parent(name);
    while (!(at instanceof Stmt.With)) {
      boolean again = at instanceof Stmt.For || at instanceof Stmt.While;
      if (again || at.id() == 0 || at instanceof Stmt.FunctionDef) {
        return false;
      }
      at = tree.parent(at);
    }
    return true;
  }
}
