package dev.loopmend.parse;

import dev.loopmend.parse.PythonGrammarParser.ArgumentContext;
import dev.loopmend.parse.PythonGrammarParser.ArgumentsContext;
import dev.loopmend.parse.PythonGrammarParser.CallTrailerContext;
import dev.loopmend.parse.PythonGrammarParser.ExpressionContext;
import dev.loopmend.parse.PythonGrammarParser.LambdaContext;
import dev.loopmend.parse.PythonGrammarParser.ParametersContext;
import dev.loopmend.parse.PythonGrammarParser.StarExpressionContext;
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
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds parameters and arguments and checks their order.
final class CallBuilder {
  private final Sources sources;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  CallBuilder(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  // Arguments

  /// The arguments of a call; a generator expression alone needs no parentheses of its own.
  List<Argument> arguments(CallTrailerContext context) {
    ArgumentsContext list = context.arguments();
    if (list == null) {
      return List.of();
    }
    ArgumentContext only = (ArgumentContext) list.children.getFirst();
    if (list.getChildCount() == 1 && Sources.hasComprehension(only)) {
      return List.of(bareGenerator(only, context));
    }
    return arguments(list);
  }

  /// Ex) `f(x for x in y)`: as in CPython the generator spans the parentheses of the call
  private Argument bareGenerator(ArgumentContext context, CallTrailerContext call) {
    int id = nodes.open();
    int generator = nodes.open();
    Expr element = element(context);
    List<Node.Comprehension> parts = expressions.comprehension(context.comprehension());
    Expr value = expressions.close(new Expr.GeneratorExp(generator, element, parts), call);
    return expressions.close(new Argument(id, ArgumentKind.POSITIONAL, "", value), call);
  }

  private Expr element(ArgumentContext context) {
    return expressions.named(context, context.children.subList(0, context.getChildCount() - 1));
  }

  List<Argument> arguments(ArgumentsContext list) {
    sources.checkCommas(list);
    List<Argument> all = new ArrayList<>(list.getChildCount() / 2 + 1);
    for (ParseTree child : list.children) {
      if (child instanceof ArgumentContext argument) {
        all.add(argument(argument));
      }
    }
    checkOrder(all);
    return List.copyOf(all);
  }

  private Argument argument(ArgumentContext context) {
    if (Sources.hasComprehension(context)) {
      throw sources.fault(context, "a generator expression must stand in parentheses here");
    }
    int id = nodes.open();
    List<ParseTree> parts = context.children;
    int mark = Sources.type(parts.getFirst());
    if (mark == PythonGrammarParser.STAR || mark == PythonGrammarParser.DOUBLESTAR) {
      Expr value = expressions.expression((ExpressionContext) parts.get(1));
      ArgumentKind kind =
          mark == PythonGrammarParser.STAR ? ArgumentKind.STAR : ArgumentKind.DOUBLE_STAR;
      return expressions.close(new Argument(id, kind, "", value), context);
    }
    if (parts.size() == 3 && Sources.type(parts.get(1)) == PythonGrammarParser.EQUAL) {
      String name = keyword((ExpressionContext) parts.get(0));
      Expr value = expressions.expression((ExpressionContext) parts.get(2));
      return expressions.close(new Argument(id, ArgumentKind.KEYWORD, name, value), context);
    }
    Expr value = expressions.named(context, parts);
    return expressions.close(new Argument(id, ArgumentKind.POSITIONAL, "", value), context);
  }

  /// The name before an argument's `=`. It is no node, so it is read from its token.
  private String keyword(ExpressionContext context) {
    TableToken token = (TableToken) context.start;
    if (!Sources.isOneToken(context) || token.type() != PythonGrammarParser.NAME) {
      throw sources.fault(
          context, "the name of a keyword argument must be a name; to compare, write '=='");
    }
    return sources.name(token);
  }

  private void checkOrder(List<Argument> all) {
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
    if (keyword && all.size() > 1) {
      checkRepeated(all);
    }
  }

  private void checkRepeated(List<Argument> all) {
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

  Node.Parameters lambdaParameters(LambdaContext context) {
    int id = nodes.open();
    if (context.lambdaParameters() == null) {
      int at = sources.first(context);
      return nodes.close(new Node.Parameters(id, List.of()), at, at);
    }
    return parameters(id, context.lambdaParameters());
  }

  /// The parameters of a function; without any they are the empty node at its `(`.
  Node.Parameters parameters(ParametersContext context, TerminalNode parenthesis) {
    int id = nodes.open();
    if (context == null) {
      int at = Sources.firstToken(parenthesis).number();
      return nodes.close(new Node.Parameters(id, List.of()), at, at);
    }
    return parameters(id, context);
  }

  private Node.Parameters parameters(int id, ParserRuleContext list) {
    sources.checkCommas(list);
    ParameterOrder order = new ParameterOrder(sources, list);
    List<Parameter> all = new ArrayList<>();
    for (ParseTree child : list.children) {
      if (child instanceof ParserRuleContext parameter) {
        Optional<ParameterKind> kind = order.next(parameter);
        kind.ifPresent(known -> all.add(parameter(parameter, known)));
      }
    }
    order.finish();
    return expressions.close(new Node.Parameters(id, List.copyOf(all)), list);
  }

  private Parameter parameter(ParserRuleContext context, ParameterKind kind) {
    int id = nodes.open();
    String name = "";
    Optional<Expr> annotation = Optional.empty();
    Optional<Expr> defaultValue = Optional.empty();
    int before = 0;
    for (ParseTree child : context.children) {
      switch (child) {
        case TerminalNode leaf -> {
          before = Sources.type(leaf);
          if (before == PythonGrammarParser.NAME) {
            name = sources.name(leaf);
          }
        }
        case StarExpressionContext star -> annotation = Optional.of(expressions.item(star));
        case ParseTree other -> {
          Expr value = expressions.expression((ExpressionContext) other);
          if (before == PythonGrammarParser.COLON) {
            annotation = Optional.of(value);
          } else {
            defaultValue = Optional.of(value);
          }
        }
      }
    }
    Parameter built = new Parameter(id, kind, name, annotation, defaultValue);
    expressions.close(built, context);
    sources.checkAssignable(built, name);
    return built;
  }
}
