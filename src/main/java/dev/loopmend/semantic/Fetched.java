package dev.loopmend.semantic;

import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// A call of the builtin `getattr`: an attribute of `of` by a name. If the name is computed, `name`
/// is what it is seen to begin with, which may be nothing. `otherwise` is what is given if there is
/// no such attribute.
record Fetched(Expr.Call call, Expr of, String name, boolean isComputed, Optional<Expr> otherwise) {

  /// What a call fetches.
  static Optional<Fetched> of(Expr.Call call, SyntaxTree tree, Scopes scopes) {
    List<Node.Argument> arguments = call.arguments();
    boolean isBuiltin =
        call.callee() instanceof Expr.Name name
            && name.text().equals("getattr")
            && scopes.numberOf(name) < 0
            && arguments.size() > 1
            && arguments.getFirst().kind() == Node.ArgumentKind.POSITIONAL;
    if (!isBuiltin) {
      return Optional.empty();
    }
    Expr said = arguments.get(1).value();
    Optional<String> name = text(said);
    Optional<Expr> otherwise = arguments.stream().skip(2).map(Node.Argument::value).findFirst();
    return Optional.of(
        new Fetched(
            call,
            arguments.getFirst().value(),
            name.orElseGet(() -> start(said, tree)),
            name.isEmpty(),
            otherwise));
  }

  private static Optional<String> text(Expr expr) {
    return expr instanceof Expr.Constant constant && constant.kind() == Expr.ConstantKind.STRING
        ? Literals.string(constant)
        : Optional.empty();
  }

  /// Ex) `on_` of `"on_" + event`, of `f"on_{event}"`
  private static String start(Expr name, SyntaxTree tree) {
    return switch (name) {
      case Expr.BinOp(_, Expr left, BinaryOperator operator, Expr _)
          when operator == BinaryOperator.ADD ->
          text(left).orElseGet(() -> start(left, tree));
      case Expr.JoinedStr text -> Literals.head(tree.textOf(text));
      case Expr _ -> "";
    };
  }
}
