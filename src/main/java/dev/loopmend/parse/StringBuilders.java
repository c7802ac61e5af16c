package dev.loopmend.parse;

import dev.loopmend.parse.PythonGrammarParser.FieldContext;
import dev.loopmend.parse.PythonGrammarParser.FormatSpecContext;
import dev.loopmend.parse.PythonGrammarParser.FormattedContext;
import dev.loopmend.parse.PythonGrammarParser.StringsContext;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Expr.ConstantKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds strings, which may stand side by side, and the fields in them.
final class StringBuilders {
  private final Sources sources;
  private final NodeTable nodes;
  private final ExpressionBuilder expressions;

  StringBuilders(Sources sources, ExpressionBuilder expressions) {
    this.sources = sources;
    this.nodes = sources.nodes();
    this.expressions = expressions;
  }

  Expr strings(StringsContext context) {
    int id = nodes.open();
    int bytes = 0;
    int formatted = 0;
    int templates = 0;
    for (ParseTree part : context.children) {
      switch (kindOf(Sources.firstToken(part))) {
        case 'b' -> bytes++;
        case 'f' -> formatted++;
        case 't' -> templates++;
        default -> {}
      }
    }
    int all = context.getChildCount();
    if ((bytes > 0 && bytes < all) || (templates > 0 && templates < all)) {
      throw sources.fault(
          context, "only strings of one kind (bytes, template, other) can stand side by side");
    }
    if (templates > 0) {
      return expressions.close(new Expr.TemplateStr(id, fields(context, true)), context);
    }
    if (formatted > 0) {
      return expressions.close(new Expr.JoinedStr(id, fields(context, false)), context);
    }
    ConstantKind kind = bytes > 0 ? ConstantKind.BYTES : ConstantKind.STRING;
    String text = sources.text(sources.first(context), sources.last(context));
    return expressions.close(new Expr.Constant(id, kind, text), context);
  }

  /// The letter of a string's prefix that says what it is, in lower case, else its quote.
  private char kindOf(TableToken token) {
    int at = sources.tokens().start(token.number());
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

  private List<Expr> fields(StringsContext context, boolean template) {
    List<Expr> fields = new ArrayList<>();
    for (ParseTree part : context.children) {
      if (part instanceof FormattedContext formatted) {
        for (FieldContext field : formatted.field()) {
          fields.add(field(field, template));
        }
      }
    }
    return List.copyOf(fields);
  }

  private Expr field(FieldContext context, boolean template) {
    int id = nodes.open();
    Expr value = expressions.assigned(context.assigned());
    FormatSpecContext specification = context.formatSpec();
    List<Expr> format = new ArrayList<>();
    if (specification != null) {
      for (FieldContext nested : specification.field()) {
        format.add(field(nested, template));
      }
    }
    return expressions.close(
        new Expr.FormattedValue(id, template, value, conversion(context), List.copyOf(format)),
        context);
  }

  private Optional<String> conversion(FieldContext context) {
    TerminalNode name = context.NAME();
    if (name == null) {
      return Optional.empty();
    }
    String letter = name.getText();
    TableToken mark = Sources.firstToken(context.EXCLAMATION());
    if (!letter.equals("r") && !letter.equals("s") && !letter.equals("a")) {
      throw sources.fault(name, "f-string: the conversion must be 's', 'r' or 'a'");
    }
    if (mark.number() + 1 != Sources.firstToken(name).number()) {
      throw sources.fault(name, "f-string: the conversion must follow its '!' directly");
    }
    return Optional.of(letter);
  }
}
