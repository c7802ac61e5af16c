package dev.loopmend.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.edit.Edits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What follows `open()` in its block goes into `try`, up to `close()` if there is one.
class FinallyBlockTest {

  private static SyntaxTree parse(String source) {
    return switch (PythonParser.parse(source, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) -> tree;
      case ParseResult.Rejected(_, String message) -> throw new AssertionError(message);
    };
  }

  private static Optional<String> wrapped(String source) {
    SyntaxTree tree = parse(source);
    Stmt open = statement(tree, "open()").orElseThrow();
    Optional<Stmt> close = statement(tree, "close()");
    List<Stmt> body =
        new Layout(tree)
            .blockOf(open).stream()
                .filter(it -> it.id() > open.id())
                .filter(it -> close.isEmpty() || it.id() < close.get().id())
                .toList();
    Optional<List<TextEdit>> edits =
        close.isPresent()
            ? FinallyBlock.closedBy(tree, body, close.get())
            : FinallyBlock.closedBy(tree, body, "close()");
    return edits.map(it -> Edits.apply(source, it)).map(FinallyBlockTest::parsed);
  }

  private static Optional<Stmt> statement(SyntaxTree tree, String code) {
    for (Node node : tree.nodes()) {
      if (node instanceof Stmt.ExprStmt statement
          && statement.value() instanceof Expr.Call
          && tree.textOf(statement).equals(code)) {
        return Optional.of(statement);
      }
    }
    return Optional.empty();
  }

  private static String parsed(String text) {
    parse(text);
    return text;
  }

  private static void check(String before, String after) {
    assertThat(wrapped(before)).contains(after);
  }

  @Test
  void commentsStringsContinuationsAndNestedBlocks() {
    check(
        """
        def f():
            open()

            # above
            x = [
          1,  # less indented
                2,
            ]
            y = \"""
        inside
          a string
        \""" + \\
        z
            if x:
                g()  # behind

                # between
                h()
            # about the end
            close()  # closed
            after()
        """,
        """
        def f():
            open()

            try:
                # above
                x = [
              1,  # less indented
                    2,
                ]
                y = \"""
        inside
          a string
        \""" + \\
            z
                if x:
                    g()  # behind

                    # between
                    h()
            finally:
                # about the end
                close()  # closed
            after()
        """);
  }

  @Test
  void withoutAClosingStatementTheBlockIsWrappedToItsEnd() {
    check(
        """
        while True:
            open()
            @decorated
            def g(): pass
            if x: g()
            else:
                g()
                # the end of else
            # the end of the block

        after()
        """,
        """
        while True:
            open()
            try:
                @decorated
                def g(): pass
                if x: g()
                else:
                    g()
                    # the end of else
                # the end of the block
            finally:
                close()

        after()
        """);
  }

  @Test
  void theIndentationOfTheFileIsKept() {
    check(
        "if a:\n\twhile b:\n\t\topen()\n\t\tg()\n\t\tclose()\n",
        "if a:\n\twhile b:\n\t\topen()\n\t\ttry:\n\t\t\tg()\n\t\tfinally:\n\t\t\tclose()\n");
    check(
        "while a:\n  open()\n  g(); h()\n  close()\n",
        "while a:\n  open()\n  try:\n    g(); h()\n  finally:\n    close()\n");
    check(
        "if a:\n\twhile b:\n\t    open()\n\t    g()\n\t    close()\n",
        "if a:\n"
            + "\twhile b:\n"
            + "\t    open()\n"
            + "\t    try:\n"
            + "\t        g()\n"
            + "\t    finally:\n"
            + "\t        close()\n");
  }

  @Test
  void lineEndsAndAMissingOne() {
    check(
        "while a:\r\n    open()\r\n    g()\r\n    close()",
        "while a:\r\n    open()\r\n    try:\r\n        g()\r\n    finally:\r\n        close()");
    check(
        "while a:\n    open()\n    g()",
        "while a:\n    open()\n    try:\n        g()\n    finally:\n        close()");
    check(
        "while a:\n    open()\n    g()\n    # end",
        "while a:\n"
            + "    open()\n"
            + "    try:\n"
            + "        g()\n"
            + "        # end\n"
            + "    finally:\n"
            + "        close()");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while a: open(); g(); close()\n",
        "while a:\n    open(); g()\n    close()\n",
        "while a:\n    open()\n    g(); close()\n",
        "while a:\n    open()\n    g()\n    close(); h()\n",
      })
  void statementsThatShareALineAreLeft(String source) {
    assertThat(wrapped(source)).isEmpty();
  }
}
