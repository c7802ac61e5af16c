package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The parts of dotted names.
class DottedTest {
  @ParameterizedTest
  @CsvSource({"a, 1", "a.b, 2", "asyncio.Queue.get, 3", ".get, 2"})
  void aNameHasParts(String name, int parts) {
    assertThat(Dotted.parts(name)).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a                                | [a]
          self.clients                     | [self, clients]
          list(self.clients.get(name))[0]  | [self, clients, get]
          (await self.open()).read(1)      | [self, open, read]
          make().close                     | [make, close]
          make(first, second).close        | [first, close]
          client.make(first).close         | [client, make, close]
          "text".join                      | []
          """)
  void aNameIsReachedThroughCallsAndItems(String code, String names) {
    Stmt.ExprStmt statement =
        (Stmt.ExprStmt)
            Python.parse("async def f():\n    " + code + "\n").nodes().stream()
                .filter(Stmt.ExprStmt.class::isInstance)
                .findFirst()
                .orElseThrow();
    Expr expr = statement.value();
    assertThat(Dotted.reached(expr).toString()).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource({
    "len, builtins.len",
    "dict.fromkeys, builtins.dict.fromkeys",
    "asyncio.run, asyncio.run"
  })
  void aBuiltinIsNamedWithItsModule(String name, String qualified) {
    assertThat(Builtins.qualified(name)).isEqualTo(qualified);
  }
}
