package dev.loopmend.parse;

import dev.loopmend.parse.PythonGrammarParser.ArithmeticContext;
import dev.loopmend.parse.PythonGrammarParser.AssignedContext;
import dev.loopmend.parse.PythonGrammarParser.CallTrailerContext;
import dev.loopmend.parse.PythonGrammarParser.ComprehensionContext;
import dev.loopmend.parse.PythonGrammarParser.ComprehensionForContext;
import dev.loopmend.parse.PythonGrammarParser.ExpressionContext;
import dev.loopmend.parse.PythonGrammarParser.GroupContext;
import dev.loopmend.parse.PythonGrammarParser.GroupItemContext;
import dev.loopmend.parse.PythonGrammarParser.LambdaContext;
import dev.loopmend.parse.PythonGrammarParser.ListDisplayContext;
import dev.loopmend.parse.PythonGrammarParser.NamedExpressionContext;
import dev.loopmend.parse.PythonGrammarParser.OperationContext;
import dev.loopmend.parse.PythonGrammarParser.PrimaryContext;
import dev.loopmend.parse.PythonGrammarParser.SubscriptContext;
import dev.loopmend.parse.PythonGrammarParser.SubscriptsContext;
import dev.loopmend.parse.PythonGrammarParser.TargetsContext;
import dev.loopmend.parse.PythonGrammarParser.YieldExpressionContext;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Expr.ConstantKind;
import dev.loopmend.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds expressions.
final class ExpressionBuilder {
  private final Sources sources;
  private final NodeTable nodes;
  private final OperationBuilder operations;
  private final DisplayBuilder displays;
  private final CallBuilder calls;
  private final StringBuilders strings;

  ExpressionBuilder(Sources sources) {
    this.sources = sources;
    this.nodes = sources.nodes();
    this.operations = new OperationBuilder(sources, this);
    this.displays = new DisplayBuilder(sources, this);
    this.calls = new CallBuilder(sources, this);
    this.strings = new StringBuilders(sources, this);
  }

  CallBuilder calls() {
    return calls;
  }

  StringBuilders strings() {
    return strings;
  }

  Expr arithmetic(ArithmeticContext context) {
    return operations.arithmetic(context);
  }

  Expr operation(OperationContext context) {
    return operations.operation(context);
  }

  Expr expression(ExpressionContext context) {
    if (context.children.size() == 1) {
      return switch (context.children.getFirst()) {
        case OperationContext operation -> operations.operation(operation);
        case ParseTree other -> lambda((LambdaContext) other);
      };
    }
    return conditional(context);
  }

  /// Ex) `a if b else c if d else e`: a chain leans to the right
  private Expr conditional(ExpressionContext context) {
    record Open(int id, Expr body, Expr test, int first) {}
    List<Open> chain = new ArrayList<>();
    ExpressionContext rest = context;
    while (rest.children.size() > 1) {
      int id = nodes.open();
      Expr body = operation((OperationContext) rest.children.get(0));
      Expr test = operation((OperationContext) rest.children.get(2));
      chain.add(new Open(id, body, test, sources.first(rest)));
      rest = (ExpressionContext) rest.children.get(4);
    }
    Expr result = expression(rest);
    for (Open open : chain.reversed()) {
      result =
          nodes.close(
              new Expr.IfExp(open.id, open.body, open.test, result),
              open.first,
              sources.last(context));
    }
    return result;
  }

  private Expr lambda(LambdaContext context) {
    int id = nodes.open();
    Node.Parameters parameters = calls.lambdaParameters(context);
    Expr body = expression(context.expression());
    return close(new Expr.Lambda(id, parameters, body), context);
  }

  /// `expression (:= expression)?`
  Expr named(NamedExpressionContext context) {
    return named(context, context.children);
  }

  /// As above, the parts given as children of any context.
  Expr named(ParserRuleContext context, List<ParseTree> parts) {
    if (parts.size() == 1) {
      return expression((ExpressionContext) parts.getFirst());
    }
    int id = nodes.open();
    Expr target = expression((ExpressionContext) parts.get(0));
    if (!(target instanceof Expr.Name name) || nodes.isGrouped(target)) {
      throw sources.fault(context, "only a name can be assigned to with ':='");
    }
    sources.checkAssignable(name, name.text());
    Expr value = expression((ExpressionContext) parts.get(2));
    return nodes.close(
        new Expr.NamedExpr(id, name, value),
        sources.first(context),
        Sources.lastToken(parts.get(2)).number());
  }

  /// A list of items with commas between them: one item alone, else a tuple. The items are the
  /// children of the context that are no commas.
  Expr tupleOrOne(ParserRuleContext list) {
    if (list.getChildCount() == 1) {
      return item(list.children.getFirst());
    }
    int id = nodes.open();
    List<Expr> elements = items(list);
    return close(new Expr.TupleExpr(id, elements), list);
  }

  /// The items of a list, each built; tokens between them are passed over.
  List<Expr> items(ParserRuleContext list) {
    sources.checkCommas(list);
    List<Expr> elements = new ArrayList<>(list.getChildCount() / 2 + 1);
    for (ParseTree child : list.children) {
      if (child instanceof ParserRuleContext context) {
        elements.add(item(context));
      }
    }
    return List.copyOf(elements);
  }

  /// One item: `*x`, `x := y`, `x`, or a subscript.
  Expr item(ParseTree child) {
    ParserRuleContext context = (ParserRuleContext) child;
    if (context instanceof SubscriptContext subscript) {
      return displays.subscript(subscript);
    }
    if (context instanceof GroupItemContext item
        && item.getChildCount() == 3
        && Sources.type(item.children.get(1)) == PythonGrammarParser.AS) {
      throw sources.fault(item.children.get(1), "'as' stands here outside of 'with'");
    }
    ParseTree first = context.children.getFirst();
    if (Sources.type(first) == PythonGrammarParser.STAR) {
      return starred(context);
    }
    return first instanceof ArithmeticContext bare
        ? arithmetic(bare)
        : named(context, context.children);
  }

  /// Ex) `*x`
  Expr.Starred starred(ParserRuleContext context) {
    int id = nodes.open();
    Expr value =
        switch (context.children.get(1)) {
          case ArithmeticContext arithmetic -> arithmetic(arithmetic);
          case ParseTree other -> expression((ExpressionContext) other);
        };
    return nodes.close(
        new Expr.Starred(id, value),
        sources.first(context),
        Sources.lastToken(context.children.get(1)).number());
  }

  Expr assigned(AssignedContext context) {
    return valueOf(context.children.getFirst());
  }

  /// A `yield` or a list of expressions.
  Expr valueOf(ParseTree child) {
    return child instanceof YieldExpressionContext yield
        ? yieldExpression(yield)
        : tupleOrOne((ParserRuleContext) child);
  }

  Expr targets(TargetsContext context) {
    return tupleOrOne(context);
  }

  private Expr yieldExpression(YieldExpressionContext context) {
    int id = nodes.open();
    ExpressionContext from = context.expression();
    if (from != null) {
      return close(new Expr.YieldFrom(id, expression(from)), context);
    }
    Optional<Expr> value =
        context.getChildCount() == 1
            ? Optional.empty()
            : Optional.of(tupleOrOne(context.starExpressions()));
    return close(new Expr.Yield(id, value), context);
  }

  /// Ex) `await f(x).y[0]`: the ids of the trailers run from the last to the first
  Expr primary(PrimaryContext context) {
    List<ParseTree> parts = context.children;
    if (parts.size() == 1) {
      return atom(parts.getFirst());
    }
    boolean awaited = Sources.type(parts.getFirst()) == PythonGrammarParser.AWAIT;
    int from = awaited ? 1 : 0;
    int trailers = trailerCount(parts, from + 1);
    int id = nodes.open(trailers + from);
    int first = Sources.firstToken(parts.get(from)).number();
    Expr result = atom(parts.get(from));
    int at = from + 1;
    for (int n = trailers - 1; n >= 0; n--) {
      int width = widthOfTrailer(parts.get(at));
      result = trailer(id + from + n, result, parts, at, first);
      at += width;
    }
    return awaited ? close(new Expr.Await(id, result), context) : result;
  }

  private static int trailerCount(List<ParseTree> parts, int from) {
    int count = 0;
    for (int at = from; at < parts.size(); at += widthOfTrailer(parts.get(at))) {
      count++;
    }
    return count;
  }

  private static int widthOfTrailer(ParseTree part) {
    return switch (Sources.type(part)) {
      case PythonGrammarParser.DOT -> 2;
      case PythonGrammarParser.LSQB -> 3;
      default -> 1;
    };
  }

  private Expr trailer(int id, Expr value, List<ParseTree> parts, int at, int first) {
    ParseTree part = parts.get(at);
    if (part instanceof CallTrailerContext call) {
      List<Node.Argument> arguments = calls.arguments(call);
      return nodes.close(new Expr.Call(id, value, arguments), first, sources.last(call));
    }
    TerminalNode mark = (TerminalNode) part;
    if (Sources.type(mark) == PythonGrammarParser.DOT) {
      TerminalNode name = (TerminalNode) parts.get(at + 1);
      return nodes.close(
          new Expr.Attribute(id, value, sources.name(name)),
          first,
          Sources.firstToken(name).number());
    }
    Expr index = tupleOrOneSubscript((SubscriptsContext) parts.get(at + 1));
    return nodes.close(
        new Expr.Subscript(id, value, index),
        first,
        Sources.firstToken(parts.get(at + 2)).number());
  }

  /// Ex) `a[*b]` is indexed by a tuple even without a comma (PEP 646)
  private Expr tupleOrOneSubscript(SubscriptsContext context) {
    ParserRuleContext only = (ParserRuleContext) context.children.getFirst();
    boolean star = Sources.type(only.children.getFirst()) == PythonGrammarParser.STAR;
    if (context.getChildCount() > 1 || !star) {
      return tupleOrOne(context);
    }
    int id = nodes.open();
    return close(new Expr.TupleExpr(id, List.of(starred(only))), context);
  }

  private Expr atom(ParseTree part) {
    return switch (part) {
      case TerminalNode leaf -> token(leaf);
      case PythonGrammarParser.StringsContext context -> strings.strings(context);
      case GroupContext context -> displays.group(context);
      case ListDisplayContext context -> displays.list(context);
      case ParseTree other -> displays.brace((PythonGrammarParser.BraceDisplayContext) other);
    };
  }

  private Expr token(TerminalNode leaf) {
    TableToken token = (TableToken) leaf.getSymbol();
    return switch (token.type()) {
      case PythonGrammarParser.NAME -> nameOf(token);
      case PythonGrammarParser.NUMBER -> constant(token, ConstantKind.NUMBER);
      case PythonGrammarParser.NONE -> constant(token, ConstantKind.NONE);
      case PythonGrammarParser.TRUE -> constant(token, ConstantKind.TRUE);
      case PythonGrammarParser.FALSE -> constant(token, ConstantKind.FALSE);
      default -> constant(token, ConstantKind.ELLIPSIS);
    };
  }

  Expr.Name nameOf(TableToken token) {
    return nodes.close(
        new Expr.Name(nodes.open(), sources.name(token)), token.number(), token.number());
  }

  Expr.Constant constant(TableToken token, ConstantKind kind) {
    return nodes.close(
        new Expr.Constant(nodes.open(), kind, token.getText()), token.number(), token.number());
  }

  List<Node.Comprehension> comprehension(ComprehensionContext context) {
    List<Node.Comprehension> all = new ArrayList<>();
    for (ComprehensionForContext part : context.comprehensionFor()) {
      all.add(comprehensionFor(part));
    }
    return List.copyOf(all);
  }

  private Node.Comprehension comprehensionFor(ComprehensionForContext context) {
    int id = nodes.open();
    boolean isAsync = context.ASYNC() != null;
    Expr target = targets(context.targets());
    Targets.check(sources, target, Targets.Use.ASSIGN);
    List<OperationContext> parts = context.operation();
    Expr iterable = operation(parts.getFirst());
    List<Expr> conditions = new ArrayList<>();
    for (OperationContext condition : parts.subList(1, parts.size())) {
      conditions.add(operation(condition));
    }
    return close(
        new Node.Comprehension(id, isAsync, target, iterable, List.copyOf(conditions)), context);
  }

  <T extends Node> T close(T node, ParserRuleContext context) {
    return nodes.close(node, sources.first(context), sources.last(context));
  }
}
