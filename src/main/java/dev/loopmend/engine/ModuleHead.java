package dev.loopmend.engine;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Origin;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The lines that a module begins with: its docstring, `from __future__` imports, comments. New
/// lines end with `lineEnd`.
record ModuleHead(SyntaxTree tree, String lineEnd) {
  /// Ex) `# Copyright (c) 2024`, `# SPDX-License-Identifier: MIT`
  private static final Pattern NOTICE =
      Pattern.compile("copyright|licen[cs]e", Pattern.CASE_INSENSITIVE);

  List<Stmt> body() {
    return tree.module().body();
  }

  static boolean isFuture(Stmt stmt) {
    return stmt instanceof Stmt.ImportFrom(_, int level, String module, _)
        && level == 0
        && module.equals("__future__");
  }

  static boolean isImport(Stmt stmt) {
    return stmt instanceof Stmt.Import || stmt instanceof Stmt.ImportFrom;
  }

  static boolean isDefinition(Stmt stmt) {
    return stmt instanceof Stmt.FunctionDef || stmt instanceof Stmt.ClassDef;
  }

  boolean isDocstring(Stmt stmt) {
    return stmt.id() == body().getFirst().id()
        && stmt instanceof Stmt.ExprStmt(_, var value)
        && value instanceof Expr.Constant constant
        && constant.kind() == Expr.ConstantKind.STRING;
  }

  /// The docstring or the last `from __future__` import, whichever comes last.
  Optional<Stmt> last() {
    Optional<Stmt> last = Optional.empty();
    for (Stmt stmt : body()) {
      if (!isDocstring(stmt) && !isFuture(stmt)) {
        break;
      }
      last = Optional.of(stmt);
    }
    return last;
  }

  /// The start of the first statement's line, or that of the comments right above it.
  int firstCodeLine() {
    int line = lineOf(body().getFirst());
    while (line > 2 && isComment(line - 1)) {
      boolean special = tree.lines().textOf(line - 1).matches("#(!|.*coding[:=]).*");
      if (special) {
        break;
      }
      line--;
    }
    return tree.lines().start(line);
  }

  /// The line on which the logical line of a statement begins, from 1.
  int lineOf(Stmt stmt) {
    return tree.lines().line(Layout.lineStart(tree, tree.decoratedSpan(stmt).start()));
  }

  /// The start of the first of the lines that belong to an import: comments right above it do,
  /// unless the file begins with them or they tell whose it is.
  int startOf(Stmt stmt) {
    int line = lineOf(stmt);
    int first = line;
    boolean ofFile = false;
    while (first > 1 && isComment(first - 1)) {
      first--;
      ofFile |= NOTICE.matcher(tree.lines().textOf(first)).find();
    }
    return tree.lines().start(first == 1 || ofFile ? line : first);
  }

  /// Whether a line is a comment on the one below it. In a notebook it may stand for a magic,
  /// behind which the cell has to go on, or end a cell.
  private boolean isComment(int line) {
    boolean comment = tree.lines().textOf(line).startsWith("#");
    int end = tree.lines().start(line + 1) - 1;
    Origin origin = tree.origin();
    return comment && !origin.isBorder(end) && !origin.isMagic(tree.lines().start(line));
  }

  /// Inserts lines below the logical line that a statement ends.
  TextEdit insertLinesAfter(Stmt stmt, String lines) {
    int at = afterLine(stmt);
    boolean open = isOpenAt(at);
    return TextEdit.insert(at, (open ? lineEnd : "") + lines + (open ? "" : lineEnd));
  }

  /// Whether no line end stands in front of an offset.
  boolean isOpenAt(int offset) {
    return offset > 0 && "\r\n".indexOf(tree.text().charAt(offset - 1)) < 0;
  }

  /// The offset behind the line end of the logical line that a statement ends.
  int afterLine(Stmt stmt) {
    TokenTable tokens = tree.tokens();
    int token = tree.lastToken(stmt);
    while (token < tokens.count() - 1 && tokens.kind(token) != TokenKind.NEWLINE) {
      token++;
    }
    int end = tokens.end(token);
    // Behind the last line of a cell stands a line break that no cell holds.
    return tree.origin().isBorder(end - 1) ? end - 1 : end;
  }

  int blankLinesAt(int offset) {
    int line = tree.lines().line(offset);
    int blank = 0;
    while (line + blank <= tree.lines().lineCount()
        && tree.lines().textOf(line + blank).isBlank()) {
      blank++;
    }
    return blank;
  }
}
