package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Stmt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests of a value that others set.
class FlagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          running                    | true
          self.running               | true
          not self.stopping          | true
          -self.level                | false
          not (count > 1)            | false
          self.stopping or count > 1 | true
          count > 1 or count < 0     | false
          stop.is_set()              | true
          stop.clear()               | false
          is_set()                   | false
          True                       | false
          """)
  void aTestOfAFlag(String test, boolean flag) {
    Stmt.While loop =
        (Stmt.While) Python.parse("while " + test + ":\n    pass\n").module().body().getFirst();
    assertThat(Flags.isFlag(loop.test())).isEqualTo(flag);
  }
}
