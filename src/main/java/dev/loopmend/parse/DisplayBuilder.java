package dev.loopmend.parse;

import dev.loopmend.parse.PythonGrammarParser.ArithmeticContext;
import dev.loopmend.parse.PythonGrammarParser.BraceDisplayContext;
import dev.loopmend.parse.PythonGrammarParser.BraceItemContext;
import dev.loopmend.parse.PythonGrammarParser.ComprehensionContext;
import dev.loopmend.parse.PythonGrammarParser.ExpressionContext;
import dev.loopmend.parse.PythonGrammarParser.GroupContext;
import dev.loopmend.parse.PythonGrammarParser.ListDisplayContext;
import dev.loopmend.parse.PythonGrammarParser.SubscriptContext;
import dev.loopmend.parse.PythonGrammarParser.YieldExpressionContext;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/// Builds what stands in brackets: groups, tuples, lists, sets, dicts, comprehensions, subscripts.
final class DisplayBuilder {
  private final Sources sources;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  DisplayBuilder(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  Expr group(GroupContext context) {
    int size = context.getChildCount();
    if (size == 2) {
      return expressions.close(new Expr.TupleExpr(nodes.open(), List.of()), context);
    }
    ParseTree inner = context.children.get(1);
    if (context.children.get(2) instanceof ComprehensionContext comprehension) {
      return generator((ParserRuleContext) inner, comprehension, context);
    }
    if (size > 3) {
      int id = nodes.open();
      return expressions.close(new Expr.TupleExpr(id, expressions.items(context)), context);
    }
    if (Sources.type(((ParserRuleContext) inner).children.getFirst()) == PythonGrammarParser.STAR) {
      throw sources.fault(inner, "a starred expression cannot stand alone in parentheses");
    }
    Expr grouped =
        inner instanceof YieldExpressionContext
            ? expressions.valueOf(inner)
            : expressions.item(inner);
    nodes.group(grouped);
    return grouped;
  }

  /// A generator expression that spans `whole`, its parentheses included.
  Expr generator(
      ParserRuleContext element, ComprehensionContext comprehension, ParserRuleContext whole) {
    int id = nodes.open();
    Expr built = expressions.item(element);
    List<Node.Comprehension> generators = expressions.comprehension(comprehension);
    return expressions.close(new Expr.GeneratorExp(id, built, generators), whole);
  }

  Expr list(ListDisplayContext context) {
    int id = nodes.open();
    if (context.getChildCount() == 4
        && context.children.get(2) instanceof ComprehensionContext comprehension) {
      Expr element = expressions.item(context.children.get(1));
      List<Node.Comprehension> generators = expressions.comprehension(comprehension);
      return expressions.close(new Expr.ListComp(id, element, generators), context);
    }
    return expressions.close(new Expr.ListExpr(id, expressions.items(context)), context);
  }

  Expr brace(BraceDisplayContext context) {
    int id = nodes.open();
    if (context.getChildCount() == 2) {
      return expressions.close(new Expr.Dict(id, List.of()), context);
    }
    BraceItemContext first = (BraceItemContext) context.children.get(1);
    boolean dict = isDictItem(first);
    if (context.children.get(2) instanceof ComprehensionContext comprehension) {
      return dict
          ? dictComprehension(id, first, comprehension, context)
          : setComprehension(id, first, comprehension, context);
    }
    sources.checkCommas(context);
    for (ParseTree child : context.children) {
      if (child instanceof BraceItemContext item && isDictItem(item) != dict) {
        throw sources.fault(item, "a display is either a dict or a set");
      }
    }
    return dict
        ? expressions.close(new Expr.Dict(id, dictItems(context)), context)
        : expressions.close(new Expr.SetExpr(id, expressions.items(context)), context);
  }

  private Expr setComprehension(
      int id, BraceItemContext item, ComprehensionContext generators, BraceDisplayContext whole) {
    Expr element = expressions.item(item);
    return expressions.close(
        new Expr.SetComp(id, element, expressions.comprehension(generators)), whole);
  }

  private Expr dictComprehension(
      int id, BraceItemContext item, ComprehensionContext generators, BraceDisplayContext whole) {
    Expr.DictItem built = dictItem(item);
    return expressions.close(
        new Expr.DictComp(id, built.key(), built.value(), expressions.comprehension(generators)),
        whole);
  }

  private static boolean isDictItem(BraceItemContext item) {
    return Sources.type(item.children.getFirst()) == PythonGrammarParser.DOUBLESTAR
        || (item.getChildCount() == 3
            && Sources.type(item.children.get(1)) == PythonGrammarParser.COLON);
  }

  private List<Expr.DictItem> dictItems(BraceDisplayContext context) {
    List<Expr.DictItem> items = new ArrayList<>();
    for (ParseTree child : context.children) {
      if (child instanceof BraceItemContext item) {
        items.add(dictItem(item));
      }
    }
    return List.copyOf(items);
  }

  private Expr.DictItem dictItem(BraceItemContext item) {
    if (item.children.get(1) instanceof ArithmeticContext unpacked) {
      return new Expr.DictItem(Optional.empty(), expressions.arithmetic(unpacked));
    }
    Expr key = expressions.expression((ExpressionContext) item.children.get(0));
    Expr value = expressions.expression((ExpressionContext) item.children.get(2));
    return new Expr.DictItem(Optional.of(key), value);
  }

  /// Ex) `a[1:2, ::3, *b, c := d]`
  Expr subscript(SubscriptContext context) {
    if (Sources.type(context.children.getFirst()) == PythonGrammarParser.STAR) {
      return expressions.starred(context);
    }
    if (context.COLON().isEmpty()) {
      return expressions.named(context, context.children);
    }
    int id = nodes.open();
    List<Optional<Expr>> parts = new ArrayList<>();
    Optional<Expr> part = Optional.empty();
    for (ParseTree child : context.children) {
      if (child instanceof ExpressionContext expression) {
        part = Optional.of(expressions.expression(expression));
      } else {
        parts.add(part);
        part = Optional.empty();
      }
    }
    parts.add(part);
    Optional<Expr> step = parts.size() > 2 ? parts.get(2) : Optional.empty();
    return expressions.close(new Expr.Slice(id, parts.get(0), parts.get(1), step), context);
  }
}
