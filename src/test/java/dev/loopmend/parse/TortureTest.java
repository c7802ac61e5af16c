package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TortureTest {
  /// Runs on the stack that `PythonParser.STACK_BYTES` asks for.
  private static <T> T onParserStack(Supplier<T> work) {
    return onStack(PythonParser.STACK_BYTES, work);
  }

  private static <T> T onStack(long bytes, Supplier<T> work) {
    AtomicReference<T> result = new AtomicReference<>();
    Thread thread = new Thread(null, () -> result.set(work.get()), "parser", bytes);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return result.get();
  }

  private static SyntaxTree tree(String text) {
    return onParserStack(() -> Parsing.tree(text));
  }

  private static String joined(int count, String separator) {
    return IntStream.range(0, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(separator));
  }

  @Test
  void sumOfManyTerms() {
    SyntaxTree tree = tree("x = " + joined(20_000, " + ") + "\n");
    Stmt.Assign assign = (Stmt.Assign) tree.module().body().getFirst();
    assertThat(tree.textOf(((Expr.BinOp) assign.value()).right())).isEqualTo("19999");
    assertThat(tree.nodeCount()).isEqualTo(3 + 20_000 + 19_999);
  }

  @Test
  void listOfManyItems() {
    SyntaxTree tree = tree("[" + joined(200_000, ",\n") + "]");
    assertThat(tree.nodeCount()).isEqualTo(3 + 200_000);
  }

  @Test
  void manyElifs() {
    SyntaxTree tree = tree("if a: pass\n" + "elif b: pass\n".repeat(5_000));
    assertThat(tree.nodeCount()).isEqualTo(1 + 3 * 5_001);
    assertThat(tree.lastDescendant(tree.module().body().getFirst()))
        .isEqualTo(tree.nodeCount() - 1);
  }

  @Test
  void longChains() {
    tree("a" + ".b(c)[d]".repeat(10_000));
    tree("not ".repeat(2_000) + "a");
    tree("-".repeat(2_000) + "a");
    tree("a if b else ".repeat(2_000) + "c");
    tree("a and b or ".repeat(10_000) + "c");
    tree("a < ".repeat(20_000) + "c");
    tree("lambda: ".repeat(500) + "c");
    tree("x" + " = x".repeat(20_000));
    tree("'a'\\\n".repeat(20_000) + "'b'");
    tree("a\n".repeat(100_000));
  }

  @Test
  void nestedParentheses() {
    Stmt.ExprStmt statement =
        (Stmt.ExprStmt) tree("(".repeat(200) + "a" + ")".repeat(200)).module().body().getFirst();
    assertThat(statement.value()).isInstanceOf(Expr.Name.class);
    SyntaxTree tree = tree("(".repeat(200) + "a" + ")".repeat(200));
    assertThat(tree.parentheses(tree.node(2))).isEqualTo(200);
  }

  @Test
  void bracketsBeyondAllReason() {
    String text = "[".repeat(20_000) + "]".repeat(20_000);
    assertThat(PythonParser.parse(text, Dialect.PYTHON))
        .isEqualTo(new Rejected(200, "too many nested parentheses"));
  }

  @Test
  void operatorsBeyondAllReason() {
    String text = "a" + " ** a".repeat(50_000);
    ParseResult result = onStack(1 << 20, () -> PythonParser.parse(text, Dialect.PYTHON));
    assertThat(result).isEqualTo(new Rejected(0, "the source is too deeply nested"));
  }

  @Test
  void nestedFormattedStrings() {
    tree("f'{".repeat(100) + "a" + "}'".repeat(100));
  }

  @Test
  void manyOfOneKind() {
    tree("a" + ".b".repeat(20_000));
    tree("@a\n".repeat(5_000) + "def f(): pass\n");
    tree("@a.b(c)\n".repeat(5_000) + "class A: pass\n");
    tree("x = (" + "'a' 'b'\n".repeat(20_000) + ")");
    tree("f'{a}'" + " f'{b}'".repeat(20_000));
    tree("a or ".repeat(20_000) + "b");
    tree("x = {" + "'a': 1, ".repeat(30_000) + "}");
    tree("f(" + "a, ".repeat(30_000) + ")");
    tree(
        "def f("
            + IntStream.range(0, 5_000).mapToObj(n -> "a" + n + ", ").collect(Collectors.joining())
            + "): pass\n");
    tree("try: pass\n" + "except A: pass\n".repeat(5_000));
    tree("match a:\n" + " case 1: pass\n".repeat(5_000));
    tree("match a:\n case " + "1 | ".repeat(20_000) + "2: pass\n");
    tree("with " + "a as b, ".repeat(5_000) + "c: pass\n");
  }

  @Test
  void deepOnesOfEachKind() {
    tree("[".repeat(200) + "]".repeat(200));
    tree("{".repeat(200) + "a" + "}".repeat(200));
    tree("f(".repeat(200) + ")".repeat(200));
    tree("a[".repeat(200) + "b" + "]".repeat(200));
    tree("(lambda a=".repeat(200) + "b" + ": 0)".repeat(200));
    tree("[a for a in ".repeat(200) + "b" + "]".repeat(200));
    tree("a if b else (".repeat(200) + "c" + ")".repeat(200));
    tree("(not ".repeat(200) + "a" + ")".repeat(200));
    tree("match a:\n case " + "[".repeat(200) + "b" + "]".repeat(200) + ": pass");
    tree(blocks("def f():\n"));
    tree(blocks("class A:\n"));
    tree(blocks("if a:\n"));
    tree(blocks("async def f():\n"));
  }

  /// The head 99 times, each in the block of the one before: CPython stops at 100 levels.
  private static String blocks(String head) {
    return IntStream.range(0, 99)
            .mapToObj(level -> " ".repeat(level) + head)
            .collect(Collectors.joining())
        + " ".repeat(99)
        + "pass\n";
  }

  @Test
  void beyondAllReasonNothingCrashes() {
    String[] texts = {
      "not ".repeat(30_000) + "a",
      "-".repeat(30_000) + "a",
      "lambda: ".repeat(30_000) + "a",
      "a if b else ".repeat(30_000) + "c",
      "f'{".repeat(10_000) + "a" + "}'".repeat(10_000),
      "await ".repeat(30_000) + "a",
      "a" + " ** -a".repeat(30_000),
      IntStream.range(0, 1_000)
          .mapToObj(n -> " ".repeat(n) + "if a:\n")
          .collect(Collectors.joining()),
      "x" + " = yield".repeat(30_000),
      "x = " + "lambda a=lambda: 0: ".repeat(15_000) + "0",
    };
    for (String text : texts) {
      for (long bytes : new long[] {1 << 18, 1 << 20, PythonParser.STACK_BYTES}) {
        assertThat(onStack(bytes, () -> PythonParser.parse(text, Dialect.PYTHON))).isNotNull();
      }
    }
  }
}
