package dev.loopmend.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.edit.Edits;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The function `f` is doubled into `g` and an `f` that consists of `run()`.
class FunctionTextTest {

  private static SyntaxTree parse(String source) {
    return switch (PythonParser.parse(source, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) -> tree;
      case ParseResult.Rejected(_, String message) -> throw new AssertionError(message);
    };
  }

  private static Stmt.FunctionDef function(SyntaxTree tree) {
    return (Stmt.FunctionDef)
        tree.nodes().stream()
            .filter(it -> it instanceof Stmt.FunctionDef def && def.name().equals("f"))
            .findFirst()
            .orElseThrow();
  }

  private static String doubled(String source) {
    SyntaxTree tree = parse(source);
    Stmt.FunctionDef def = function(tree);
    Set<Integer> shared =
        def.decorators().stream()
            .filter(it -> tree.textOf(it).contains("shared"))
            .map(Node::id)
            .collect(Collectors.toSet());
    String after = Edits.apply(source, new FunctionText(tree, def).toPair("g", "run()", shared));
    parse(after);
    return after;
  }

  @Test
  void theBodyMovesAndTheSignatureStays() {
    assertThat(
            doubled(
                """
                a = 1


                # why
                def f(
                    x,  # one
                    y=2,
                ) -> int:  # noqa
                    '''Doc
                  string.'''
                    # first
                    return x
                    # last


                b = 2
                """))
        .isEqualTo(
            """
            a = 1


            # why
            async def g(
                x,  # one
                y=2,
            ) -> int:  # noqa
                '''Doc
              string.'''
                # first
                return x
                # last


            def f(
                x,  # one
                y=2,
            ) -> int:  # noqa
                '''Doc
              string.'''
                run()


            b = 2
            """);
  }

  @Test
  void decoratorsGoToThePlainFunctionUnlessBothNeedThem() {
    assertThat(
            doubled(
                """
                class A:
                    @route(
                        "/"
                    )  # r
                    @shared  # s
                    def f(self): return 1
                """))
        .isEqualTo(
            """
            class A:
                @shared  # s
                async def g(self): return 1

                @route(
                    "/"
                )  # r
                @shared  # s
                def f(self): run()
            """);
  }

  @Test
  void blankLinesAreThoseOfTheFile() {
    assertThat(doubled("a = 1\ndef f():\n    pass\nb = 2\n"))
        .isEqualTo("a = 1\nasync def g():\n    pass\ndef f():\n    run()\nb = 2\n");
    assertThat(doubled("a = 1\n\ndef f():\n    pass\n"))
        .isEqualTo("a = 1\n\nasync def g():\n    pass\n\ndef f():\n    run()\n");
    assertThat(doubled("def f():\n    pass\n"))
        .isEqualTo("async def g():\n    pass\n\n\ndef f():\n    run()\n");
  }

  @Test
  void aOneLineFunctionKeepsItsDocstring() {
    assertThat(doubled("def f(): 'doc'; return 1\n"))
        .isEqualTo("async def g(): 'doc'; return 1\n\n\ndef f(): 'doc'; run()\n");
  }

  @Test
  void nestedFunctionsTabsAndAnOpenEnd() {
    assertThat(doubled("def outer():\n\tdef f(x):\n\t\tif x:\n\t\t\treturn x"))
        .isEqualTo(
            "def outer():\n\tasync def g(x):\n\t\tif x:\n\t\t\treturn x\n\n\tdef f(x):\n\t\trun()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndsStay(String lineEnd) {
    String before = "def f(x,\n      y):\n    return x\n";
    String after = "async def g(x,\n      y):\n    return x\n\n\ndef f(x,\n      y):\n    run()\n";
    assertThat(doubled(before.replace("\n", lineEnd))).isEqualTo(after.replace("\n", lineEnd));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ''",
        "'a, b=1' | 'a, b'",
        "'a, /, b, *, c, d=2' | 'a, b, c=c, d=d'",
        "'a, *rest, c=1, **more' | 'a, *rest, c=c, **more'",
      })
  void argumentsAreForwarded(String parameters, String arguments) {
    SyntaxTree tree = parse("def f(" + parameters + "): pass\n");

    assertThat(Forwarding.arguments(function(tree), 0)).isEqualTo(arguments);
  }

  @Test
  void theReceiverIsSkipped() {
    SyntaxTree tree = parse("def f(self, a, *b): pass\n");

    assertThat(Forwarding.arguments(function(tree), 1)).isEqualTo("a, *b");
    assertThat(Forwarding.hasReceiver(function(tree))).isTrue();
    assertThat(Forwarding.hasReceiver(function(parse("def f(*a): pass\n")))).isFalse();
  }
}
