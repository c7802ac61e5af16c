package dev.loopmend.parse;

import dev.loopmend.syntax.Node.ParameterKind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Says of the parameters of one function, in order, what kind they are, and refuses an order that
/// Python refuses (Language Reference, 8.7).
final class ParameterOrder {
  private final Sources sources;
  private final int slash;
  private final Set<String> names = new HashSet<>();
  private int position;
  private boolean star;
  private boolean bareStar;

  /// The parameter with the star, once there was one.
  private ParserRuleContext starred;

  private boolean doubleStar;
  private boolean defaults;

  ParameterOrder(Sources sources, ParserRuleContext list) {
    this.sources = sources;
    this.starred = list;
    this.slash = slashOf(list);
  }

  private int slashOf(ParserRuleContext list) {
    int found = -1;
    int count = 0;
    for (ParseTree child : list.children) {
      if (child instanceof ParserRuleContext parameter) {
        if (mark(parameter) == PythonGrammarParser.SLASH) {
          if (found >= 0 || count == 0) {
            throw sources.fault(
                parameter, count == 0 ? "a parameter must stand before '/'" : "'/' stands twice");
          }
          found = count;
        }
        count++;
      }
    }
    return found;
  }

  private static int mark(ParserRuleContext parameter) {
    return Sources.type(parameter.children.getFirst());
  }

  /// The kind of the next parameter; a `/` or a bare `*` is none.
  Optional<ParameterKind> next(ParserRuleContext parameter) {
    int index = position++;
    if (doubleStar) {
      throw sources.fault(parameter, "no parameter can follow the one with '**'");
    }
    return switch (mark(parameter)) {
      case PythonGrammarParser.SLASH -> {
        if (star) {
          throw sources.fault(parameter, "'/' must stand before '*'");
        }
        yield Optional.empty();
      }
      case PythonGrammarParser.STAR -> star(parameter);
      case PythonGrammarParser.DOUBLESTAR -> {
        if (bareStar) {
          throw sources.fault(parameter, "a named parameter must follow a bare '*'");
        }
        doubleStar = true;
        yield named(parameter, 1, ParameterKind.VAR_KEYWORD);
      }
      default -> plain(parameter, index);
    };
  }

  private Optional<ParameterKind> star(ParserRuleContext parameter) {
    if (star) {
      throw sources.fault(parameter, "'*' stands twice");
    }
    star = true;
    starred = parameter;
    bareStar = parameter.getChildCount() == 1;
    return bareStar ? Optional.empty() : named(parameter, 1, ParameterKind.VAR_POSITIONAL);
  }

  private Optional<ParameterKind> plain(ParserRuleContext parameter, int index) {
    bareStar = false;
    if (star) {
      return named(parameter, 0, ParameterKind.KEYWORD_ONLY);
    }
    boolean hasDefault = false;
    for (ParseTree child : parameter.children) {
      hasDefault |= Sources.type(child) == PythonGrammarParser.EQUAL;
    }
    if (defaults && !hasDefault && !isMany(parameter)) {
      throw sources.fault(parameter, "a parameter without a default follows one with a default");
    }
    defaults |= hasDefault;
    return named(
        parameter, 0, index < slash ? ParameterKind.POSITIONAL_ONLY : ParameterKind.POSITIONAL);
  }

  private boolean isMany(ParserRuleContext parameter) {
    return sources.isPattern() && parameter.start.getText().startsWith("$");
  }

  private Optional<ParameterKind> named(ParserRuleContext parameter, int at, ParameterKind kind) {
    String name = sources.name((TerminalNode) parameter.children.get(at));
    if (!names.add(name) && !sources.isPattern()) {
      throw sources.fault(parameter, "duplicate parameter '" + name + "'");
    }
    return Optional.of(kind);
  }

  /// Refuses a bare `*` at the end.
  void finish() {
    if (bareStar) {
      throw sources.fault(starred, "a named parameter must follow a bare '*'");
    }
  }
}
