package dev.loopmend.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a node looks like without ids and positions: a label and groups of children.
///
/// Two nodes have the same shape if their labels are equal and so are the shapes in their groups,
/// one by one. A group is one field: a list field is a group of any size, an optional one a group
/// of none or one.
public final class Shapes {
  private Shapes() {}

  /// What a node is apart from its children: its kind, its names and its operators. Constants are
  /// told apart by their source text.
  public static List<Object> label(Node node) {
    return switch (node) {
      case Stmt stmt -> labelOf(stmt);
      case Expr expr -> labelOf(expr);
      case CasePattern pattern -> labelOf(pattern);
      case Module _ -> List.of("Module");
      case Node.Parameter(_, var kind, var name, _, _) -> List.of("Parameter", kind, name);
      case Node.Parameters _ -> List.of("Parameters");
      case Node.Argument(_, var kind, var name, _) -> List.of("Argument", kind, name);
      case Node.Alias(_, var name, var asName) -> List.of("Alias", name, asName);
      case Node.WithItem _ -> List.of("WithItem");
      case Node.ExceptHandler(_, _, var name, _) -> List.of("ExceptHandler", name.orElse(""));
      case Node.MatchCase _ -> List.of("MatchCase");
      case Node.Comprehension(_, var isAsync, _, _, _) -> List.of("Comprehension", isAsync);
      case Node.TypeParameter(_, var kind, var name, _, _) -> List.of("TypeParameter", kind, name);
      case Node.Decorator _ -> List.of("Decorator");
    };
  }

  private static List<Object> labelOf(Stmt stmt) {
    return switch (stmt) {
      case Stmt.FunctionDef def -> List.of("FunctionDef", def.isAsync(), def.name());
      case Stmt.ClassDef def -> List.of("ClassDef", def.name());
      case Stmt.AugAssign assign -> List.of("AugAssign", assign.operator());
      case Stmt.For loop -> List.of("For", loop.isAsync());
      case Stmt.With with -> List.of("With", with.isAsync());
      case Stmt.Try attempt -> List.of("Try", attempt.star());
      case Stmt.ImportFrom from -> List.of("ImportFrom", from.level(), from.module());
      case Stmt.Global global -> List.of("Global", global.names());
      case Stmt.Nonlocal nonlocal -> List.of("Nonlocal", nonlocal.names());
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
          List.of(stmt.getClass().getSimpleName());
    };
  }

  private static List<Object> labelOf(Expr expr) {
    return switch (expr) {
      case Expr.BoolOp bool -> List.of("BoolOp", bool.operator());
      case Expr.BinOp binary -> List.of("BinOp", binary.operator());
      case Expr.UnaryOp unary -> List.of("UnaryOp", unary.operator());
      case Expr.Compare compare -> List.of("Compare", compare.operators());
      case Expr.Constant constant -> List.of("Constant", constant.kind(), constant.text());
      case Expr.FormattedValue field ->
          List.of("FormattedValue", field.isTemplate(), field.conversion());
      case Expr.Attribute attribute -> List.of("Attribute", attribute.name());
      case Expr.Name name -> List.of("Name", name.text());
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
          List.of(expr.getClass().getSimpleName());
    };
  }

  private static List<Object> labelOf(CasePattern pattern) {
    return switch (pattern) {
      case CasePattern.MappingPattern mapping -> List.of("MappingPattern", mapping.rest());
      case CasePattern.ClassPattern type ->
          List.of(
              "ClassPattern",
              type.keywords().stream().map(CasePattern.KeywordPattern::name).toList());
      case CasePattern.StarPattern star -> List.of("StarPattern", star.name());
      case CasePattern.AsPattern as -> List.of("AsPattern", as.name());
      case CasePattern.ValuePattern _,
          CasePattern.SingletonPattern _,
          CasePattern.SequencePattern _,
          CasePattern.OrPattern _ ->
          List.of(pattern.getClass().getSimpleName());
    };
  }

  /// The children of a node, field by field in the order of the text (a definition's decorators
  /// first).
  public static List<List<? extends Node>> groups(Node node) {
    return switch (node) {
      case Stmt stmt -> groupsOf(stmt);
      case Expr expr -> groupsOf(expr);
      case CasePattern pattern -> groupsOf(pattern);
      case Module(_, var body) -> List.of(body);
      case Node.Parameter(_, _, _, var annotation, var value) ->
          List.of(optional(annotation), optional(value));
      case Node.Parameters(_, var all) -> List.of(all);
      case Node.Argument(_, _, _, var value) -> List.of(List.of(value));
      case Node.Alias _ -> List.of();
      case Node.WithItem(_, var context, var target) -> List.of(List.of(context), optional(target));
      case Node.ExceptHandler(_, var type, _, var body) -> List.of(optional(type), body);
      case Node.MatchCase(_, var pattern, var guard, var body) ->
          List.of(List.of(pattern), optional(guard), body);
      case Node.Comprehension(_, _, var target, var iterable, var conditions) ->
          List.of(List.of(target), List.of(iterable), conditions);
      case Node.TypeParameter(_, _, _, var bound, var value) ->
          List.of(optional(bound), optional(value));
      case Node.Decorator(_, var expression) -> List.of(List.of(expression));
    };
  }

  private static List<List<? extends Node>> groupsOf(Stmt stmt) {
    return switch (stmt) {
      case Stmt.FunctionDef(
              _,
              _,
              var decorators,
              _,
              var types,
              var params,
              var returns,
              var body) ->
          List.of(decorators, types, List.of(params), optional(returns), body);
      case Stmt.ClassDef(_, var decorators, _, var types, var arguments, var body) ->
          List.of(decorators, types, arguments, body);
      case Stmt.Return(_, var value) -> List.of(optional(value));
      case Stmt.Delete(_, var targets) -> List.of(targets);
      case Stmt.Assign(_, var targets, var value) -> List.of(targets, List.of(value));
      case Stmt.TypeAlias(_, var name, var types, var value) ->
          List.of(List.of(name), types, List.of(value));
      case Stmt.AugAssign(_, var target, _, var value) -> List.of(List.of(target), List.of(value));
      case Stmt.AnnAssign(_, var target, var annotation, var value) ->
          List.of(List.of(target), List.of(annotation), optional(value));
      case Stmt.For(_, _, var target, var iterable, var body, var orElse) ->
          List.of(List.of(target), List.of(iterable), body, orElse);
      case Stmt.While(_, var test, var body, var orElse) -> List.of(List.of(test), body, orElse);
      case Stmt.If(_, var test, var body, var orElse) -> List.of(List.of(test), body, orElse);
      case Stmt.With(_, _, var items, var body) -> List.of(items, body);
      case Stmt.Match(_, var subject, var cases) -> List.of(List.of(subject), cases);
      case Stmt.Raise(_, var exception, var cause) -> List.of(optional(exception), optional(cause));
      case Stmt.Try(_, _, var body, var handlers, var orElse, var finalBody) ->
          List.of(body, handlers, orElse, finalBody);
      case Stmt.Assert(_, var test, var message) -> List.of(List.of(test), optional(message));
      case Stmt.Import(_, var names) -> List.of(names);
      case Stmt.ImportFrom(_, _, _, var names) -> List.of(names);
      case Stmt.ExprStmt(_, var value) -> List.of(List.of(value));
      case Stmt.Global _, Stmt.Nonlocal _, Stmt.Pass _, Stmt.Break _, Stmt.Continue _ -> List.of();
    };
  }

  private static List<List<? extends Node>> groupsOf(Expr expr) {
    return switch (expr) {
      case Expr.BoolOp(_, _, var values) -> List.of(values);
      case Expr.NamedExpr(_, var target, var value) -> List.of(List.of(target), List.of(value));
      case Expr.BinOp(_, var left, _, var right) -> List.of(List.of(left), List.of(right));
      case Expr.UnaryOp(_, _, var operand) -> List.of(List.of(operand));
      case Expr.Lambda(_, var parameters, var body) -> List.of(List.of(parameters), List.of(body));
      case Expr.IfExp(_, var body, var test, var orElse) ->
          List.of(List.of(body), List.of(test), List.of(orElse));
      case Expr.Dict(_, var items) -> items(items);
      case Expr.SetExpr(_, var elements) -> List.of(elements);
      case Expr.ListComp(_, var element, var generators) -> List.of(List.of(element), generators);
      case Expr.SetComp(_, var element, var generators) -> List.of(List.of(element), generators);
      case Expr.DictComp(_, var key, var value, var generators) ->
          List.of(optional(key), List.of(value), generators);
      case Expr.GeneratorExp(_, var element, var generators) ->
          List.of(List.of(element), generators);
      case Expr.Await(_, var value) -> List.of(List.of(value));
      case Expr.Yield(_, var value) -> List.of(optional(value));
      case Expr.YieldFrom(_, var value) -> List.of(List.of(value));
      case Expr.Compare(_, var left, _, var rights) -> List.of(List.of(left), rights);
      case Expr.Call(_, var callee, var arguments) -> List.of(List.of(callee), arguments);
      case Expr.JoinedStr(_, var fields) -> List.of(fields);
      case Expr.TemplateStr(_, var fields) -> List.of(fields);
      case Expr.FormattedValue(_, _, var value, _, var format) -> List.of(List.of(value), format);
      case Expr.Attribute(_, var value, _) -> List.of(List.of(value));
      case Expr.Subscript(_, var value, var index) -> List.of(List.of(value), List.of(index));
      case Expr.Starred(_, var value) -> List.of(List.of(value));
      case Expr.ListExpr(_, var elements) -> List.of(elements);
      case Expr.TupleExpr(_, var elements) -> List.of(elements);
      case Expr.Slice(_, var lower, var upper, var step) ->
          List.of(optional(lower), optional(upper), optional(step));
      case Expr.Constant _, Expr.Name _ -> List.of();
    };
  }

  private static List<List<? extends Node>> items(List<Expr.DictItem> items) {
    List<List<? extends Node>> groups = new ArrayList<>();
    for (Expr.DictItem item : items) {
      groups.add(optional(item.key()));
      groups.add(List.of(item.value()));
    }
    return groups;
  }

  private static List<List<? extends Node>> groupsOf(CasePattern pattern) {
    return switch (pattern) {
      case CasePattern.ValuePattern(_, var value) -> List.of(List.of(value));
      case CasePattern.SingletonPattern(_, var value) -> List.of(List.of(value));
      case CasePattern.SequencePattern(_, var patterns) -> List.of(patterns);
      case CasePattern.MappingPattern(_, var items, _) -> {
        List<List<? extends Node>> groups = new ArrayList<>();
        for (CasePattern.MappingItem item : items) {
          groups.add(List.of(item.key()));
          groups.add(List.of(item.pattern()));
        }
        yield groups;
      }
      case CasePattern.ClassPattern(_, var type, var patterns, var keywords) ->
          List.of(
              List.of(type),
              patterns,
              keywords.stream().map(CasePattern.KeywordPattern::pattern).toList());
      case CasePattern.StarPattern _ -> List.of();
      case CasePattern.AsPattern(_, var inner, _) -> List.of(optional(inner));
      case CasePattern.OrPattern(_, var patterns) -> List.of(patterns);
    };
  }

  private static List<Node> optional(Optional<? extends Node> node) {
    return node.<List<Node>>map(List::of).orElseGet(List::of);
  }

  /// Whether two nodes, of one tree or of two, have the same shape.
  public static boolean same(Node one, Node other) {
    if (!label(one).equals(label(other))) {
      return false;
    }
    List<List<? extends Node>> ones = groups(one);
    List<List<? extends Node>> others = groups(other);
    if (ones.size() != others.size()) {
      return false;
    }
    for (int group = 0; group < ones.size(); group++) {
      if (!same(ones.get(group), others.get(group))) {
        return false;
      }
    }
    return true;
  }

  /// Whether two lists of nodes have the same shapes, one by one.
  public static boolean same(List<? extends Node> ones, List<? extends Node> others) {
    if (ones.size() != others.size()) {
      return false;
    }
    for (int at = 0; at < ones.size(); at++) {
      if (!same(ones.get(at), others.get(at))) {
        return false;
      }
    }
    return true;
  }
}
