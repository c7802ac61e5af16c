package dev.loopmend.syntax;

import java.util.List;
import java.util.Optional;

/// A node of a Python file. Names and shapes follow CPython's `ast` (library documentation, "ast").
///
/// `id` is the node's number in preorder and the index of every array about it; it is valid in its
/// own tree only. Record equality is deep and counts ids: compare nodes of one tree by `id`, and
/// shapes with `Shapes`.
public sealed interface Node
    permits Module,
        Stmt,
        Expr,
        CasePattern,
        Node.Parameter,
        Node.Parameters,
        Node.Argument,
        Node.Alias,
        Node.WithItem,
        Node.ExceptHandler,
        Node.MatchCase,
        Node.Comprehension,
        Node.TypeParameter,
        Node.Decorator {

  /// The number of the node in preorder, from 0 for the module.
  int id();

  /// How a parameter takes its argument (Language Reference, 8.7; PEP 570).
  enum ParameterKind {
    POSITIONAL_ONLY,
    POSITIONAL,
    VAR_POSITIONAL,
    KEYWORD_ONLY,
    VAR_KEYWORD
  }

  /// One parameter of a function or lambda: `name: annotation = default`.
  record Parameter(
      int id,
      ParameterKind kind,
      String name,
      Optional<Expr> annotation,
      Optional<Expr> defaultValue)
      implements Node {}

  /// The parameters of a function or lambda in the order of the text, without `/` and a bare `*`.
  record Parameters(int id, List<Parameter> all) implements Node {}

  /// How an argument is written at a call.
  enum ArgumentKind {
    /// `f(x)`
    POSITIONAL,
    /// `f(name=x)`
    KEYWORD,
    /// `f(*x)`
    STAR,
    /// `f(**x)`
    DOUBLE_STAR
  }

  /// One argument of a call or a class's base list; `name` is empty unless it is a keyword.
  record Argument(int id, ArgumentKind kind, String name, Expr value) implements Node {}

  /// One name of an import: `name as asName`. The name is dotted in `import a.b`, `*` in a star
  /// import.
  record Alias(int id, String name, Optional<String> asName) implements Node {}

  /// One item of a `with` statement: `context as target`.
  record WithItem(int id, Expr context, Optional<Expr> target) implements Node {}

  /// One `except` clause; without a type it is bare. `except A, B` of PEP 758 has a tuple as type.
  record ExceptHandler(int id, Optional<Expr> type, Optional<String> name, List<Stmt> body)
      implements Node {}

  /// One `case` of a `match` statement.
  record MatchCase(int id, CasePattern pattern, Optional<Expr> guard, List<Stmt> body)
      implements Node {}

  /// One `for … in … if …` of a comprehension.
  record Comprehension(int id, boolean isAsync, Expr target, Expr iterable, List<Expr> conditions)
      implements Node {}

  /// What kind of type a type parameter stands for (PEP 695).
  enum TypeParameterKind {
    TYPE_VAR,
    TYPE_VAR_TUPLE,
    PARAM_SPEC
  }

  /// One type parameter: `T: bound = default`.
  record TypeParameter(
      int id,
      TypeParameterKind kind,
      String name,
      Optional<Expr> bound,
      Optional<Expr> defaultValue)
      implements Node {}

  /// One decorator, from its `@` on.
  record Decorator(int id, Expr expression) implements Node {}
}
