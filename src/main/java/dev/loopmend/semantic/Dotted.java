package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;

/// The parts of dotted names.
public final class Dotted {
  /// Chains with more parts are nobody's name.
  private static final int MOST_PARTS = 32;

  private Dotted() {}

  /// A chain of names as it is written, such as `a.b.c`, or "" for anything else.
  static String of(Expr expr) {
    Expr at = expr;
    String behind = "";
    for (int parts = 0; parts < MOST_PARTS; parts++) {
      switch (at) {
        case Expr.Name name -> {
          return join(name.text(), behind);
        }
        case Expr.Attribute attribute -> {
          behind = join(attribute.name(), behind);
          at = attribute.value();
        }
        case Expr _ -> {
          return "";
        }
      }
    }
    return "";
  }

  /// The last part of such a chain, without the work to see whether it is one.
  static String lastPart(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> name.text();
      case Expr.Attribute attribute -> attribute.name();
      case Expr _ -> "";
    };
  }

  /// `a` of `a.b.c`.
  public static String root(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /// `c` of `a.b.c`; a name without a dot itself.
  public static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// How many parts a name has.
  public static int parts(String name) {
    int parts = 1;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      parts++;
    }
    return parts;
  }

  /// `a.b` of `a.b.c`; nothing for a name without a dot.
  public static String qualifier(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  static String join(String left, String right) {
    return left.isEmpty() ? right : right.isEmpty() ? left : left + "." + right;
  }

  /// Whether the last part starts with a capital, as classes do (PEP 8).
  static boolean looksLikeClass(String name) {
    String last = last(name);
    int at = last.startsWith("_") ? 1 : 0;
    return at < last.length() && Character.isUpperCase(last.charAt(at));
  }
}
