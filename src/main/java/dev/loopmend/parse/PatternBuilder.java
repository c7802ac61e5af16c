package dev.loopmend.parse;

import dev.loopmend.parse.PythonGrammarParser.ArgumentPatternContext;
import dev.loopmend.parse.PythonGrammarParser.ClosedPatternContext;
import dev.loopmend.parse.PythonGrammarParser.DottedNameContext;
import dev.loopmend.parse.PythonGrammarParser.MappingItemContext;
import dev.loopmend.parse.PythonGrammarParser.PatternContext;
import dev.loopmend.parse.PythonGrammarParser.PatternsContext;
import dev.loopmend.parse.PythonGrammarParser.SignedNumberContext;
import dev.loopmend.parse.PythonGrammarParser.StringsContext;
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
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds the patterns of `case`.
final class PatternBuilder {
  private final Sources sources;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  PatternBuilder(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  /// Ex) `case a, *b:` is a sequence without brackets
  CasePattern open(PatternsContext context) {
    PatternContext first = (PatternContext) context.children.getFirst();
    boolean star = Sources.type(first.children.getFirst()) == PythonGrammarParser.STAR;
    if (context.getChildCount() == 1) {
      if (star) {
        throw sources.fault(first, "a pattern with a star must stand in a sequence");
      }
      return pattern(first);
    }
    int id = nodes.open();
    return expressions.close(new CasePattern.SequencePattern(id, elements(context)), context);
  }

  private List<CasePattern> elements(PatternsContext context) {
    sources.checkCommas(context);
    List<CasePattern> all = new ArrayList<>();
    boolean star = false;
    for (PatternContext pattern : context.pattern()) {
      CasePattern built = pattern(pattern);
      if (built instanceof CasePattern.StarPattern) {
        if (star) {
          throw sources.fault(pattern, "a sequence pattern has more than one star");
        }
        star = true;
      }
      all.add(built);
    }
    return List.copyOf(all);
  }

  private CasePattern pattern(PatternContext context) {
    if (Sources.type(context.children.getFirst()) == PythonGrammarParser.STAR) {
      Optional<String> name = captured(sources.name(context.NAME()));
      return expressions.close(new CasePattern.StarPattern(nodes.open(), name), context);
    }
    TerminalNode name = context.NAME();
    if (name == null) {
      return alternatives(context);
    }
    if (name.getText().equals("_")) {
      throw sources.fault(name, "'_' cannot be the target of 'as'");
    }
    int id = nodes.open();
    CasePattern inner = alternatives(context);
    return expressions.close(
        new CasePattern.AsPattern(id, Optional.of(inner), Optional.of(sources.name(name))),
        context);
  }

  private static Optional<String> captured(String name) {
    return name.equals("_") ? Optional.empty() : Optional.of(name);
  }

  private CasePattern alternatives(PatternContext context) {
    List<ClosedPatternContext> parts = context.closedPattern();
    if (parts.size() == 1) {
      return closed(parts.getFirst());
    }
    int id = nodes.open();
    List<CasePattern> all = new ArrayList<>();
    for (ClosedPatternContext part : parts) {
      all.add(closed(part));
    }
    return nodes.close(
        new CasePattern.OrPattern(id, List.copyOf(all)),
        sources.first(context),
        sources.last(parts.getLast()));
  }

  private CasePattern closed(ClosedPatternContext context) {
    return switch (context.children.getFirst()) {
      case DottedNameContext dotted -> dottedPattern(context, dotted);
      case TerminalNode leaf ->
          switch (Sources.type(leaf)) {
            case PythonGrammarParser.LPAR -> group(context);
            case PythonGrammarParser.LSQB -> sequence(context);
            case PythonGrammarParser.LBRACE -> mapping(context);
            default -> singleton(leaf);
          };
      case ParseTree other -> {
        int id = nodes.open();
        yield expressions.close(new CasePattern.ValuePattern(id, literal(other)), context);
      }
    };
  }

  private CasePattern singleton(TerminalNode leaf) {
    int id = nodes.open();
    Expr.Constant value = constant((TableToken) leaf.getSymbol());
    int at = nodes.firstToken(value);
    return nodes.close(new CasePattern.SingletonPattern(id, value), at, at);
  }

  private Expr.Constant constant(TableToken token) {
    ConstantKind kind =
        switch (token.type()) {
          case PythonGrammarParser.NONE -> ConstantKind.NONE;
          case PythonGrammarParser.TRUE -> ConstantKind.TRUE;
          case PythonGrammarParser.FALSE -> ConstantKind.FALSE;
          default -> ConstantKind.NUMBER;
        };
    return expressions.constant(token, kind);
  }

  private Expr literal(ParseTree part) {
    if (part instanceof StringsContext strings) {
      Expr value = expressions.strings().strings(strings);
      if (!(value instanceof Expr.Constant)) {
        throw sources.fault(part, "a pattern can only be a string without fields");
      }
      return value;
    }
    return signedNumber((SignedNumberContext) part);
  }

  /// Ex) `-1`, `1 + 2j`
  private Expr signedNumber(SignedNumberContext context) {
    List<TerminalNode> numbers = context.NUMBER();
    if (numbers.size() == 1) {
      return signed(context);
    }
    int id = nodes.open();
    Expr left = signed(context);
    TerminalNode sign = (TerminalNode) context.children.get(context.getChildCount() - 2);
    TableToken imaginary = Sources.firstToken(numbers.get(1));
    boolean complex = isImaginary(imaginary) && !isImaginary(Sources.firstToken(numbers.get(0)));
    if (!complex) {
      throw sources.fault(numbers.get(1), "a sum in a pattern is a real and an imaginary number");
    }
    Expr right = constant(imaginary);
    BinaryOperator operator = OperatorTree.binaryOperator(Sources.type(sign));
    return expressions.close(new Expr.BinOp(id, left, operator, right), context);
  }

  private static boolean isImaginary(TableToken number) {
    String text = number.getText();
    return text.endsWith("j") || text.endsWith("J");
  }

  private Expr signed(SignedNumberContext context) {
    ParseTree first = context.children.getFirst();
    TableToken number = Sources.firstToken(context.NUMBER(0));
    if (Sources.type(first) != PythonGrammarParser.MINUS) {
      return constant(number);
    }
    int id = nodes.open();
    Expr operand = constant(number);
    return nodes.close(
        new Expr.UnaryOp(id, UnaryOperator.MINUS, operand),
        sources.first(context),
        number.number());
  }

  private CasePattern dottedPattern(ClosedPatternContext context, DottedNameContext dotted) {
    boolean alone = context.getChildCount() == 1 && dotted.getChildCount() == 1;
    if (!alone && dotted.NAME(0).getText().equals("_")) {
      throw sources.fault(dotted, "'_' matches everything here, it is no name");
    }
    if (context.getChildCount() > 1) {
      return classPattern(context, dotted);
    }
    int id = nodes.open();
    if (dotted.getChildCount() == 1) {
      Optional<String> name = captured(sources.name(dotted.NAME(0)));
      return expressions.close(new CasePattern.AsPattern(id, Optional.empty(), name), context);
    }
    return expressions.close(new CasePattern.ValuePattern(id, dotted(dotted)), context);
  }

  private Expr dotted(DottedNameContext context) {
    List<TerminalNode> names = context.NAME();
    int attributes = names.size() - 1;
    int id = nodes.open(attributes);
    Expr result = expressions.nameOf(Sources.firstToken(names.getFirst()));
    for (int n = 1; n <= attributes; n++) {
      TerminalNode name = names.get(n);
      result =
          nodes.close(
              new Expr.Attribute(id + attributes - n, result, sources.name(name)),
              sources.first(context),
              Sources.firstToken(name).number());
    }
    return result;
  }

  private CasePattern classPattern(ClosedPatternContext context, DottedNameContext dotted) {
    int id = nodes.open();
    Expr type = dotted(dotted);
    sources.checkCommas(context);
    List<CasePattern> patterns = new ArrayList<>();
    List<KeywordPattern> keywords = new ArrayList<>();
    for (ArgumentPatternContext argument : context.argumentPattern()) {
      if (Sources.type(argument.pattern(0).children.getFirst()) == PythonGrammarParser.STAR) {
        throw sources.fault(argument, "a class pattern takes no star");
      }
      if (argument.getChildCount() == 1) {
        if (!keywords.isEmpty()) {
          throw sources.fault(argument, "a positional pattern follows a keyword pattern");
        }
        patterns.add(pattern(argument.pattern(0)));
      } else {
        keywords.add(keyword(argument));
      }
    }
    return expressions.close(
        new CasePattern.ClassPattern(id, type, List.copyOf(patterns), List.copyOf(keywords)),
        context);
  }

  private KeywordPattern keyword(ArgumentPatternContext argument) {
    PatternContext name = argument.pattern(0);
    TableToken token = (TableToken) name.start;
    PatternContext value = argument.pattern(1);
    if (!Sources.isOneToken(name) || token.type() != PythonGrammarParser.NAME) {
      throw sources.fault(name, "the name of a keyword pattern must be a name");
    }
    if (Sources.type(value.children.getFirst()) == PythonGrammarParser.STAR) {
      throw sources.fault(value, "a class pattern takes no star");
    }
    return new KeywordPattern(sources.name(token), pattern(value));
  }

  /// Ex) `(a)` groups, `(a,)` and `()` are sequences
  private CasePattern group(ClosedPatternContext context) {
    PatternsContext inner = context.patterns();
    boolean groups =
        inner != null
            && inner.getChildCount() == 1
            && Sources.type(inner.pattern(0).children.getFirst()) != PythonGrammarParser.STAR;
    if (!groups) {
      if (inner != null && inner.getChildCount() == 1) {
        throw sources.fault(inner, "a pattern with a star must stand in a sequence");
      }
      return sequence(context);
    }
    CasePattern grouped = pattern(inner.pattern(0));
    nodes.group(grouped);
    return grouped;
  }

  private CasePattern sequence(ClosedPatternContext context) {
    int id = nodes.open();
    PatternsContext inner = context.patterns();
    List<CasePattern> all = inner == null ? List.of() : elements(inner);
    return expressions.close(new CasePattern.SequencePattern(id, all), context);
  }

  private CasePattern mapping(ClosedPatternContext context) {
    int id = nodes.open();
    sources.checkCommas(context);
    List<MappingItem> items = new ArrayList<>();
    Optional<String> rest = Optional.empty();
    for (MappingItemContext item : context.mappingItem()) {
      if (rest.isPresent()) {
        throw sources.fault(item, "nothing can follow '**' in a mapping pattern");
      }
      if (item.NAME() == null) {
        items.add(new MappingItem(key(item.closedPattern()), pattern(item.pattern())));
      } else if (item.NAME().getText().equals("_")) {
        throw sources.fault(item, "'**_' is no pattern");
      } else {
        rest = Optional.of(sources.name(item.NAME()));
      }
    }
    return expressions.close(new CasePattern.MappingPattern(id, List.copyOf(items), rest), context);
  }

  private Expr key(ClosedPatternContext context) {
    ParseTree first = context.children.getFirst();
    if (first instanceof DottedNameContext dotted) {
      if (context.getChildCount() == 1 && dotted.getChildCount() > 1) {
        return dotted(dotted);
      }
    } else if (first instanceof TerminalNode leaf) {
      if (context.getChildCount() == 1) {
        return constant((TableToken) leaf.getSymbol());
      }
    } else {
      return literal(first);
    }
    throw sources.fault(context, "the key of a mapping pattern must be a literal or a dotted name");
  }
}
