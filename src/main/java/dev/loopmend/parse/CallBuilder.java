package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Node.Argument;
import dev.loopmend.syntax.Node.ArgumentKind;
import dev.loopmend.syntax.Node.Parameter;
import dev.loopmend.syntax.Node.ParameterKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Builds parameters and arguments and checks their order.
final class CallBuilder {
  private final Sources sources;
  private final Outline outline;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  CallBuilder(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.outline = sources.outline();
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  // Arguments

  /// The arguments of a call; a generator expression alone needs no parentheses of its own.
  List<Argument> call(int part) {
    int first = part + 2;
    if (outline.isToken(first)) {
      return List.of();
    }
    if (outline.end(first) == outline.end(part) - 1) {
      int comprehension = comprehension(first);
      if (comprehension >= 0) {
        return List.of(bareGenerator(first, comprehension, part));
      }
    }
    return arguments(part);
  }

  private int comprehension(int argument) {
    return outline.find(argument, ~PythonGrammarParser.RULE_comprehension);
  }

  /// Ex) `f(x for x in y)`: as in CPython the generator spans the parentheses of the call
  private Argument bareGenerator(int part, int comprehension, int call) {
    int id = nodes.open();
    int generator = nodes.open();
    boolean named = outline.kind(outline.end(part + 1)) == PythonGrammarParser.COLONEQUAL;
    Expr element = named ? expressions.named(part) : expressions.expression(part + 1);
    List<Node.Comprehension> parts = expressions.comprehension(comprehension);
    Expr value = sources.close(generator, new Expr.GeneratorExp(generator, element, parts), call);
    return sources.close(id, new Argument(id, ArgumentKind.POSITIONAL, "", value), call);
  }

  /// The arguments in parentheses; throws `SyntaxFault` where their order is wrong.
  List<Argument> arguments(int call) {
    Argument[] all = new Argument[sources.items(call)];
    int part = call + 1;
    for (int n = 0; n < all.length; part = outline.end(part)) {
      if (!outline.isToken(part)) {
        all[n++] = argument(part);
      }
    }
    checkOrder(all);
    return List.of(all);
  }

  private Argument argument(int part) {
    int id = nodes.open();
    if (outline.hasOnePart(part)) {
      Expr value = expressions.expression(part + 1);
      return sources.close(id, new Argument(id, ArgumentKind.POSITIONAL, "", value), part);
    }
    if (comprehension(part) >= 0) {
      throw sources.fault(part, "a generator expression must stand in parentheses here");
    }
    int mark = outline.kind(part + 1);
    if (mark > 0) {
      Expr value = expressions.expression(part + 2);
      ArgumentKind kind =
          mark == PythonGrammarParser.STAR ? ArgumentKind.STAR : ArgumentKind.DOUBLE_STAR;
      return sources.close(id, new Argument(id, kind, "", value), part);
    }
    int sign = outline.end(part + 1);
    if (outline.kind(sign) == PythonGrammarParser.EQUAL) {
      String name = keyword(part + 1);
      Expr value = expressions.expression(sign + 1);
      return sources.close(id, new Argument(id, ArgumentKind.KEYWORD, name, value), part);
    }
    Expr value = expressions.named(part);
    return sources.close(id, new Argument(id, ArgumentKind.POSITIONAL, "", value), part);
  }

  /// The name before an argument's `=`. It is no node, so it is read from its token.
  private String keyword(int part) {
    int core = outline.core(part);
    if (outline.kind(core) != PythonGrammarParser.NAME) {
      throw sources.fault(
          part, "the name of a keyword argument must be a name; to compare, write '=='");
    }
    return sources.name(core);
  }

  private void checkOrder(Argument[] all) {
    boolean keyword = false;
    boolean unpacked = false;
    for (Argument argument : all) {
      switch (argument.kind()) {
        case POSITIONAL -> {
          if ((keyword || unpacked) && !isMany(argument.value())) {
            throw sources.fault(argument, "a positional argument follows a keyword argument");
          }
        }
        case STAR -> {
          if (unpacked) {
            throw sources.fault(argument, "an unpacked iterable follows an unpacked mapping");
          }
        }
        case KEYWORD -> {
          keyword = true;
          sources.checkAssignable(argument, argument.name());
        }
        case DOUBLE_STAR -> unpacked = true;
      }
    }
    if (keyword && all.length > 1) {
      checkRepeated(all);
    }
  }

  private void checkRepeated(Argument[] all) {
    Set<String> names = new HashSet<>();
    for (Argument argument : all) {
      if (argument.kind() == ArgumentKind.KEYWORD && !names.add(argument.name())) {
        throw sources.fault(argument, "keyword argument repeated: " + argument.name());
      }
    }
  }

  /// In a pattern `$$$XS` stands for arguments of any kind.
  private boolean isMany(Expr value) {
    return sources.isPattern() && value instanceof Expr.Name name && name.text().startsWith("$");
  }

  // Parameters

  /// The parameters of a lambda; without any they are the empty node at its `lambda`.
  Node.Parameters lambdaParameters(int lambda) {
    return parameters(lambda + 1, PythonGrammarParser.RULE_lambdaParameters);
  }

  /// The parameters of a function; without any they are the empty node at its `(`.
  Node.Parameters parameters(int parenthesis) {
    return parameters(parenthesis, PythonGrammarParser.RULE_parameters);
  }

  private Node.Parameters parameters(int before, int rule) {
    int id = nodes.open();
    int list = before + 1;
    if (outline.kind(list) != ~rule) {
      return sources.close(id, new Node.Parameters(id, List.of()), before);
    }
    int count = sources.items(list);
    ParameterOrder order = new ParameterOrder(sources, list);
    List<Parameter> all = new ArrayList<>(count);
    int part = list + 1;
    for (int n = 0; n < count; part = outline.end(part)) {
      if (!outline.isToken(part)) {
        n++;
        Optional<ParameterKind> kind = order.next(part);
        if (kind.isPresent()) {
          all.add(parameter(part, kind.get()));
        }
      }
    }
    order.finish();
    return sources.close(id, new Node.Parameters(id, List.copyOf(all)), list);
  }

  private Parameter parameter(int part, ParameterKind kind) {
    int id = nodes.open();
    String name = "";
    Optional<Expr> annotation = Optional.empty();
    Optional<Expr> defaultValue = Optional.empty();
    int before = 0;
    for (int at = part + 1; at < outline.end(part); at = outline.end(at)) {
      int sign = outline.kind(at);
      if (sign == PythonGrammarParser.NAME) {
        name = sources.name(at);
      } else if (sign < 0 && before == PythonGrammarParser.COLON) {
        annotation = Optional.of(expressions.expression(at));
      } else if (sign < 0) {
        defaultValue = Optional.of(expressions.expression(at));
      }
      before = sign;
    }
    Parameter built = new Parameter(id, kind, name, annotation, defaultValue);
    sources.close(built, part);
    sources.checkAssignable(built, name);
    return built;
  }
}
