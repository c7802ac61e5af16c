package dev.loopmend.parse;

import dev.loopmend.syntax.BooleanOperator;
import dev.loopmend.syntax.ComparisonOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.List;

/// Builds operators from the flat lists of the grammar.
///
/// A list is an array of parts, in turn operators (tokens) and operands (rules); a piece of it is
/// given by its first index and the one behind its last.
final class OperationBuilder {
  private final Sources sources;
  private final Outline outline;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  /// The last token of the operand that was built last: what stands round it on the right ends with
  /// it, so that no chain is walked down again.
  private int lastToken;

  OperationBuilder(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.outline = sources.outline();
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  /// The operation of a rule, or the part of it that reaches up to `end`.
  Expr operation(int part, int end) {
    if (outline.end(part + 1) == end) {
      return expressions.expression(part + 1);
    }
    int size = 0;
    for (int at = part + 1; at < end; at = outline.end(at)) {
      size++;
    }
    int[] list = new int[size];
    int at = part + 1;
    for (int n = 0; n < list.length; n++) {
      list[n] = at;
      at = outline.end(at);
    }
    return logical(list, 0, list.length, PythonGrammarParser.OR);
  }

  /// Ex) `a or b and c`: the list is split at `or`, its parts at `and`
  private Expr logical(int[] list, int from, int to, int separator) {
    boolean or = separator == PythonGrammarParser.OR;
    int operands = 1;
    for (int n = from; n < to; n++) {
      operands += outline.kind(list[n]) == separator ? 1 : 0;
    }
    if (operands == 1) {
      return or ? logical(list, from, to, PythonGrammarParser.AND) : negation(list, from, to);
    }
    int id = nodes.open();
    Expr[] values = new Expr[operands];
    int start = from;
    for (int n = 0; n < operands; n++) {
      int end = start;
      while (end < to && outline.kind(list[end]) != separator) {
        end++;
      }
      values[n] =
          or ? logical(list, start, end, PythonGrammarParser.AND) : negation(list, start, end);
      start = end + 1;
    }
    BooleanOperator operator = or ? BooleanOperator.OR : BooleanOperator.AND;
    return close(id, new Expr.BoolOp(id, operator, List.of(values)), list, from, to);
  }

  /// Ex) `not not a < b`
  private Expr negation(int[] list, int from, int to) {
    int nots = 0;
    while (outline.kind(list[from + nots]) == PythonGrammarParser.NOT) {
      nots++;
    }
    int id = nodes.open(nots);
    Expr result = comparison(list, from + nots, to);
    for (int n = nots - 1; n >= 0; n--) {
      result =
          close(id + n, new Expr.UnaryOp(id + n, UnaryOperator.NOT, result), list, from + n, to);
    }
    return result;
  }

  /// Ex) `a < b is not c`
  private Expr comparison(int[] list, int from, int to) {
    int at = arithmeticEnd(list, from, to);
    if (at == to) {
      return arithmetic(list, from, to);
    }
    int id = nodes.open();
    final Expr left = arithmetic(list, from, at);
    List<ComparisonOperator> operators = new ArrayList<>(1);
    List<Expr> rights = new ArrayList<>(1);
    while (at < to) {
      int type = outline.kind(list[at++]);
      if (type == PythonGrammarParser.NOT) {
        operators.add(ComparisonOperator.NOT_IN);
        at++;
      } else if (type == PythonGrammarParser.IS
          && outline.kind(list[at]) == PythonGrammarParser.NOT) {
        operators.add(ComparisonOperator.IS_NOT);
        at++;
      } else {
        operators.add(comparisonOperator(type));
      }
      int end = arithmeticEnd(list, at, to);
      rights.add(arithmetic(list, at, end));
      at = end;
    }
    return close(
        id,
        new Expr.Compare(id, left, List.copyOf(operators), List.copyOf(rights)),
        list,
        from,
        to);
  }

  /// The index behind the arithmetic that starts at an index, at a comparison or the end.
  private int arithmeticEnd(int[] list, int from, int to) {
    boolean operand = false;
    for (int at = from; at < to; at++) {
      int kind = outline.kind(list[at]);
      if (kind == PythonGrammarParser.NOT && !operand) {
        throw sources.fault(list[at], "'not' must stand in parentheses here");
      }
      if (operand && isComparison(kind)) {
        return at;
      }
      operand = kind < 0;
    }
    return to;
  }

  private static boolean isComparison(int type) {
    return switch (type) {
      case PythonGrammarParser.LESS,
          PythonGrammarParser.GREATER,
          PythonGrammarParser.EQEQUAL,
          PythonGrammarParser.NOTEQUAL,
          PythonGrammarParser.LESSEQUAL,
          PythonGrammarParser.GREATEREQUAL,
          PythonGrammarParser.IN,
          PythonGrammarParser.IS,
          PythonGrammarParser.NOT ->
          true;
      default -> false;
    };
  }

  private static ComparisonOperator comparisonOperator(int type) {
    return switch (type) {
      case PythonGrammarParser.LESS -> ComparisonOperator.LESS;
      case PythonGrammarParser.GREATER -> ComparisonOperator.GREATER;
      case PythonGrammarParser.EQEQUAL -> ComparisonOperator.EQUAL;
      case PythonGrammarParser.NOTEQUAL -> ComparisonOperator.NOT_EQUAL;
      case PythonGrammarParser.LESSEQUAL -> ComparisonOperator.LESS_EQUAL;
      case PythonGrammarParser.GREATEREQUAL -> ComparisonOperator.GREATER_EQUAL;
      case PythonGrammarParser.IN -> ComparisonOperator.IN;
      case PythonGrammarParser.IS -> ComparisonOperator.IS;
      default -> throw new IllegalArgumentException("no comparison: " + type);
    };
  }

  private Expr arithmetic(int[] list, int from, int to) {
    if (to - from == 1) {
      return expressions.expression(list[from]);
    }
    OperatorTree tree = new OperatorTree(outline, list, from, to);
    return materialize(tree, tree.resolve());
  }

  /// Makes the nodes below one of the tree. Long chains lean to the left: their operators get ids
  /// from the outermost on, then the operands are built from the left.
  private Expr materialize(OperatorTree tree, int root) {
    int spine = 0;
    int node = root;
    for (; tree.isBinary(node); node = tree.left(node)) {
      spine++;
    }
    int[] chain = new int[spine];
    node = root;
    for (int n = 0; n < spine; n++, node = tree.left(node)) {
      chain[n] = node;
    }
    int id = nodes.open(spine);
    Expr result = leaf(tree, node);
    int first = outline.firstToken(tree.left(node));
    for (int n = spine - 1; n >= 0; n--) {
      Expr right = materialize(tree, tree.right(chain[n]));
      result =
          nodes.close(
              id + n, new Expr.BinOp(id + n, result, tree.sign(chain[n]), right), first, lastToken);
    }
    return result;
  }

  private Expr leaf(OperatorTree tree, int node) {
    int part = tree.left(node);
    if (!tree.isUnary(node)) {
      Expr built = expressions.expression(part);
      lastToken = outline.lastToken(part);
      return built;
    }
    int id = nodes.open();
    Expr operand = materialize(tree, tree.right(node));
    return nodes.close(
        id,
        new Expr.UnaryOp(id, OperatorTree.unaryOperator(outline.kind(part)), operand),
        outline.firstToken(part),
        lastToken);
  }

  private <T extends Expr> T close(int id, T expr, int[] list, int from, int to) {
    return nodes.close(id, expr, outline.firstToken(list[from]), outline.lastToken(list[to - 1]));
  }
}
