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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements `gone()` are taken out, `with gone():` is dissolved.
class RemovalTest {

  private static SyntaxTree parse(String source) {
    return switch (PythonParser.parse(source, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) -> tree;
      case ParseResult.Rejected(_, String message) -> throw new AssertionError(message);
    };
  }

  private static Optional<String> removed(String source) {
    SyntaxTree tree = parse(source);
    Set<Integer> statements = new LinkedHashSet<>();
    Set<Integer> withs = new LinkedHashSet<>();
    for (Node node : tree.nodes()) {
      if (node instanceof Stmt.ExprStmt(_, Expr value) && isGone(tree, value)) {
        statements.add(node.id());
      }
      if (node instanceof Stmt.With with && isGone(tree, with.items().getFirst().context())) {
        withs.add(node.id());
      }
    }
    return Removal.of(tree, statements, withs, List.of())
        .map(edits -> Edits.apply(source, edits))
        .map(RemovalTest::parsed);
  }

  private static boolean isGone(SyntaxTree tree, Expr expr) {
    return tree.textOf(expr).startsWith("gone(");
  }

  private static String parsed(String text) {
    parse(text);
    return text;
  }

  private static void check(String before, String after) {
    assertThat(removed(before)).contains(after);
  }

  @Test
  void aLineGoes() {
    check("a = 1\ngone()\nb = 2\n", "a = 1\nb = 2\n");
  }

  @Test
  void commentsStayOnLinesOfTheirOwn() {
    check(
        "def f():\n    # above\n    gone(  # in\n        1,  # the\n    )  # call\n    b = 2\n",
        "def f():\n    # above\n    # in\n    # the\n    # call\n    b = 2\n");
  }

  @Test
  void blankLinesDoNotPileUp() {
    check("a = 1\n\ngone()\n\n\ndef f():\n    a = 1\n", "a = 1\n\n\ndef f():\n    a = 1\n");
    check("a = 1\n\n\ngone()\n\nb = 1\n", "a = 1\n\n\nb = 1\n");
    check("def f():\n    gone()\n\n    a = 1\n", "def f():\n    a = 1\n");
    check("def f():\n    a = 1\n\n    gone()\n\n    b = 2\n", "def f():\n    a = 1\n\n    b = 2\n");
    check(
        "def f():\n    a = 1\n\n    gone()\n\n\ndef g(): pass\n",
        "def f():\n    a = 1\n\n\ndef g(): pass\n");
    check("def f():\n    a = 1\n    gone()\n\n    b = 2\n", "def f():\n    a = 1\n\n    b = 2\n");
  }

  @Test
  void statementsOnOneLine() {
    check("a = 1; gone(); b = 2\n", "a = 1; b = 2\n");
    check("gone(); b = 2  # c\n", "b = 2  # c\n");
    check("a = 1; gone()\n", "a = 1\n");
    check("a = 1; gone();\n", "a = 1;\n");
    check("gone(); gone()  # both\nb = 2\n", "# both\nb = 2\n");
    check("if a: b = 1; gone()\n", "if a: b = 1\n");
    assertThat(removed("a = 1; gone(  # where\n)\n")).isEmpty();
  }

  @Test
  void aBlockIsNeverEmpty() {
    check("if a:\n    gone()  # c\nelse:\n    b = 1\n", "if a:\n    pass  # c\nelse:\n    b = 1\n");
    check("if a: gone()\n", "if a: pass\n");
    check("def f():\n    gone()\n    gone()\n", "def f():\n    pass\n");
  }

  @Test
  void aTryWithoutItsFinallyIsDissolved() {
    check(
        "def f():\n"
            + "    try:  # t\n"
            + "        a = 1\n"
            + "        # last\n"
            + "    finally:  # f\n"
            + "        gone()\n"
            + "        # end\n"
            + "        gone()  # g\n"
            + "    b = 2\n",
        "def f():\n    # t\n    a = 1\n    # last\n    # f\n    # end\n    # g\n    b = 2\n");
    check("try: a = 1; b = 2\nfinally: gone()\n", "a = 1; b = 2\n");
    check("try:\n\ta = 1\nfinally:\n\tgone()\nb = 2\n", "a = 1\nb = 2\n");
  }

  @Test
  void aTryWithHandlersLosesItsFinally() {
    check(
        "try:\n    a = 1\nexcept E:\n    b = 2\nfinally:\n    gone()\nc = 3\n",
        "try:\n    a = 1\nexcept E:\n    b = 2\nc = 3\n");
  }

  @Test
  void onlyLinesOfCodeAreDedented() {
    check(
        "def f():\n"
            + "    try:\n"
            + "        a = '''x\n"
            + "        y'''\n"
            + "        b = f'''{\n"
            + "        a}'''\n"
            + "        c = [\n"
            + "          1,\n"
            + "       2,\n"
            + "        ]\n\n"
            + "        if c:\n"
            + "            d = 1\n"
            + "    finally:\n"
            + "        gone()\n",
        "def f():\n    a = '''x\n        y'''\n    b = f'''{\n        a}'''\n"
            + "    c = [\n      1,\n    2,\n    ]\n\n    if c:\n        d = 1\n");
  }

  @Test
  void dissolvedStatementsMayNest() {
    check(
        "def f():\n    with gone():\n        try:\n            a = 1\n        finally:\n"
            + "            gone()  # c\n    b = 2\n",
        "def f():\n    a = 1\n    # c\n    b = 2\n");
  }

  @Test
  void aWithIsDissolved() {
    check(
        "def f():\n    with gone() as g:  # own\n        a = 1\n\n        b = 2\n    return b\n",
        "def f():\n    # own\n    a = 1\n\n    b = 2\n    return b\n");
    check("with gone() as g: a = 1\n", "a = 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndsStay(String lineEnd) {
    String before = "try:\n    a = 1  # c\nfinally:\n    gone()  # d\nb = 2\n";
    String after = "a = 1  # c\n# d\nb = 2\n";
    check(before.replace("\n", lineEnd), after.replace("\n", lineEnd));
    check("a = 1\ngone()".replace("\n", lineEnd), "a = 1");
    check("try:\n    a = 1\nfinally:\n    gone()\n    gone()".replace("\n", lineEnd), "a = 1");
    check("a = 1\ngone()  # d".replace("\n", lineEnd), "a = 1\n# d".replace("\n", lineEnd));
  }

  @Test
  void linesOfOtherEditsKeepTheirIndentation() {
    String source = "try:\n    a = run(\n        1,\n    )\nfinally:\n    gone()\n";
    SyntaxTree tree = parse(source);
    Node call =
        tree.nodes().stream()
            .filter(it -> it instanceof Expr.Call && tree.textOf(it).startsWith("run"))
            .findFirst()
            .orElseThrow();
    Node gone =
        tree.nodes().stream().filter(it -> it instanceof Stmt.ExprStmt).findFirst().orElseThrow();
    List<TextEdit> edits =
        Removal.of(tree, Set.of(gone.id()), Set.of(), List.of(tree.span(call))).orElseThrow();

    assertThat(Edits.apply(source, edits)).isEqualTo("a = run(\n        1,\n    )\n");
  }
}
