package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Expr.ConstantKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds strings, which may stand side by side, and the fields in them.
final class StringBuilders {
  private final Sources sources;
  private final Outline outline;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  StringBuilders(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.outline = sources.outline();
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  /// A part that is one string, or several side by side.
  Expr strings(int part) {
    if (outline.kind(part) != ~PythonGrammarParser.RULE_strings) {
      return strings(part, part, outline.end(part));
    }
    return strings(part, part + 1, outline.end(part));
  }

  private Expr strings(int whole, int from, int end) {
    int id = nodes.open();
    int all = 0;
    int bytes = 0;
    int formatted = 0;
    int templates = 0;
    for (int part = from; part < end; part = outline.end(part)) {
      all++;
      switch (kindOf(part)) {
        case 'b' -> bytes++;
        case 'f' -> formatted++;
        case 't' -> templates++;
        default -> {}
      }
    }
    if ((bytes > 0 && bytes < all) || (templates > 0 && templates < all)) {
      throw sources.fault(
          whole, "only strings of one kind (bytes, template, other) can stand side by side");
    }
    if (templates > 0) {
      return sources.close(id, new Expr.TemplateStr(id, fields(from, end, true)), whole);
    }
    if (formatted > 0) {
      return sources.close(id, new Expr.JoinedStr(id, fields(from, end, false)), whole);
    }
    ConstantKind kind = bytes > 0 ? ConstantKind.BYTES : ConstantKind.STRING;
    return sources.close(id, new Expr.Constant(id, kind, sources.textOf(whole)), whole);
  }

  /// The letter of a string's prefix that says what it is, in lower case, else its quote.
  private char kindOf(int part) {
    int at = sources.tokens().start(outline.firstToken(part));
    while (true) {
      char c = sources.text().charAt(at++);
      switch (c) {
        case 'b', 'f', 't', '\'', '"' -> {
          return c;
        }
        case 'B', 'F', 'T' -> {
          return Character.toLowerCase(c);
        }
        default -> {}
      }
    }
  }

  private List<Expr> fields(int from, int end, boolean template) {
    List<Expr> fields = new ArrayList<>();
    for (int part = from; part < end; part = outline.end(part)) {
      addFields(part, template, fields);
    }
    return List.copyOf(fields);
  }

  /// Adds the fields that stand directly in an f-string or a format specification.
  private void addFields(int whole, boolean template, List<Expr> fields) {
    for (int part = whole + 1; part < outline.end(whole); part = outline.end(part)) {
      if (outline.kind(part) == ~PythonGrammarParser.RULE_field) {
        fields.add(field(part, template));
      }
    }
  }

  private Expr field(int part, boolean template) {
    int id = nodes.open();
    Expr value = expressions.expression(part + 2);
    int specification = outline.find(part, ~PythonGrammarParser.RULE_formatSpec);
    List<Expr> format = new ArrayList<>();
    if (specification >= 0) {
      addFields(specification, template, format);
    }
    return sources.close(
        id,
        new Expr.FormattedValue(id, template, value, conversion(part), List.copyOf(format)),
        part);
  }

  private Optional<String> conversion(int part) {
    int name = outline.find(part, PythonGrammarParser.NAME);
    if (name < 0) {
      return Optional.empty();
    }
    String letter = sources.textOf(name);
    if (!letter.equals("r") && !letter.equals("s") && !letter.equals("a")) {
      throw sources.fault(name, "f-string: the conversion must be 's', 'r' or 'a'");
    }
    if (outline.firstToken(name - 1) + 1 != outline.firstToken(name)) {
      throw sources.fault(name, "f-string: the conversion must follow its '!' directly");
    }
    return Optional.of(letter);
  }
}
