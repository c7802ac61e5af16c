package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.function.Function;

/// Reads `__all__` of a module where it is written out.
public final class ExportLists {
  private ExportLists() {}

  /// The strings by which `__all__` of a module lists a name.
  public static List<Expr.Constant> listing(SemanticModel model, String name) {
    return model.tree().nodes().stream()
        .filter(Stmt.class::isInstance)
        .flatMap(it -> names((Stmt) it, model::scopeOf).stream())
        .filter(it -> Literals.string(it).filter(name::equals).isPresent())
        .toList();
  }

  /// The constants that a statement puts into `__all__`, if it does so with a list or a tuple.
  static List<Expr.Constant> names(Stmt stmt, Function<Node, Scope> scopes) {
    return switch (stmt) {
      // Ex) __all__ = ["load", "save"]
      case Stmt.Assign(_, List<Expr> targets, Expr value) when isAll(targets.getFirst(), scopes) ->
          strings(value);
      // Ex) __all__ += ["load"]
      case Stmt.AugAssign(_, Expr target, _, Expr value) when isAll(target, scopes) ->
          strings(value);
      // Ex) __all__: list[str] = ["load"]
      case Stmt.AnnAssign(_, Expr target, _, var value) when isAll(target, scopes) ->
          value.map(ExportLists::strings).orElse(List.of());
      case Stmt _ -> List.of();
    };
  }

  private static boolean isAll(Expr target, Function<Node, Scope> scopes) {
    return target instanceof Expr.Name name
        && name.text().equals("__all__")
        && scopes.apply(name).kind() == Scope.Kind.MODULE;
  }

  private static List<Expr.Constant> strings(Expr value) {
    List<Expr> elements =
        switch (value) {
          case Expr.ListExpr list -> list.elements();
          case Expr.TupleExpr tuple -> tuple.elements();
          case Expr _ -> List.of();
        };
    return elements.stream()
        .filter(Expr.Constant.class::isInstance)
        .map(Expr.Constant.class::cast)
        .toList();
  }
}
