package dev.loopmend.match;

/// How variables are written in patterns and templates: `$X`, `$$$XS`, `$_`, `$MATCH`.
public final class Variable {
  /// The variable that stands for anything and is not kept.
  public static final String ANYTHING = "_";

  /// The variable that every match binds to the code that it matched.
  public static final String MATCH = "MATCH";

  private Variable() {}

  /// Whether a name of a pattern is a variable, of one or of many.
  public static boolean isVariable(String name) {
    return name.startsWith("$");
  }

  /// Whether a name of a pattern is a variable for any number of nodes.
  public static boolean isMany(String name) {
    return name.startsWith("$$$");
  }

  /// The variable's name without its dollars.
  public static String nameOf(String variable) {
    return variable.substring(isMany(variable) ? 3 : 1);
  }
}
