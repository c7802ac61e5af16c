package dev.loopmend.rewrite;

import dev.loopmend.syntax.Node.Parameter;
import dev.loopmend.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;

/// How a function hands its own arguments on to another one with the same parameters.
public final class Forwarding {
  private Forwarding() {}

  /// The arguments of the call, those from parameter `skipped` on: positional ones by position,
  /// keyword-only ones by name, the rest starred.
  ///
  /// Ex) `def f(a, /, b, *rest, c=1, **more)` gives `a, b, *rest, c=c, **more`
  public static String arguments(Stmt.FunctionDef def, int skipped) {
    List<String> arguments = new ArrayList<>();
    List<Parameter> parameters = def.parameters().all();
    for (Parameter parameter : parameters.subList(skipped, parameters.size())) {
      String name = parameter.name();
      arguments.add(
          switch (parameter.kind()) {
            case POSITIONAL_ONLY, POSITIONAL -> name;
            case VAR_POSITIONAL -> "*" + name;
            case KEYWORD_ONLY -> name + "=" + name;
            case VAR_KEYWORD -> "**" + name;
          });
    }
    return String.join(", ", arguments);
  }

  /// Whether the first parameter is one that a method's receiver is given to.
  public static boolean hasReceiver(Stmt.FunctionDef def) {
    List<Parameter> parameters = def.parameters().all();
    return !parameters.isEmpty()
        && switch (parameters.getFirst().kind()) {
          case POSITIONAL_ONLY, POSITIONAL -> true;
          case VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD -> false;
        };
  }
}
