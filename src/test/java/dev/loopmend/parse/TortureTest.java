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

@Timeout(20)
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
}
