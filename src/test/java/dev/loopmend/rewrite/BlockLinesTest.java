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
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Lines beside the statement `here()`.
class BlockLinesTest {

  private static SyntaxTree parse(String source) {
    return switch (PythonParser.parse(source, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) -> tree;
      case ParseResult.Rejected(_, String message) -> throw new AssertionError(message);
    };
  }

  private static Stmt here(SyntaxTree tree) {
    return tree.nodes().stream()
        .filter(
            node ->
                switch (node) {
                  case Stmt.ExprStmt(_, Expr value) -> tree.textOf(value).startsWith("here(");
                  case Stmt.If branch -> tree.textOf(branch.test()).startsWith("here(");
                  case Stmt.FunctionDef def -> def.name().equals("here");
                  case Node _ -> false;
                })
        .map(Stmt.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static String edited(
      String source, BiFunction<SyntaxTree, BlockLines, List<TextEdit>> edits) {
    SyntaxTree tree = parse(source);
    String result = Edits.apply(source, edits.apply(tree, new BlockLines(tree)));
    parse(result);
    return result;
  }

  private static String before(String source) {
    List<String> lines = List.of("if gone():", "\treturn");
    return edited(source, (tree, block) -> block.before(here(tree), lines));
  }

  private static String after(String source) {
    return edited(source, (tree, block) -> block.after(here(tree), List.of("last()")));
  }

  @Test
  void linesGoBetweenACommentAndItsStatement() {
    assertThat(before("def f():\n  a()\n  # why\n  here()  # c\n"))
        .isEqualTo("def f():\n  a()\n  # why\n  if gone():\n    return\n  here()  # c\n");
  }

  @Test
  void aSuiteOnItsHeadersLineIsSpread() {
    assertThat(before("def f(x): here()\n"))
        .isEqualTo("def f(x):\n    if gone():\n        return\n    here()\n");
    assertThat(before("def f():\n\tif (a and\n\t\t\tb): x(); here(); y()  # c\n\telse: z()\n"))
        .isEqualTo(
            "def f():\n\tif (a and\n\t\t\tb):\n\t\tx()\n\t\tif gone():\n\t\t\treturn\n"
                + "\t\there(); y()  # c\n\telse: z()\n");
  }

  @Test
  void neighboursOnTheLineAreParted() {
    assertThat(before("def f():\n    a(); here(); b();\n"))
        .isEqualTo("def f():\n    a()\n    if gone():\n        return\n    here(); b();\n");
    assertThat(before("def f():\n    a(); \\\n  here()\n"))
        .isEqualTo("def f():\n    a()\n    if gone():\n        return\n    here()\n");
    assertThat(before("def f():\n    if x: \\\n  here()\n"))
        .isEqualTo("def f():\n    if x:\n        if gone():\n            return\n        here()\n");
  }

  @Test
  void headersCountAsTheirStatement() {
    assertThat(before("def f():\r\n    if here(\r\n    ):\r\n        a()\r\n"))
        .isEqualTo(
            "def f():\r\n    if gone():\r\n        return\r\n"
                + "    if here(\r\n    ):\r\n        a()\r\n");
    assertThat(before("def f():\n    @a\n    def here(): pass\n"))
        .isEqualTo("def f():\n    if gone():\n        return\n    @a\n    def here(): pass\n");
    assertThat(before("def f():\n    here(\"\"\"\nx\n\"\"\")"))
        .isEqualTo("def f():\n    if gone():\n        return\n    here(\"\"\"\nx\n\"\"\")");
  }

  @Test
  void linesGoBehindTheWholeStatement() {
    assertThat(after("if x:\n    here(  # a\n        1,\n    )  # b\n    # c\ny()\n"))
        .isEqualTo("if x:\n    here(  # a\n        1,\n    )  # b\n    last()\n    # c\ny()\n");
    assertThat(after("if x:\n    here()")).isEqualTo("if x:\n    here()\n    last()");
    assertThat(after("try: here()  # a\nexcept E: pass\n"))
        .isEqualTo("try:\n    here()  # a\n    last()\nexcept E: pass\n");
    assertThat(after("here(); a()\n")).isEqualTo("here()\nlast()\na()\n");
    assertThat(after("if x: a(); here(); b()\n"))
        .isEqualTo("if x:\n    a(); here()\n    last()\n    b()\n");
    assertThat(after("def f():\n    if here():\n        a()\n    else: b()\n    c()\n"))
        .isEqualTo("def f():\n    if here():\n        a()\n    else: b()\n    last()\n    c()\n");
  }

  @Test
  void aHandlerGoesBeforeAnother() {
    assertThat(
            edited(
                "def f():\n\ttry: a()\n\texcept: b()  # c\n",
                (tree, block) ->
                    block.handlerBefore(
                        tree.nodes().stream()
                            .filter(Node.ExceptHandler.class::isInstance)
                            .map(Node.ExceptHandler.class::cast)
                            .findFirst()
                            .orElseThrow(),
                        "except E:",
                        "raise")))
        .isEqualTo("def f():\n\ttry: a()\n\texcept E:\n\t\traise\n\texcept: b()  # c\n");
  }
}
