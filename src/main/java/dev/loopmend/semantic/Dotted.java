package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.ArrayList;
import java.util.List;

/// The parts of dotted names.
public final class Dotted {
  /// Chains with more parts are nobody's name.
  private static final int MOST_PARTS = 32;

  /// Ends the label of a name that several modules have. Ex) `1|app.jobs`
  static final String LABEL_END = "|";

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

  /// The names on the way to an expression, through what is called, and given as the first argument
  /// to something, and items: `self`, `clients`, `get` of `list(self.clients.get(name))[0]`.
  static List<String> reached(Expr expr) {
    List<String> parts = new ArrayList<>();
    Expr at = expr;
    while (parts.size() < MOST_PARTS) {
      switch (at) {
        case Expr.Name name -> {
          parts.addFirst(name.text());
          return List.copyOf(parts);
        }
        case Expr.Attribute attribute -> {
          parts.addFirst(attribute.name());
          at = attribute.value();
        }
        case Expr.Subscript subscript -> at = subscript.value();
        case Expr.Await await -> at = await.value();
        case Expr.Call(_, Expr.Name _, var given) when !given.isEmpty() ->
            at = given.getFirst().value();
        case Expr.Call call -> at = call.callee();
        case Expr _ -> {
          return List.of();
        }
      }
    }
    return List.of();
  }

  /// A name as imports write it, without what tells it from the same name elsewhere.
  public static String spelled(String name) {
    int end = name.indexOf(LABEL_END);
    return end < 0
        ? name
        : name.substring(0, name.startsWith("<") ? 1 : 0) + name.substring(end + 1);
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
  public static boolean looksLikeClass(String name) {
    String last = last(name);
    int at = last.startsWith("_") ? 1 : 0;
    return at < last.length() && Character.isUpperCase(last.charAt(at));
  }
}
