package dev.loopmend.parse;

import dev.loopmend.syntax.Node.ParameterKind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Says of the parameters of one function, in order, what kind they are, and refuses an order that
/// Python refuses (Language Reference, 8.7).
final class ParameterOrder {
  private final Sources sources;
  private final Outline outline;
  private final int slash;
  private final Set<String> names = new HashSet<>();
  private int position;
  private boolean star;
  private boolean bareStar;

  /// The parameter with the star, once there was one.
  private int starred;

  private boolean doubleStar;
  private boolean defaults;

  ParameterOrder(Sources sources, int list) {
    this.sources = sources;
    this.outline = sources.outline();
    this.starred = list;
    this.slash = slashOf(list);
  }

  private int slashOf(int list) {
    int found = -1;
    int count = 0;
    for (int part = list + 1; part < outline.end(list); part = outline.end(part)) {
      if (!outline.isToken(part)) {
        if (mark(part) == PythonGrammarParser.SLASH) {
          if (found >= 0 || count == 0) {
            throw sources.fault(
                part, count == 0 ? "a parameter must stand before '/'" : "'/' stands twice");
          }
          found = count;
        }
        count++;
      }
    }
    return found;
  }

  private int mark(int parameter) {
    return outline.kind(parameter + 1);
  }

  /// The kind of the next parameter; a `/` or a bare `*` is none.
  Optional<ParameterKind> next(int parameter) {
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
        yield named(parameter, parameter + 2, ParameterKind.VAR_KEYWORD);
      }
      default -> plain(parameter, index);
    };
  }

  private Optional<ParameterKind> star(int parameter) {
    if (star) {
      throw sources.fault(parameter, "'*' stands twice");
    }
    star = true;
    starred = parameter;
    bareStar = outline.hasOnePart(parameter);
    return bareStar
        ? Optional.empty()
        : named(parameter, parameter + 2, ParameterKind.VAR_POSITIONAL);
  }

  private Optional<ParameterKind> plain(int parameter, int index) {
    bareStar = false;
    if (star) {
      return named(parameter, parameter + 1, ParameterKind.KEYWORD_ONLY);
    }
    boolean hasDefault = outline.find(parameter, PythonGrammarParser.EQUAL) >= 0;
    if (defaults && !hasDefault && !isMany(parameter)) {
      throw sources.fault(parameter, "a parameter without a default follows one with a default");
    }
    defaults |= hasDefault;
    return named(
        parameter,
        parameter + 1,
        index < slash ? ParameterKind.POSITIONAL_ONLY : ParameterKind.POSITIONAL);
  }

  private boolean isMany(int parameter) {
    return sources.isPattern() && sources.name(parameter + 1).startsWith("$");
  }

  private Optional<ParameterKind> named(int parameter, int part, ParameterKind kind) {
    String name = sources.name(part);
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
