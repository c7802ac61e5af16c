package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import org.junit.jupiter.api.Test;

/// Whether a function always gives what it returns, or raises.
class EndsWithValueTest {
  private static boolean always(String... body) {
    String text = "def make(task, tasks):\n    " + String.join("\n    ", body) + "\n";
    SyntaxTree tree = Python.file(text).model().tree();
    return EndsWithValue.always(first(tree, Stmt.FunctionDef.class), tree);
  }

  private static Node first(SyntaxTree tree, Class<? extends Node> type) {
    return tree.nodes().stream().filter(type::isInstance).findFirst().orElseThrow();
  }

  @Test
  void byAStatementThatIsAlwaysReached() {
    assertThat(always("return task")).isTrue();
    assertThat(always("tasks.add(task)", "return task")).isTrue();
    assertThat(always("raise ValueError")).isTrue();
    assertThat(always("pass")).isFalse();
    assertThat(always("def inner():", "    return task")).isFalse();
  }

  @Test
  void byBothBranches() {
    assertThat(always("if tasks:", "    return task", "else:", "    raise ValueError")).isTrue();
    assertThat(always("if tasks:", "    return task")).isFalse();
    assertThat(always("if tasks:", "    return task", "else:", "    pass")).isFalse();
    assertThat(always("if tasks:", "    pass", "else:", "    return task")).isFalse();
    assertThat(always("if tasks:", "    return task", "raise ValueError")).isTrue();
  }

  @Test
  void byALoopWithoutAnEnd() {
    assertThat(always("while True:", "    if tasks: return task")).isTrue();
    assertThat(always("while True:", "    if tasks: break")).isFalse();
    assertThat(always("while tasks:", "    return task")).isFalse();
    assertThat(always("for task in tasks:", "    return task")).isFalse();
  }

  @Test
  void inABlockThatTakesNoException() {
    assertThat(always("with tasks:", "    return task")).isTrue();
    assertThat(always("with tasks.lock():", "    return task")).isTrue();
    assertThat(always("with tasks:", "    pass")).isFalse();
    assertThat(always("with contextlib.suppress(KeyError):", "    return task")).isFalse();
    assertThat(always("with tasks, suppress(KeyError):", "    return task")).isFalse();
  }

  @Test
  void inATryWhoseHandlersDoSoToo() {
    assertThat(always("try:", "    return task", "finally:", "    pass")).isTrue();
    assertThat(always("try:", "    return task", "except E:", "    return None")).isTrue();
    assertThat(always("try:", "    return task", "except E:", "    raise")).isTrue();
    assertThat(always("try:", "    return task", "except E:", "    pass")).isFalse();
    assertThat(always("try:", "    return task", "except E:", "    raise", "except F:", "    pass"))
        .isFalse();
    assertThat(always("try:", "    pass", "except E:", "    raise")).isFalse();
    assertThat(always("try:", "    pass", "except E:", "    raise", "else:", "    return task"))
        .isTrue();
    assertThat(always("try:", "    pass", "except E:", "    pass", "finally:", "    return task"))
        .isTrue();
  }

  @Test
  void inEachCase() {
    assertThat(
            always(
                "match tasks:", "    case 1:", "        return 1", "    case _:", "        raise"))
        .isTrue();
    assertThat(
            always("match tasks:", "    case 1:", "        pass", "    case _:", "        raise"))
        .isFalse();
    assertThat(
            always("match tasks:", "    case 1:", "        raise", "    case _:", "        pass"))
        .isFalse();
    assertThat(always("match tasks:", "    case 1:", "        return 1")).isFalse();
    assertThat(always("match tasks:", "    case other:", "        return 1")).isTrue();
    assertThat(always("match tasks:", "    case _ if task:", "        return 1")).isFalse();
    assertThat(always("match tasks:", "    case 1 as one:", "        return 1")).isFalse();
  }

  @Test
  void aLambdaGivesItsExpression() {
    SyntaxTree tree = Python.file("make = lambda: None\n").model().tree();

    assertThat(EndsWithValue.always(first(tree, Expr.Lambda.class), tree)).isTrue();
  }
}
