package dev.loopmend.syntax;

import dev.loopmend.syntax.Node.ArgumentKind;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The nodes of a tree with the names and positions that CPython's `ast` gives them, to compare the
/// two.
public final class SpanDump {
  private final SyntaxTree tree;

  private SpanDump(SyntaxTree tree) {
    this.tree = tree;
  }

  /// One line for each node that has a position in CPython: `Kind line column endLine endColumn`.
  /// Lines count from 1, columns are UTF-8 bytes from 0. The lines are in the order of the text, an
  /// outer node before an inner one.
  public static List<String> of(SyntaxTree tree) {
    return new SpanDump(tree).lines();
  }

  private record Entry(String kind, Span span) {}

  private List<String> lines() {
    List<Entry> entries = new ArrayList<>();
    for (Node node : tree.nodes()) {
      kind(node).ifPresent(kind -> entries.add(new Entry(kind, span(node))));
    }
    entries.sort(
        Comparator.comparingInt((Entry entry) -> entry.span.start())
            .thenComparing(Comparator.comparingInt((Entry entry) -> entry.span.end()).reversed()));
    return entries.stream().map(this::line).toList();
  }

  private String line(Entry entry) {
    LineMap lines = tree.lines();
    int start = entry.span.start();
    int end = entry.span.end();
    return String.join(
        " ",
        entry.kind,
        Integer.toString(lines.line(start)),
        Integer.toString(lines.utf8Column(start)),
        Integer.toString(lines.line(end)),
        Integer.toString(lines.utf8Column(end)));
  }

  /// CPython's `arg` is the name with its annotation, without stars and default.
  private Span span(Node node) {
    if (!(node instanceof Node.Parameter parameter)) {
      return tree.span(node);
    }
    TokenTable tokens = tree.tokens();
    int name = tree.firstToken(node);
    if (tokens.kind(name) != TokenKind.NAME) {
      name = tokens.nextSignificant(name);
    }
    int end = parameter.annotation().map(it -> tree.outerSpan(it).end()).orElse(tokens.end(name));
    return new Span(tokens.start(name), end);
  }

  private Optional<String> kind(Node node) {
    return switch (node) {
      case Module _,
          Node.Parameters _,
          Node.WithItem _,
          Node.MatchCase _,
          Node.Comprehension _,
          Node.Decorator _ ->
          Optional.empty();
      case Node.Argument argument -> argument(argument.kind());
      case Node.Parameter _ -> Optional.of("arg");
      case Node.Alias _ -> Optional.of("alias");
      case Node.ExceptHandler _ -> Optional.of("ExceptHandler");
      case Node.TypeParameter parameter ->
          Optional.of(
              switch (parameter.kind()) {
                case TYPE_VAR -> "TypeVar";
                case TYPE_VAR_TUPLE -> "TypeVarTuple";
                case PARAM_SPEC -> "ParamSpec";
              });
      case Expr.Constant constant
          when tree.parent(constant) instanceof CasePattern.SingletonPattern ->
          Optional.empty();
      case Expr expr -> Optional.of(expression(expr));
      case CasePattern pattern -> Optional.of(pattern(pattern));
      case Stmt statement -> Optional.of(statement(statement));
    };
  }

  private static Optional<String> argument(ArgumentKind kind) {
    return switch (kind) {
      case POSITIONAL -> Optional.empty();
      case STAR -> Optional.of("Starred");
      case KEYWORD, DOUBLE_STAR -> Optional.of("keyword");
    };
  }

  private static String expression(Expr expr) {
    return switch (expr) {
      case Expr.SetExpr _ -> "Set";
      case Expr.ListExpr _ -> "List";
      case Expr.TupleExpr _ -> "Tuple";
      case Expr.FormattedValue field -> field.isTemplate() ? "Interpolation" : "FormattedValue";
      case Expr other -> other.getClass().getSimpleName();
    };
  }

  private static String pattern(CasePattern pattern) {
    String name = pattern.getClass().getSimpleName();
    return "Match" + name.substring(0, name.length() - "Pattern".length());
  }

  private static String statement(Stmt statement) {
    return switch (statement) {
      case Stmt.FunctionDef it -> it.isAsync() ? "AsyncFunctionDef" : "FunctionDef";
      case Stmt.For it -> it.isAsync() ? "AsyncFor" : "For";
      case Stmt.With it -> it.isAsync() ? "AsyncWith" : "With";
      case Stmt.Try it -> it.star() ? "TryStar" : "Try";
      case Stmt.ExprStmt _ -> "Expr";
      case Stmt other -> other.getClass().getSimpleName();
    };
  }
}
