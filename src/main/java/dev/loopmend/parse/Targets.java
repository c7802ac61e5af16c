package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import java.util.List;

/// Refuses what cannot be assigned to or deleted (Language Reference, 7.2 and 7.5).
final class Targets {
  /// What is done with a target.
  enum Use {
    ASSIGN,
    AUGMENT,
    ANNOTATE,
    DELETE
  }

  private Targets() {}

  /// Refuses the target as a whole or one in it; one with a star must stand in a list or tuple.
  static void check(Sources sources, Expr target, Use use) {
    if (target instanceof Expr.Starred) {
      throw sources.fault(target, "a target with a star must stand in a list or tuple");
    }
    inner(sources, target, use);
  }

  /// Whether a target binds a name. Ex) `a, *b, c[d].e` binds `a` and `b` only
  static boolean bind(Expr target, String name) {
    return switch (target) {
      case Expr.Name found -> found.text().equals(name);
      case Expr.Starred starred -> bind(starred.value(), name);
      case Expr.TupleExpr tuple -> tuple.elements().stream().anyMatch(it -> bind(it, name));
      case Expr.ListExpr list -> list.elements().stream().anyMatch(it -> bind(it, name));
      default -> false;
    };
  }

  private static void inner(Sources sources, Expr target, Use use) {
    if (target instanceof Expr.Name name) {
      // Most are names, and a `switch` over types is slow.
      sources.checkAssignable(name, name.text());
      return;
    }
    switch (target) {
      case Expr.Name name -> sources.checkAssignable(name, name.text());
      case Expr.Attribute attribute -> sources.checkAssignable(attribute, attribute.name());
      case Expr.Subscript _ -> {}
      case Expr.TupleExpr tuple -> elements(sources, target, tuple.elements(), use);
      case Expr.ListExpr list -> elements(sources, target, list.elements(), use);
      case Expr.Starred starred -> {
        if (use != Use.ASSIGN || starred.value() instanceof Expr.Starred) {
          throw refused(sources, target, use);
        }
        inner(sources, starred.value(), use);
      }
      default -> throw refused(sources, target, use);
    }
  }

  private static void elements(Sources sources, Expr target, List<Expr> elements, Use use) {
    if (use == Use.AUGMENT || use == Use.ANNOTATE) {
      throw refused(sources, target, use);
    }
    boolean star = false;
    for (Expr element : elements) {
      if (element instanceof Expr.Starred) {
        if (star) {
          throw sources.fault(element, "an assignment has more than one target with a star");
        }
        star = true;
      }
      inner(sources, element, use);
    }
  }

  private static SyntaxFault refused(Sources sources, Expr target, Use use) {
    String verb =
        switch (use) {
          case ASSIGN -> "be assigned to";
          case AUGMENT -> "be the target of an augmented assignment";
          case ANNOTATE -> "be annotated";
          case DELETE -> "be deleted";
        };
    return sources.fault(target, describe(target) + " cannot " + verb);
  }

  private static String describe(Expr expr) {
    return switch (expr) {
      case Expr.Call _ -> "a call";
      case Expr.Constant _ -> "a literal";
      case Expr.TupleExpr _ -> "a tuple";
      case Expr.ListExpr _ -> "a list";
      case Expr.Await _ -> "an await expression";
      case Expr.Yield _, Expr.YieldFrom _ -> "a yield expression";
      case Expr.Compare _ -> "a comparison";
      case Expr.IfExp _ -> "a conditional expression";
      case Expr.Lambda _ -> "a lambda";
      case Expr.NamedExpr _ -> "a named expression";
      case Expr.JoinedStr _, Expr.TemplateStr _, Expr.FormattedValue _ -> "an f-string";
      case Expr.Dict _, Expr.SetExpr _ -> "a display";
      case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _, Expr.GeneratorExp _ ->
          "a comprehension";
      case Expr.BoolOp _, Expr.BinOp _, Expr.UnaryOp _, Expr.Starred _, Expr.Slice _ ->
          "an expression";
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _ -> "a name";
    };
  }
}
