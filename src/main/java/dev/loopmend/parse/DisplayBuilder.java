package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Optional;

/// Builds what stands in brackets: groups, tuples, lists, sets, dicts, comprehensions, subscripts.
final class DisplayBuilder {
  private final Sources sources;
  private final Outline outline;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  DisplayBuilder(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.outline = sources.outline();
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  Expr group(int part) {
    int inner = part + 2;
    if (outline.isToken(inner)) {
      return sources.close(new Expr.TupleExpr(nodes.open(), List.of()), part);
    }
    int behind = outline.end(inner);
    if (isComprehension(behind)) {
      int id = nodes.open();
      Expr element = expressions.expression(inner);
      List<Node.Comprehension> generators = expressions.comprehension(behind);
      return sources.close(id, new Expr.GeneratorExp(id, element, generators), part);
    }
    if (outline.kind(behind) == PythonGrammarParser.COMMA) {
      return expressions.tuple(part);
    }
    if (outline.kind(inner + 1) == PythonGrammarParser.STAR) {
      throw sources.fault(inner, "a starred expression cannot stand alone in parentheses");
    }
    Expr grouped = expressions.expression(inner);
    nodes.group(grouped);
    return grouped;
  }

  private boolean isComprehension(int part) {
    return outline.kind(part) == ~PythonGrammarParser.RULE_comprehension;
  }

  Expr list(int part) {
    int id = nodes.open();
    int behind = outline.end(part + 2);
    if (behind < outline.end(part) && isComprehension(behind)) {
      Expr element = expressions.expression(part + 2);
      List<Node.Comprehension> generators = expressions.comprehension(behind);
      return sources.close(id, new Expr.ListComp(id, element, generators), part);
    }
    return sources.close(id, new Expr.ListExpr(id, expressions.items(part)), part);
  }

  Expr brace(int part) {
    int id = nodes.open();
    int first = part + 2;
    if (outline.isToken(first)) {
      return sources.close(id, new Expr.Dict(id, List.of()), part);
    }
    boolean dict = isDictItem(first);
    int behind = outline.end(first);
    if (isComprehension(behind)) {
      return dict
          ? dictComprehension(id, first, behind, part)
          : setComprehension(id, first, behind, part);
    }
    int items = sources.items(part);
    for (int item = first; item < outline.end(part); item = outline.end(item)) {
      if (!outline.isToken(item) && isDictItem(item) != dict) {
        throw sources.fault(item, "a display is either a dict or a set");
      }
    }
    return dict
        ? sources.close(id, new Expr.Dict(id, dictItems(part, items)), part)
        : sources.close(id, new Expr.SetExpr(id, expressions.items(part)), part);
  }

  private Expr setComprehension(int id, int item, int generators, int whole) {
    Expr element = expressions.expression(item);
    return sources.close(
        id, new Expr.SetComp(id, element, expressions.comprehension(generators)), whole);
  }

  private Expr dictComprehension(int id, int item, int generators, int whole) {
    Expr.DictItem built = dictItem(item);
    return sources.close(
        id,
        new Expr.DictComp(id, built.key(), built.value(), expressions.comprehension(generators)),
        whole);
  }

  private boolean isDictItem(int item) {
    if (outline.hasOnePart(item)) {
      return false;
    }
    int first = outline.kind(item + 1);
    return first == PythonGrammarParser.DOUBLESTAR
        || (first < 0 && outline.kind(outline.end(item + 1)) == PythonGrammarParser.COLON);
  }

  private List<Expr.DictItem> dictItems(int part, int count) {
    Expr.DictItem[] items = new Expr.DictItem[count];
    int item = part + 1;
    for (int n = 0; n < count; item = outline.end(item)) {
      if (!outline.isToken(item)) {
        items[n++] = dictItem(item);
      }
    }
    return List.of(items);
  }

  private Expr.DictItem dictItem(int item) {
    if (outline.isToken(item + 1)) {
      return new Expr.DictItem(Optional.empty(), expressions.expression(item + 2));
    }
    Expr key = expressions.expression(item + 1);
    Expr value = expressions.expression(outline.end(item + 1) + 1);
    return new Expr.DictItem(Optional.of(key), value);
  }

  /// A subscript with a colon, or the colon alone.
  ///
  /// Ex) `1:2`, `::3`, `:`
  Expr slice(int part) {
    int id = nodes.open();
    int from = outline.isToken(part) ? part : part + 1;
    Expr[] parts = new Expr[3];
    int colons = 0;
    for (int at = from; at < outline.end(part); at = outline.end(at)) {
      if (outline.isToken(at)) {
        colons++;
      } else {
        parts[colons] = expressions.expression(at);
      }
    }
    return sources.close(
        new Expr.Slice(
            id,
            Optional.ofNullable(parts[0]),
            Optional.ofNullable(parts[1]),
            Optional.ofNullable(parts[2])),
        part);
  }
}
