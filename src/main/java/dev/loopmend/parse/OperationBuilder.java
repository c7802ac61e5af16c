package dev.loopmend.parse;

import dev.loopmend.parse.PythonGrammarParser.ArithmeticContext;
import dev.loopmend.parse.PythonGrammarParser.OperationContext;
import dev.loopmend.parse.PythonGrammarParser.PrimaryContext;
import dev.loopmend.syntax.BooleanOperator;
import dev.loopmend.syntax.ComparisonOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;

/// Builds operators from the flat lists of the grammar.
final class OperationBuilder {
  private final Sources sources;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  /// The last token of the operand that was built last: what stands round it on the right ends with
  /// it, so that no chain is walked down again.
  private int lastToken;

  OperationBuilder(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  Expr operation(OperationContext context) {
    List<ParseTree> parts = context.children;
    return parts.size() == 1
        ? arithmetic((ArithmeticContext) parts.getFirst())
        : logical(parts, PythonGrammarParser.OR);
  }

  /// Ex) `a or b and c`: the list is split at `or`, its parts at `and`
  private Expr logical(List<ParseTree> parts, int separator) {
    boolean or = separator == PythonGrammarParser.OR;
    List<List<ParseTree>> operands = split(parts, separator);
    if (operands.size() == 1) {
      return or ? logical(parts, PythonGrammarParser.AND) : negation(parts);
    }
    int id = nodes.open();
    List<Expr> values = new ArrayList<>(operands.size());
    for (List<ParseTree> operand : operands) {
      values.add(or ? logical(operand, PythonGrammarParser.AND) : negation(operand));
    }
    BooleanOperator operator = or ? BooleanOperator.OR : BooleanOperator.AND;
    return close(new Expr.BoolOp(id, operator, List.copyOf(values)), parts);
  }

  private static List<List<ParseTree>> split(List<ParseTree> parts, int separator) {
    List<List<ParseTree>> found = new ArrayList<>();
    int from = 0;
    for (int n = 0; n < parts.size(); n++) {
      if (Sources.type(parts.get(n)) == separator) {
        found.add(parts.subList(from, n));
        from = n + 1;
      }
    }
    found.add(parts.subList(from, parts.size()));
    return found;
  }

  /// Ex) `not not a < b`
  private Expr negation(List<ParseTree> parts) {
    int nots = 0;
    while (Sources.type(parts.get(nots)) == PythonGrammarParser.NOT) {
      nots++;
    }
    int id = nodes.open(nots);
    Expr result = comparison(parts.subList(nots, parts.size()));
    for (int n = nots - 1; n >= 0; n--) {
      result =
          close(
              new Expr.UnaryOp(id + n, UnaryOperator.NOT, result), parts.subList(n, parts.size()));
    }
    return result;
  }

  /// Ex) `a < b is not c`
  private Expr comparison(List<ParseTree> parts) {
    if (parts.size() == 1) {
      return arithmetic((ArithmeticContext) parts.getFirst());
    }
    int id = nodes.open();
    final Expr left = arithmetic((ArithmeticContext) parts.getFirst());
    List<ComparisonOperator> operators = new ArrayList<>();
    List<Expr> rights = new ArrayList<>();
    int at = 1;
    while (at < parts.size()) {
      int type = Sources.type(parts.get(at++));
      boolean negated = Sources.type(parts.get(at)) == PythonGrammarParser.NOT;
      if (type == PythonGrammarParser.NOT) {
        operators.add(ComparisonOperator.NOT_IN);
        at++;
      } else if (type == PythonGrammarParser.IS && negated) {
        operators.add(ComparisonOperator.IS_NOT);
        at++;
      } else {
        operators.add(comparisonOperator(type));
      }
      if (!(parts.get(at) instanceof ArithmeticContext right)) {
        throw sources.fault(parts.get(at), "'not' must stand in parentheses here");
      }
      rights.add(arithmetic(right));
      at++;
    }
    return close(new Expr.Compare(id, left, List.copyOf(operators), List.copyOf(rights)), parts);
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

  Expr arithmetic(ArithmeticContext context) {
    List<ParseTree> parts = context.children;
    if (parts.size() == 1) {
      return expressions.primary((PrimaryContext) parts.getFirst());
    }
    OperatorTree tree = new OperatorTree(parts);
    return materialize(tree, tree.resolve(), parts);
  }

  /// Makes the nodes below one of the tree. Long chains lean to the left: their operators get ids
  /// from the outermost on, then the operands are built from the left.
  private Expr materialize(OperatorTree tree, int root, List<ParseTree> parts) {
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
    Expr result = leaf(tree, node, parts);
    int first = firstToken(tree, node, parts);
    for (int n = spine - 1; n >= 0; n--) {
      Expr right = materialize(tree, tree.right(chain[n]), parts);
      result =
          nodes.close(new Expr.BinOp(id + n, result, tree.sign(chain[n]), right), first, lastToken);
    }
    return result;
  }

  private Expr leaf(OperatorTree tree, int node, List<ParseTree> parts) {
    if (!tree.isUnary(node)) {
      ParseTree operand = parts.get(tree.left(node));
      Expr built = expressions.primary((PrimaryContext) operand);
      lastToken = Sources.lastToken(operand).number();
      return built;
    }
    int id = nodes.open();
    ParseTree sign = parts.get(tree.left(node));
    Expr operand = materialize(tree, tree.right(node), parts);
    return nodes.close(
        new Expr.UnaryOp(id, OperatorTree.unaryOperator(Sources.type(sign)), operand),
        Sources.firstToken(sign).number(),
        lastToken);
  }

  private static int firstToken(OperatorTree tree, int leaf, List<ParseTree> parts) {
    return Sources.firstToken(parts.get(tree.left(leaf))).number();
  }

  private <T extends Expr> T close(T expr, List<ParseTree> parts) {
    return nodes.close(
        expr,
        Sources.firstToken(parts.getFirst()).number(),
        Sources.lastToken(parts.getLast()).number());
  }
}
