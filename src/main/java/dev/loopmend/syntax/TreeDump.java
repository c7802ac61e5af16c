package dev.loopmend.syntax;

import dev.loopmend.text.Span;
import java.util.Optional;

/// Prints a tree for people and for tests.
public final class TreeDump {
  private TreeDump() {}

  /// One line for each node in preorder, indented by its depth: the kind, what it says beyond its
  /// children, the number of parentheses that group it, and its span as `line:column-line:column`.
  /// Lines and columns (in code points) count from 1.
  public static String of(SyntaxTree tree) {
    StringBuilder dump = new StringBuilder();
    int[] depths = new int[tree.nodeCount()];
    for (Node node : tree.nodes()) {
      int id = node.id();
      depths[id] = id == 0 ? 0 : depths[tree.parent(node).id()] + 1;
      dump.append("  ".repeat(depths[id])).append(node.getClass().getSimpleName());
      String says = says(node);
      if (!says.isEmpty()) {
        dump.append(' ').append(says);
      }
      for (int pair = tree.parentheses(node); pair > 0; pair--) {
        dump.append(" ()");
      }
      dump.append(' ').append(place(tree, node)).append('\n');
    }
    return dump.toString();
  }

  private static String place(SyntaxTree tree, Node node) {
    Span span = tree.span(node);
    return place(tree, span.start()) + "-" + place(tree, span.end());
  }

  private static String place(SyntaxTree tree, int offset) {
    return tree.lines().line(offset) + ":" + tree.lines().column(offset);
  }

  private static String says(Node node) {
    return switch (node) {
      case Expr expr -> expression(expr);
      case Stmt statement -> statement(statement);
      case CasePattern pattern -> pattern(pattern);
      case Module _, Node.Parameters _, Node.WithItem _, Node.MatchCase _, Node.Decorator _ -> "";
      case Node.Parameter it -> it.kind() + " " + it.name();
      case Node.Argument it -> join(it.kind().toString(), it.name());
      case Node.Alias it -> it.name() + as(it.asName());
      case Node.ExceptHandler it -> it.name().orElse("");
      case Node.Comprehension it -> async(it.isAsync());
      case Node.TypeParameter it -> it.kind() + " " + it.name();
    };
  }

  private static String expression(Expr expr) {
    return switch (expr) {
      case Expr.BoolOp it -> it.operator().toString();
      case Expr.BinOp it -> it.operator().text();
      case Expr.UnaryOp it -> it.operator().toString();
      case Expr.Compare it -> it.operators().toString();
      case Expr.Constant it -> it.kind() + " " + oneLine(it.text());
      case Expr.Name it -> it.text();
      case Expr.Attribute it -> it.name();
      case Expr.FormattedValue it -> it.conversion().map(letter -> "!" + letter).orElse("");
      case Expr.NamedExpr _,
          Expr.Lambda _,
          Expr.IfExp _,
          Expr.Dict _,
          Expr.SetExpr _,
          Expr.ListComp _,
          Expr.SetComp _,
          Expr.DictComp _,
          Expr.GeneratorExp _,
          Expr.Await _,
          Expr.Yield _,
          Expr.YieldFrom _,
          Expr.Call _,
          Expr.JoinedStr _,
          Expr.TemplateStr _,
          Expr.Subscript _,
          Expr.Starred _,
          Expr.ListExpr _,
          Expr.TupleExpr _,
          Expr.Slice _ ->
          "";
    };
  }

  private static String statement(Stmt statement) {
    return switch (statement) {
      case Stmt.FunctionDef it -> join(async(it.isAsync()), it.name());
      case Stmt.ClassDef it -> it.name();
      case Stmt.AugAssign it -> it.operator().text() + "=";
      case Stmt.For it -> async(it.isAsync());
      case Stmt.With it -> async(it.isAsync());
      case Stmt.Try it -> it.star() ? "*" : "";
      case Stmt.ImportFrom it -> ".".repeat(it.level()) + it.module();
      case Stmt.Global it -> String.join(", ", it.names());
      case Stmt.Nonlocal it -> String.join(", ", it.names());
      case Stmt.Return _,
          Stmt.Delete _,
          Stmt.Assign _,
          Stmt.TypeAlias _,
          Stmt.AnnAssign _,
          Stmt.While _,
          Stmt.If _,
          Stmt.Match _,
          Stmt.Raise _,
          Stmt.Assert _,
          Stmt.Import _,
          Stmt.ExprStmt _,
          Stmt.Pass _,
          Stmt.Break _,
          Stmt.Continue _ ->
          "";
    };
  }

  private static String pattern(CasePattern pattern) {
    return switch (pattern) {
      case CasePattern.MappingPattern it -> it.rest().map(name -> "**" + name).orElse("");
      case CasePattern.ClassPattern it ->
          String.join(", ", it.keywords().stream().map(keyword -> keyword.name() + "=").toList());
      case CasePattern.StarPattern it -> it.name().orElse("_");
      case CasePattern.AsPattern it -> it.name().orElse("_");
      case CasePattern.ValuePattern _,
          CasePattern.SingletonPattern _,
          CasePattern.SequencePattern _,
          CasePattern.OrPattern _ ->
          "";
    };
  }

  private static String async(boolean isAsync) {
    return isAsync ? "async" : "";
  }

  private static String as(Optional<String> name) {
    return name.map(it -> " as " + it).orElse("");
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
  }

  private static String oneLine(String text) {
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
  }
}
