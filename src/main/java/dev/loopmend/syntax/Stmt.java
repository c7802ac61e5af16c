package dev.loopmend.syntax;

import java.util.List;
import java.util.Optional;

/// A statement (Language Reference, chapters 7 and 8).
public sealed interface Stmt extends Node {

  /// Whether nothing that stands behind it in its block is reached from it.
  default boolean leavesBlock() {
    return switch (this) {
      case Return _, Raise _, Break _, Continue _ -> true;
      case Stmt _ -> false;
    };
  }

  /// `async def name[typeParams](parameters) -> returns: body`, with or without `async`.
  record FunctionDef(
      int id,
      boolean isAsync,
      List<Decorator> decorators,
      String name,
      List<TypeParameter> typeParameters,
      Parameters parameters,
      Optional<Expr> returns,
      List<Stmt> body)
      implements Stmt {}

  /// `class name[typeParams](arguments): body`.
  record ClassDef(
      int id,
      List<Decorator> decorators,
      String name,
      List<TypeParameter> typeParameters,
      List<Argument> arguments,
      List<Stmt> body)
      implements Stmt {}

  record Return(int id, Optional<Expr> value) implements Stmt {}

  record Delete(int id, List<Expr> targets) implements Stmt {}

  /// `a = b = value`: one entry in `targets` for each `=`.
  record Assign(int id, List<Expr> targets, Expr value) implements Stmt {}

  /// `type name[typeParams] = value` (PEP 695).
  record TypeAlias(int id, Expr.Name name, List<TypeParameter> typeParameters, Expr value)
      implements Stmt {}

  record AugAssign(int id, Expr target, BinaryOperator operator, Expr value) implements Stmt {}

  record AnnAssign(int id, Expr target, Expr annotation, Optional<Expr> value) implements Stmt {}

  record For(
      int id, boolean isAsync, Expr target, Expr iterable, List<Stmt> body, List<Stmt> orElse)
      implements Stmt {}

  record While(int id, Expr test, List<Stmt> body, List<Stmt> orElse) implements Stmt {

    /// Whether its test always holds, as it is written. Ex) `while True`, `while 1`
    public boolean isEndless() {
      return test instanceof Expr.Constant(_, Expr.ConstantKind kind, String text)
          && (kind == Expr.ConstantKind.TRUE
              || (kind == Expr.ConstantKind.NUMBER && text.equals("1")));
    }
  }

  /// An `elif` is an `If` that is the only statement of `orElse`.
  record If(int id, Expr test, List<Stmt> body, List<Stmt> orElse) implements Stmt {}

  record With(int id, boolean isAsync, List<WithItem> items, List<Stmt> body) implements Stmt {}

  record Match(int id, Expr subject, List<MatchCase> cases) implements Stmt {}

  record Raise(int id, Optional<Expr> exception, Optional<Expr> cause) implements Stmt {}

  /// `star` tells `except*` of PEP 654.
  record Try(
      int id,
      boolean star,
      List<Stmt> body,
      List<ExceptHandler> handlers,
      List<Stmt> orElse,
      List<Stmt> finalBody)
      implements Stmt {}

  record Assert(int id, Expr test, Optional<Expr> message) implements Stmt {}

  record Import(int id, List<Alias> names) implements Stmt {}

  /// `from ..module import names`: `level` counts the dots, `module` is empty in `from . import x`.
  record ImportFrom(int id, int level, String module, List<Alias> names) implements Stmt {}

  record Global(int id, List<String> names) implements Stmt {}

  record Nonlocal(int id, List<String> names) implements Stmt {}

  record ExprStmt(int id, Expr value) implements Stmt {}

  record Pass(int id) implements Stmt {}

  record Break(int id) implements Stmt {}

  record Continue(int id) implements Stmt {}
}
