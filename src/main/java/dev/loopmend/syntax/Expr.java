package dev.loopmend.syntax;

import java.util.List;
import java.util.Optional;

/// An expression (Language Reference, chapter 6). Parentheses that only group are no node: see
/// `SyntaxTree.parentheses`.
public sealed interface Expr extends Node {

  /// Whether it is the literal `None`.
  default boolean isNone() {
    return this instanceof Constant constant && constant.kind() == ConstantKind.NONE;
  }

  /// `a and b and c`: one node for a run of the same operator.
  record BoolOp(int id, BooleanOperator operator, List<Expr> values) implements Expr {}

  /// `target := value`
  record NamedExpr(int id, Name target, Expr value) implements Expr {}

  record BinOp(int id, Expr left, BinaryOperator operator, Expr right) implements Expr {}

  record UnaryOp(int id, UnaryOperator operator, Expr operand) implements Expr {}

  record Lambda(int id, Parameters parameters, Expr body) implements Expr {}

  /// `body if test else orElse`, the parts in the order of the text.
  record IfExp(int id, Expr body, Expr test, Expr orElse) implements Expr {}

  /// One entry of a dict display: `key: value`, or `**value` without a key.
  record DictItem(Optional<Expr> key, Expr value) {}

  record Dict(int id, List<DictItem> items) implements Expr {}

  record SetExpr(int id, List<Expr> elements) implements Expr {}

  record ListComp(int id, Expr element, List<Comprehension> generators) implements Expr {}

  record SetComp(int id, Expr element, List<Comprehension> generators) implements Expr {}

  /// `{key: value for …}`; `{**value for …}` of PEP 798 has no key.
  record DictComp(int id, Optional<Expr> key, Expr value, List<Comprehension> generators)
      implements Expr {}

  record GeneratorExp(int id, Expr element, List<Comprehension> generators) implements Expr {}

  record Await(int id, Expr value) implements Expr {}

  record Yield(int id, Optional<Expr> value) implements Expr {}

  record YieldFrom(int id, Expr value) implements Expr {}

  /// `left op right op right`: as many operators as rights.
  record Compare(int id, Expr left, List<ComparisonOperator> operators, List<Expr> rights)
      implements Expr {}

  record Call(int id, Expr callee, List<Argument> arguments) implements Expr {}

  /// What a constant is.
  enum ConstantKind {
    NONE,
    TRUE,
    FALSE,
    ELLIPSIS,
    NUMBER,
    STRING,
    BYTES
  }

  /// A literal; `text` is its source. Adjacent strings are one constant whose text spans them all.
  record Constant(int id, ConstantKind kind, String text) implements Expr {}

  /// An f-string (PEP 701), or adjacent strings with an f-string among them; `fields` are the
  /// replacement fields in order.
  record JoinedStr(int id, List<Expr> fields) implements Expr {}

  /// A template string (PEP 750).
  record TemplateStr(int id, List<Expr> fields) implements Expr {}

  /// A replacement field: `{value!conversion:format}`. `format` holds the fields nested in the
  /// format specification; `isTemplate` marks a field of a template string.
  record FormattedValue(
      int id, boolean isTemplate, Expr value, Optional<String> conversion, List<Expr> format)
      implements Expr {}

  record Attribute(int id, Expr value, String name) implements Expr {}

  record Subscript(int id, Expr value, Expr index) implements Expr {}

  record Starred(int id, Expr value) implements Expr {}

  record Name(int id, String text) implements Expr {}

  record ListExpr(int id, List<Expr> elements) implements Expr {}

  record TupleExpr(int id, List<Expr> elements) implements Expr {}

  record Slice(int id, Optional<Expr> lower, Optional<Expr> upper, Optional<Expr> step)
      implements Expr {}
}
