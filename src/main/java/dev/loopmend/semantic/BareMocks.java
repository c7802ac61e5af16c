package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which patches put a mock into the place of what they replace that is left as it is made: it
/// takes any call, and gives another mock (library documentation of `unittest.mock`).
final class BareMocks {
  /// What does not count the calls of what the mock gives, as `assert_has_calls` does.
  private static final Pattern LOOKING =
      Pattern.compile("assert_called\\w*|assert_not_called|assert_any_call|call(ed|_\\w+)");

  private final SyntaxTree tree;
  private final Scopes scopes;

  BareMocks(SyntaxTree tree, Scopes scopes) {
    this.tree = tree;
    this.scopes = scopes;
  }

  /// Whether a call of `patch`, or of one of its methods, is given as many arguments as name what
  /// is replaced, and its mock is only looked at. A mock that comes in as a parameter is not
  /// followed.
  boolean isMadeBy(Expr.Call patch, int naming) {
    boolean plain =
        patch.arguments().size() == naming
            && patch.arguments().stream().allMatch(it -> it.kind() == Node.ArgumentKind.POSITIONAL);
    return plain
        && switch (tree.parent(patch)) {
          // Ex) with patch("app.jobs.spawn") as spawn:
          case Node.WithItem item -> item.target().map(this::isOnlyLookedAt).orElse(true);
          // Ex) mocker.patch("app.jobs.spawn")
          case Stmt.ExprStmt _ -> true;
          // Ex) spawn = mocker.patch("app.jobs.spawn")
          case Stmt.Assign assign ->
              isMocker(patch) && assign.targets().stream().allMatch(this::isOnlyLookedAt);
          case Node _ -> false;
        };
  }

  /// `mocker.patch` gives the mock, `mock.patch` the patcher (documentation of pytest-mock).
  private static boolean isMocker(Expr.Call patch) {
    return Dotted.root(Dotted.of(patch.callee())).equals("mocker");
  }

  /// Ex) `spawn` of `spawn.assert_called_once()`, `spawn.call_args.args[0]`
  private boolean isOnlyLookedAt(Expr target) {
    Optional<Binding> mock =
        target instanceof Expr.Name ? scopes.bindingOf(target) : Optional.empty();
    return mock.filter(it -> !it.declaredElsewhere())
        .filter(it -> it.reads().stream().allMatch(this::isLook))
        .isPresent();
  }

  private boolean isLook(Node read) {
    return tree.parent(read) instanceof Expr.Attribute attribute
        && scopes.usage(attribute) == Usage.LOAD
        && LOOKING.matcher(attribute.name()).matches();
  }
}
