package dev.loopmend.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.edit.Edits;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What follows `x = open()` in its block goes into an `async with`, up to `close()` if there is
/// one.
class WithBlockTest {

  private static SyntaxTree parse(String source) {
    return switch (PythonParser.parse(source, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) -> tree;
      case ParseResult.Rejected(_, String message) -> throw new AssertionError(message);
    };
  }

  private static Optional<String> wrapped(String source) {
    SyntaxTree tree = parse(source);
    Optional<Stmt.Assign> opening = Optional.empty();
    Optional<Stmt> closing = Optional.empty();
    for (Node node : tree.nodes()) {
      if (node instanceof Stmt.Assign assign && tree.textOf(assign.value()).startsWith("open(")) {
        opening = Optional.of(assign);
      }
      if (node instanceof Stmt.ExprStmt last && tree.textOf(last).startsWith("close(")) {
        closing = Optional.of(last);
      }
    }
    Stmt.Assign first = opening.orElseThrow();
    int end = closing.map(Node::id).orElse(Integer.MAX_VALUE);
    List<Stmt> body =
        new Layout(tree)
            .blockOf(first).stream().filter(it -> it.id() > first.id() && it.id() < end).toList();
    return WithBlock.of(tree, first, body, closing)
        .map(it -> Edits.apply(source, it))
        .map(WithBlockTest::parsed);
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
        async def f():
            # above
            x = open(
                1,  # one
            )  # opened

            # below
            y = [
          1,  # less indented
                2,
            ]
            z = \"""
        inside
          a string
        \""" + \\
        y
            @decorated
            def g():
                return 1  # behind

            # about the end
            close(
                # inner
            )  # closed

            after()
        """,
        """
        async def f():
            # above
            async with open(
                1,  # one
            ) as x:  # opened

                # below
                y = [
              1,  # less indented
                    2,
                ]
                z = \"""
        inside
          a string
        \""" + \\
            y
                @decorated
                def g():
                    return 1  # behind

            # about the end
            # inner
            # closed

            after()
        """);
  }

  @Test
  void theEndOfTheBlockIsTheEndWithoutAClosingStatement() {
    check(
        """
        async def f():
        \tif a:
        \t\tx = open()
        \t\tfor y in x:
        \t\t\tg(y)
        \t\t# still in it
        \telse:
        \t\th()
        """,
        """
        async def f():
        \tif a:
        \t\tasync with open() as x:
        \t\t\tfor y in x:
        \t\t\t\tg(y)
        \t\t\t# still in it
        \telse:
        \t\th()
        """);
  }

  @Test
  void parenthesesAndBackslashesOfTheAssignment() {
    check(
        """
        async def f():
            (x)=(
                open()  # here
            )
            g(x)
        """,
        """
        async def f():
            async with (
                open()  # here
            ) as x:
                g(x)
        """);
    check(
        "async def f():\n  x = \\\n    open()\n  if x: g(x)\n  else: h()\n",
        "async def f():\n  async with \\\n    open() as x:\n    if x: g(x)\n    else: h()\n");
    check(
        "async def f():\n  x =open()\n  g(x)\n",
        "async def f():\n  async with open() as x:\n    g(x)\n");
  }

  @Test
  void lineEndsStayAndSoDoesAMissingLastOne() {
    check(
        "async def f():\r\n    x = open()\r\n    g(x)\r\n    close()",
        "async def f():\r\n    async with open() as x:\r\n        g(x)");
    check(
        "async def f():\n    x = open()\n\n    g(x)",
        "async def f():\n    async with open() as x:\n\n        g(x)");
  }

  @Test
  void blanksThatWouldBeLeftOverGoWithTheClosingStatement() {
    check(
        """
        async def f():
            x = open()
            g(x)

            close()

            h()


        async def other():
            pass
        """,
        """
        async def f():
            async with open() as x:
                g(x)

            h()


        async def other():
            pass
        """);
  }

  @Test
  void stringsOfFormatsKeepTheirLines() {
    check(
        """
        async def f():
            x = open()
            g(f\"""
          {x}
            \""", '''
            ''')
        """,
        """
        async def f():
            async with open() as x:
                g(f\"""
          {x}
            \""", '''
            ''')
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "async def f():\n    x = open(); g(x)\n    h()\n",
        "async def f():\n    x = open();\n    g(x)\n",
        "async def f():\n    h(); x = open()\n    g(x)\n",
        "async def f():\n    x = open()\n    g(x); close()\n",
        "async def f():\n    x = open()\n    g(x)\n    close(); h()\n",
        "async def f(): x = open(); g(x)\n",
        "async def f():\n    x = y = open()\n    g(x)\n",
      })
  void statementsThatShareALineStay(String source) {
    assertThat(wrapped(source)).isEmpty();
  }
}
