package dev.loopmend.semantic;

import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The class that an annotation names (PEP 484, 604). Optional and the wrappers that say nothing of
/// the class are looked through; a union of two classes names none.
final class Annotations {
  private static final Set<String> WRAPPERS =
      Set.of("Optional", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "Union");

  private final Scopes scopes;
  private final Resolver resolver;

  Annotations(Scopes scopes, Resolver resolver) {
    this.scopes = scopes;
    this.resolver = resolver;
  }

  Optional<String> type(Expr annotation) {
    return switch (annotation) {
      case Expr.Name _, Expr.Attribute _ -> resolver.nameOf(annotation);
      // Ex) "asyncio.AbstractEventLoop"
      case Expr.Constant constant ->
          Literals.string(constant).flatMap(it -> quoted(it.strip(), scopes.scopeOf(constant)));
      // Ex) asyncio.Queue | None
      case Expr.BinOp(_, Expr left, BinaryOperator operator, Expr right)
          when operator == BinaryOperator.BIT_OR ->
          isNone(right) ? type(left) : isNone(left) ? type(right) : Optional.empty();
      case Expr.Subscript subscript -> subscripted(subscript);
      case Expr _ -> Optional.empty();
    };
  }

  private Optional<String> subscripted(Expr.Subscript subscript) {
    Optional<String> outer = resolver.nameOf(subscript.value());
    boolean wraps = outer.map(it -> WRAPPERS.contains(Dotted.last(it))).orElse(false);
    if (!wraps) {
      // Ex) asyncio.Queue[int]
      return outer;
    }
    return switch (subscript.index()) {
      // Ex) Union[Loop, None], Annotated[Loop, "main"]
      case Expr.TupleExpr tuple -> {
        boolean union = outer.map(it -> Dotted.last(it).equals("Union")).orElse(false);
        List<Expr> kinds = tuple.elements().stream().filter(it -> !isNone(it)).toList();
        boolean one = !kinds.isEmpty() && (!union || kinds.size() == 1);
        yield one ? type(kinds.getFirst()) : Optional.empty();
      }
      // Ex) Optional[Loop]
      case Expr index -> type(index);
    };
  }

  private static boolean isNone(Expr expr) {
    return expr instanceof Expr.Constant constant && constant.kind() == Expr.ConstantKind.NONE;
  }

  /// The same for the text of a quoted annotation.
  private Optional<String> quoted(String text, Scope scope) {
    int open = text.indexOf('[');
    if (open > 0 && text.endsWith("]")) {
      String outer = text.substring(0, open).strip();
      boolean optional = Dotted.last(outer).equals("Optional");
      return optional
          ? quoted(text.substring(open + 1, text.length() - 1).strip(), scope)
          : quoted(outer, scope);
    }
    int bar = text.lastIndexOf('|');
    if (bar > 0) {
      String left = text.substring(0, bar).strip();
      String right = text.substring(bar + 1).strip();
      return right.equals("None")
          ? quoted(left, scope)
          : left.equals("None") ? quoted(right, scope) : Optional.empty();
    }
    boolean plain = text.chars().allMatch(c -> Character.isJavaIdentifierPart(c) || c == '.');
    return plain && !text.isEmpty() ? named(text, scope) : Optional.empty();
  }

  private Optional<String> named(String text, Scope scope) {
    String root = Dotted.root(text);
    return resolver
        .nameIn(scope, root)
        .map(it -> resolver.follow(it + text.substring(root.length())))
        .filter(it -> !it.isEmpty());
  }
}
