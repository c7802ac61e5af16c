package dev.loopmend.parse;

import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.CasePattern.KeywordPattern;
import dev.loopmend.syntax.CasePattern.MappingItem;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Expr.ConstantKind;
import dev.loopmend.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds the patterns of `case`.
final class PatternBuilder {
  private final Sources sources;
  private final Outline outline;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  PatternBuilder(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.outline = sources.outline();
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  /// Ex) `case a, *b:` is a sequence without brackets
  CasePattern open(int patterns) {
    if (!outline.hasOnePart(patterns)) {
      int id = nodes.open();
      return sources.close(id, new CasePattern.SequencePattern(id, elements(patterns)), patterns);
    }
    int only = patterns + 1;
    if (hasStar(only)) {
      throw sources.fault(only, "a pattern with a star must stand in a sequence");
    }
    return pattern(only);
  }

  private boolean hasStar(int pattern) {
    return outline.kind(pattern + 1) == PythonGrammarParser.STAR;
  }

  private List<CasePattern> elements(int patterns) {
    List<CasePattern> all = new ArrayList<>(sources.items(patterns));
    boolean star = false;
    for (int part = patterns + 1; part < outline.end(patterns); part = outline.end(part)) {
      if (outline.isToken(part)) {
        continue;
      }
      CasePattern built = pattern(part);
      if (built instanceof CasePattern.StarPattern) {
        if (star) {
          throw sources.fault(part, "a sequence pattern has more than one star");
        }
        star = true;
      }
      all.add(built);
    }
    return List.copyOf(all);
  }

  private CasePattern pattern(int part) {
    if (hasStar(part)) {
      Optional<String> name = captured(sources.name(part + 2));
      return sources.close(new CasePattern.StarPattern(nodes.open(), name), part);
    }
    int name = outline.find(part, PythonGrammarParser.NAME);
    if (name < 0) {
      return alternatives(part);
    }
    if (sources.textOf(name).equals("_")) {
      throw sources.fault(name, "'_' cannot be the target of 'as'");
    }
    int id = nodes.open();
    CasePattern inner = alternatives(part);
    return sources.close(
        id,
        new CasePattern.AsPattern(id, Optional.of(inner), Optional.of(sources.name(name))),
        part);
  }

  private static Optional<String> captured(String name) {
    return name.equals("_") ? Optional.empty() : Optional.of(name);
  }

  private CasePattern alternatives(int pattern) {
    int count = outline.rules(pattern);
    if (count == 1) {
      return closed(pattern + 1);
    }
    int id = nodes.open();
    CasePattern[] all = new CasePattern[count];
    int last = pattern + 1;
    for (int n = 0; n < count; n++) {
      last = outline.part(pattern, 2 * n);
      all[n] = closed(last);
    }
    return nodes.close(
        id,
        new CasePattern.OrPattern(id, List.of(all)),
        outline.firstToken(pattern),
        outline.lastToken(last));
  }

  private CasePattern closed(int part) {
    int first = part + 1;
    return switch (outline.kind(first)) {
      case ~PythonGrammarParser.RULE_dottedName -> dottedPattern(part);
      case PythonGrammarParser.LPAR -> group(part);
      case PythonGrammarParser.LSQB -> sequence(part);
      case PythonGrammarParser.LBRACE -> mapping(part);
      case PythonGrammarParser.NONE, PythonGrammarParser.TRUE, PythonGrammarParser.FALSE -> {
        int id = nodes.open();
        yield sources.close(id, new CasePattern.SingletonPattern(id, constant(first)), part);
      }
      default -> {
        int id = nodes.open();
        yield sources.close(id, new CasePattern.ValuePattern(id, literal(first)), part);
      }
    };
  }

  private Expr.Constant constant(int token) {
    ConstantKind kind =
        switch (outline.kind(token)) {
          case PythonGrammarParser.NONE -> ConstantKind.NONE;
          case PythonGrammarParser.TRUE -> ConstantKind.TRUE;
          case PythonGrammarParser.FALSE -> ConstantKind.FALSE;
          default -> ConstantKind.NUMBER;
        };
    return expressions.constant(token, kind);
  }

  private Expr literal(int part) {
    if (outline.kind(part) == ~PythonGrammarParser.RULE_signedNumber) {
      return signedNumber(part);
    }
    Expr value = expressions.expression(part);
    if (!(value instanceof Expr.Constant)) {
      throw sources.fault(part, "a pattern can only be a string without fields");
    }
    return value;
  }

  /// Ex) `-1`, `1 + 2j`
  private Expr signedNumber(int part) {
    int number = outline.find(part, PythonGrammarParser.NUMBER);
    if (number == outline.end(part) - 1) {
      return signed(part, number);
    }
    int id = nodes.open();
    Expr left = signed(part, number);
    int sign = number + 1;
    int imaginary = number + 2;
    if (!isImaginary(imaginary) || isImaginary(number)) {
      throw sources.fault(imaginary, "a sum in a pattern is a real and an imaginary number");
    }
    Expr right = constant(imaginary);
    BinaryOperator operator = OperatorTree.binaryOperator(outline.kind(sign));
    return sources.close(id, new Expr.BinOp(id, left, operator, right), part);
  }

  private boolean isImaginary(int number) {
    String text = sources.textOf(number);
    return text.endsWith("j") || text.endsWith("J");
  }

  private Expr signed(int part, int number) {
    if (outline.kind(part + 1) != PythonGrammarParser.MINUS) {
      return constant(number);
    }
    int id = nodes.open();
    Expr operand = constant(number);
    return nodes.close(
        id,
        new Expr.UnaryOp(id, UnaryOperator.MINUS, operand),
        outline.firstToken(part),
        outline.firstToken(number));
  }

  private CasePattern dottedPattern(int part) {
    int dotted = part + 1;
    boolean alone = outline.hasOnePart(part) && outline.hasOnePart(dotted);
    if (!alone && sources.textOf(dotted + 1).equals("_")) {
      throw sources.fault(dotted, "'_' matches everything here, it is no name");
    }
    if (!outline.hasOnePart(part)) {
      return classPattern(part, dotted);
    }
    int id = nodes.open();
    if (outline.hasOnePart(dotted)) {
      Optional<String> name = captured(sources.name(dotted + 1));
      return sources.close(id, new CasePattern.AsPattern(id, Optional.empty(), name), part);
    }
    return sources.close(id, new CasePattern.ValuePattern(id, dotted(dotted)), part);
  }

  private Expr dotted(int part) {
    int attributes = (outline.size(part) - 1) / 2;
    int id = nodes.open(attributes);
    Expr result = expressions.name(part + 1);
    for (int n = 1; n <= attributes; n++) {
      int name = part + 1 + 2 * n;
      result =
          nodes.close(
              id + attributes - n,
              new Expr.Attribute(id + attributes - n, result, sources.name(name)),
              outline.firstToken(part),
              outline.firstToken(name));
    }
    return result;
  }

  private CasePattern classPattern(int part, int dotted) {
    int id = nodes.open();
    Expr type = dotted(dotted);
    sources.items(part);
    List<CasePattern> patterns = new ArrayList<>();
    List<KeywordPattern> keywords = new ArrayList<>();
    for (int at = outline.end(dotted); at < outline.end(part); at = outline.end(at)) {
      if (outline.isToken(at)) {
        continue;
      }
      if (hasStar(at + 1)) {
        throw sources.fault(at, "a class pattern takes no star");
      }
      if (!outline.hasOnePart(at)) {
        keywords.add(keyword(at));
      } else if (keywords.isEmpty()) {
        patterns.add(pattern(at + 1));
      } else {
        throw sources.fault(at, "a positional pattern follows a keyword pattern");
      }
    }
    return sources.close(
        id,
        new CasePattern.ClassPattern(id, type, List.copyOf(patterns), List.copyOf(keywords)),
        part);
  }

  private KeywordPattern keyword(int argument) {
    int name = outline.core(argument + 1);
    int value = outline.part(argument, 2);
    if (outline.kind(name) != PythonGrammarParser.NAME) {
      throw sources.fault(argument, "the name of a keyword pattern must be a name");
    }
    if (hasStar(value)) {
      throw sources.fault(value, "a class pattern takes no star");
    }
    return new KeywordPattern(sources.name(name), pattern(value));
  }

  /// Ex) `(a)` groups, `(a,)` and `()` are sequences
  private CasePattern group(int part) {
    int inner = part + 2;
    if (outline.isToken(inner) || !outline.hasOnePart(inner)) {
      return sequence(part);
    }
    if (hasStar(inner + 1)) {
      throw sources.fault(inner, "a pattern with a star must stand in a sequence");
    }
    CasePattern grouped = pattern(inner + 1);
    nodes.group(grouped);
    return grouped;
  }

  private CasePattern sequence(int part) {
    int id = nodes.open();
    int inner = part + 2;
    List<CasePattern> all = outline.isToken(inner) ? List.of() : elements(inner);
    return sources.close(id, new CasePattern.SequencePattern(id, all), part);
  }

  private CasePattern mapping(int part) {
    int id = nodes.open();
    List<MappingItem> items = new ArrayList<>(sources.items(part));
    Optional<String> rest = Optional.empty();
    for (int item = part + 1; item < outline.end(part); item = outline.end(item)) {
      if (outline.isToken(item)) {
        continue;
      }
      if (rest.isPresent()) {
        throw sources.fault(item, "nothing can follow '**' in a mapping pattern");
      }
      if (!outline.isToken(item + 1)) {
        Expr key = key(item + 1);
        items.add(new MappingItem(key, pattern(outline.part(item, 2))));
      } else if (sources.textOf(item + 2).equals("_")) {
        throw sources.fault(item, "'**_' is no pattern");
      } else {
        rest = Optional.of(sources.name(item + 2));
      }
    }
    return sources.close(id, new CasePattern.MappingPattern(id, List.copyOf(items), rest), part);
  }

  private Expr key(int closed) {
    int first = closed + 1;
    boolean single = outline.hasOnePart(closed);
    int kind = outline.kind(first);
    if (kind == ~PythonGrammarParser.RULE_dottedName) {
      if (single && !outline.hasOnePart(first)) {
        return dotted(first);
      }
    } else if (kind < 0) {
      return literal(first);
    } else if (single) {
      return constant(first);
    }
    throw sources.fault(closed, "the key of a mapping pattern must be a literal or a dotted name");
  }
}
