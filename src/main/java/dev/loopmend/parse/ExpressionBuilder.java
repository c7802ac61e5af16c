package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Expr.ConstantKind;
import dev.loopmend.syntax.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Builds expressions.
final class ExpressionBuilder {
  private final Sources sources;
  private final Outline outline;
  private final NodeTable nodes;
  private final OperationBuilder operations;
  private final DisplayBuilder displays;
  private final CallBuilder calls;
  private final StringBuilders strings;

  ExpressionBuilder(Sources sources) {
    this.sources = sources;
    this.outline = sources.outline();
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

  /// The expression that a part is, of whatever rule. A list of items is one item alone, else a
  /// tuple.
  Expr expression(int part) {
    int core = outline.core(part);
    int kind = outline.kind(core);
    return kind == PythonGrammarParser.NAME
        ? name(core)
        : kind > 0 ? token(core, kind) : rule(core, ~kind);
  }

  /// As above for a part that may be missing, given as -1.
  Optional<Expr> optional(int part) {
    return part < 0 ? Optional.empty() : Optional.of(expression(part));
  }

  private Expr token(int part, int type) {
    return switch (type) {
      case PythonGrammarParser.STRING -> strings.strings(part);
      case PythonGrammarParser.NUMBER -> constant(part, ConstantKind.NUMBER);
      case PythonGrammarParser.NONE -> constant(part, ConstantKind.NONE);
      case PythonGrammarParser.TRUE -> constant(part, ConstantKind.TRUE);
      case PythonGrammarParser.FALSE -> constant(part, ConstantKind.FALSE);
      case PythonGrammarParser.ELLIPSIS -> constant(part, ConstantKind.ELLIPSIS);
      case PythonGrammarParser.COLON -> displays.slice(part);
      case PythonGrammarParser.YIELD ->
          sources.close(new Expr.Yield(nodes.openWatched(), Optional.empty()), part);
      default -> throw new IllegalArgumentException("no expression: " + type);
    };
  }

  private Expr rule(int part, int rule) {
    return switch (rule) {
      case PythonGrammarParser.RULE_expression -> conditional(part);
      case PythonGrammarParser.RULE_primary -> primary(part);
      case PythonGrammarParser.RULE_operation, PythonGrammarParser.RULE_arithmetic ->
          operations.operation(part, outline.end(part));
      case PythonGrammarParser.RULE_strings, PythonGrammarParser.RULE_formatted ->
          strings.strings(part);
      case PythonGrammarParser.RULE_group -> displays.group(part);
      case PythonGrammarParser.RULE_listDisplay -> displays.list(part);
      case PythonGrammarParser.RULE_braceDisplay -> displays.brace(part);
      case PythonGrammarParser.RULE_lambda -> lambda(part);
      case PythonGrammarParser.RULE_yieldExpression -> yieldExpression(part);
      case PythonGrammarParser.RULE_starExpressions,
          PythonGrammarParser.RULE_starNamedExpressions,
          PythonGrammarParser.RULE_targets,
          PythonGrammarParser.RULE_subscripts ->
          tuple(part);
      default -> item(part);
    };
  }

  /// Ex) `a if b else c if d else e`: a chain leans to the right
  private Expr conditional(int part) {
    int condition = conditionOf(part);
    if (condition < 0) {
      return operations.operation(part, outline.end(part));
    }
    List<Open> chain = new ArrayList<>(1);
    int rest = part;
    for (; condition >= 0; condition = conditionOf(rest)) {
      int id = nodes.open();
      Expr body = operations.operation(rest, condition);
      chain.add(new Open(id, outline.firstToken(rest), body, expression(condition + 1)));
      rest = outline.end(condition + 1) + 1;
    }
    Expr result = expression(rest);
    int last = outline.lastToken(part);
    for (int n = chain.size() - 1; n >= 0; n--) {
      Open open = chain.get(n);
      Expr.IfExp made = new Expr.IfExp(open.id, open.body, open.test, result);
      result = nodes.close(open.id, made, open.first, last);
    }
    return result;
  }

  /// A conditional expression whose last part is not built yet.
  private record Open(int id, int first, Expr body, Expr test) {}

  /// The `if` of a conditional expression, or -1.
  private int conditionOf(int expression) {
    return outline.find(expression, PythonGrammarParser.IF);
  }

  private Expr lambda(int part) {
    int id = nodes.open();
    Node.Parameters parameters = calls.lambdaParameters(part);
    Expr body = expression(outline.find(part, ~PythonGrammarParser.RULE_expression));
    return sources.close(id, new Expr.Lambda(id, parameters, body), part);
  }

  /// `target := value`, and what stands behind it in its rule but is no part of it.
  Expr named(int part) {
    int id = nodes.openWatched();
    Expr target = expression(part + 1);
    if (!(target instanceof Expr.Name name) || nodes.isGrouped(target)) {
      throw sources.fault(part, "only a name can be assigned to with ':='");
    }
    sources.checkAssignable(name, name.text());
    int value = outline.part(part, 2);
    Expr.NamedExpr made = new Expr.NamedExpr(id, name, expression(value));
    return nodes.close(made, outline.firstToken(part), outline.lastToken(value));
  }

  Expr tuple(int list) {
    int id = nodes.open();
    return sources.close(id, new Expr.TupleExpr(id, items(list)), list);
  }

  /// The items of a list, each built; tokens between them are passed over.
  List<Expr> items(int list) {
    Expr[] items = new Expr[sources.items(list)];
    int count = 0;
    for (int part = list + 1; count < items.length; part = outline.end(part)) {
      if (!outline.isToken(part)) {
        items[count++] = expression(part);
      }
    }
    return List.of(items);
  }

  /// An item of several parts: `*x`, `x := y` or a slice.
  private Expr item(int part) {
    if (outline.kind(part + 1) == PythonGrammarParser.STAR) {
      return starred(part);
    }
    int mark = outline.end(part + 1);
    return switch (outline.kind(mark)) {
      case PythonGrammarParser.COLONEQUAL -> named(part);
      case PythonGrammarParser.AS ->
          throw sources.fault(mark, "'as' stands here outside of 'with'");
      default -> displays.slice(part);
    };
  }

  /// Ex) `*x`
  private Expr.Starred starred(int part) {
    int id = nodes.openWatched();
    return sources.close(id, new Expr.Starred(id, expression(part + 2)), part);
  }

  private Expr yieldExpression(int part) {
    int id = nodes.openWatched();
    if (outline.kind(part + 2) == PythonGrammarParser.FROM) {
      return sources.close(id, new Expr.YieldFrom(id, expression(part + 3)), part);
    }
    return sources.close(id, new Expr.Yield(id, Optional.of(expression(part + 2))), part);
  }

  /// Ex) `await f(x).y[0]`: the ids of the trailers run from the last to the first
  private Expr primary(int part) {
    boolean awaited = outline.kind(part + 1) == PythonGrammarParser.AWAIT;
    int atom = awaited ? part + 2 : part + 1;
    int end = outline.end(part);
    int trailers = 0;
    for (int at = outline.end(atom); at < end; at = behindTrailer(at)) {
      trailers++;
    }
    int await = awaited ? nodes.openWatched() : -1;
    int id = nodes.open(trailers);
    int first = outline.firstToken(atom);
    Expr result = expression(atom);
    int at = outline.end(atom);
    for (int n = trailers - 1; n >= 0; n--) {
      result = trailer(id + n, result, at, first);
      at = behindTrailer(at);
    }
    return awaited ? sources.close(await, new Expr.Await(await, result), part) : result;
  }

  private int behindTrailer(int part) {
    return switch (outline.kind(part)) {
      case PythonGrammarParser.DOT -> part + 2;
      case PythonGrammarParser.LSQB -> outline.end(part + 1) + 1;
      default -> outline.end(part);
    };
  }

  private Expr trailer(int id, Expr value, int part, int first) {
    int kind = outline.kind(part);
    if (kind == PythonGrammarParser.DOT) {
      return nodes.close(
          id,
          new Expr.Attribute(id, value, sources.name(part + 1)),
          first,
          outline.firstToken(part + 1));
    }
    if (kind == PythonGrammarParser.LSQB) {
      Expr index = index(part + 1);
      int last = outline.firstToken(outline.end(part + 1));
      return nodes.close(id, new Expr.Subscript(id, value, index), first, last);
    }
    List<Node.Argument> arguments = calls.call(part);
    return nodes.close(id, new Expr.Call(id, value, arguments), first, outline.lastToken(part));
  }

  /// Ex) `a[*b]` is indexed by a tuple even without a comma (PEP 646)
  private Expr index(int part) {
    if (outline.hasOnePart(part) && outline.kind(part + 2) == PythonGrammarParser.STAR) {
      int id = nodes.open();
      return sources.close(id, new Expr.TupleExpr(id, List.of(starred(part + 1))), part);
    }
    return expression(part);
  }

  Expr.Name name(int part) {
    int token = outline.firstToken(part);
    int id = nodes.open();
    return nodes.close(id, new Expr.Name(id, sources.name(part)), token, token);
  }

  Expr.Constant constant(int part, ConstantKind kind) {
    int id = nodes.open();
    return sources.close(id, new Expr.Constant(id, kind, sources.textOf(part)), part);
  }

  List<Node.Comprehension> comprehension(int part) {
    Node.Comprehension[] all = new Node.Comprehension[outline.rules(part)];
    int at = part + 1;
    for (int n = 0; n < all.length; n++) {
      all[n] = comprehensionFor(at);
      at = outline.end(at);
    }
    return List.of(all);
  }

  private Node.Comprehension comprehensionFor(int part) {
    boolean isAsync = outline.kind(part + 1) == PythonGrammarParser.ASYNC;
    int id = isAsync ? nodes.openWatched() : nodes.open();
    Expr target = expression(outline.find(part, ~PythonGrammarParser.RULE_targets));
    Targets.check(sources, target, Targets.Use.ASSIGN);
    Expr[] operations = new Expr[outline.rules(part) - 1];
    int at = outline.find(part, ~PythonGrammarParser.RULE_operation);
    for (int n = 0; n < operations.length; n++) {
      operations[n] = expression(at);
      at = outline.end(at) + 1;
    }
    List<Expr> conditions = List.of(Arrays.copyOfRange(operations, 1, operations.length));
    return sources.close(
        id, new Node.Comprehension(id, isAsync, target, operations[0], conditions), part);
  }
}
