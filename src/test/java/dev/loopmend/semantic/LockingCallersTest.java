package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whether a lock is held where a function calls `here`, by its callers or by a context manager of
/// the project.
class LockingCallersTest {
  private static final String HEAD = "import asyncio\nimport contextlib\nlock = asyncio.Lock()\n";
  private static final List<String> LOCKS = List.of("asyncio.Lock", "asyncio.Semaphore");

  private static void expectHeld(String text) {
    expectHeld(Python.project(Map.of("app/main.py", HEAD + text), List.of()));
  }

  private static void expectHeld(Python.Project project) {
    Python file = project.file("app/main.py");
    file.expectAt(
        "here",
        call ->
            switch (LockingCallers.hold(
                file.model(), call, others(file, call), LOCKS, project.files())) {
              case Answer.Yes(String why) when why.startsWith("a context") -> "by a manager";
              case Answer.Yes _ -> "by callers";
              case Answer.No(String why) when why.startsWith("others") -> "others do without";
              case Answer _ -> "no";
            });
  }

  /// What `here(other)` names: the calls of `other`.
  private static List<Node> others(Python file, Expr.Call call) {
    List<String> names =
        call.arguments().stream().map(it -> file.model().tree().textOf(it.value())).toList();
    return file.model().tree().nodes().stream()
        .filter(
            it ->
                it instanceof Expr.Call other
                    && names.contains(file.model().tree().textOf(other.callee())))
        .<Node>map(it -> it)
        .toList();
  }

  @Test
  void allWhoCallAPrivateFunctionHoldIt() {
    expectHeld(
        """
        class Store:
            async def _prune(self):
                here()  #> by callers

            async def prune(self):
                async with lock:
                    await self._prune()

            async def prune_soon(self):
                async with lock:
                    await asyncio.wait_for(self._prune(), 5)

            async def _load(self):
                here()  #> no

            async def load(self):
                async with lock:
                    await self._load()

            async def load_again(self):
                await self._load()

            async def _save(self):
                here()  #> no

            async def save(self):
                async with lock:
                    asyncio.create_task(self._save())

            async def _send(self):
                here()  #> no

            async def send(self):
                async with lock:
                    asyncio.wait_for(self._send(), 5)

            async def _call(self):
                here()  #> no

            async def call(self, register):
                async with lock:
                    register(self._call)

            async def _never(self):
                here()  #> no

            async def open(self):
                here()  #> no

            async def reopen(self):
                async with lock:
                    await self.open()

            async def __aenter__(self):
                here()  #> no

            async def enter(self):
                async with lock:
                    await self.__aenter__()

            async def _gather(self):
                here()  #> no

            async def gather(self):
                async with lock:
                    await asyncio.gather(self._gather())

            async def work(self):
                async def step():
                    here()  #> by callers
                async with lock:
                    await step()

        async def main():
            here()  #> no

        here()  #> no
        """);
  }

  @Test
  void generatorsAndPlainFunctionsRunWhereTheyAreCalledOrGoneOver() {
    expectHeld(
        """
        class Store:
            async def _items(self):
                here()  #> by callers
                yield 1

            async def show(self):
                async with lock:
                    async for item in self._items():
                        print(item)

            async def _keys(self):
                here()  #> no
                yield 1

            async def show_keys(self, show):
                async with lock:
                    async for item in show(self._keys()):
                        print(item)

            async def _values(self):
                here()  #> no
                yield 1

            async def show_values(self):
                async with lock:
                    values = self._values()
                async for item in values:
                    print(item)

            @contextlib.asynccontextmanager
            async def _opened(self):
                here()  #> by callers
                yield 1

            async def open(self):
                async with lock:
                    async with self._opened():
                        pass

            def _reset(self):
                here()  #> by callers

            async def reset(self):
                async with lock:
                    self._reset()

            def _count(self):
                here()  #> by callers

            async def count(self):
                async with lock:
                    return 1 + self._count()

            def _count_later(self):
                here()  #> no

            async def count_later(self):
                async with lock:
                    return lambda: self._count_later()

            def _numbers(self):
                here()  #> no
                yield 1

            async def numbers(self):
                async with lock:
                    return self._numbers()
        """);
  }

  @Test
  void callersOfCallersHoldItToo() {
    expectHeld(
        """
        async def _first():
            here()  #> by callers

        async def _second():
            await _first()

        async def main():
            async with lock:
                await _second()

        async def _walk(tree):
            here()  #> by callers
            for part in tree:
                await _walk(part)

        async def walk(tree):
            async with lock:
                await _walk(tree)

        async def _only_itself(tree):
            here()  #> by callers
            await _only_itself(tree)

        async def _seven():
            here()  #> no

        async def _six():
            await _seven()

        async def _five():
            await _six()

        async def _four():
            await _five()

        async def _three():
            await _four()

        async def _two():
            await _three()

        async def _one():
            await _two()

        async def count():
            async with lock:
                await _one()
        """);
  }

  @Test
  void aContextManagerOfTheProjectHoldsIt() {
    expectHeld(
        """
        class Store:
            @contextlib.asynccontextmanager
            async def writer(self):
                async with lock:
                    yield self

            async def write(self):
                async with self.writer():
                    here()  #> by a manager

            @contextlib.asynccontextmanager
            async def outer(self):
                async with self.writer():
                    yield self

            async def write_more(self):
                async with self.outer():
                    here()  #> by a manager

            @contextlib.asynccontextmanager
            async def either(self, quick):
                if quick:
                    yield self
                else:
                    async with lock:
                        yield self

            async def write_quickly(self):
                async with self.either(True):
                    here()  #> no

            @contextlib.asynccontextmanager
            async def behind(self):
                async with lock:
                    pass
                yield self

            async def write_behind(self):
                async with self.behind():
                    here()  #> no

            @contextlib.asynccontextmanager
            async def nothing(self):
                async with lock:
                    def inner():
                        yield 1

            async def write_nothing(self):
                async with self.nothing():
                    here()  #> no

            @contextlib.asynccontextmanager
            async def with_an_inner_generator(self):
                def inner():
                    yield 1
                async with lock:
                    yield inner

            async def write_all(self):
                async with self.with_an_inner_generator():
                    here()  #> by a manager

            @unknown
            async def decorated(self):
                async with lock:
                    yield self

            async def write_decorated(self):
                async with self.decorated():
                    here()  #> no

            async def plain(self):
                async with lock:
                    yield self

            async def write_plainly(self):
                async with self.plain():
                    here()  #> no

            @contextlib.asynccontextmanager
            async def itself(self):
                async with self.itself():
                    yield self

            async def write_itself(self, unknown):
                async with self.itself():
                    here()  #> no
                async with unknown():
                    here()  #> no
                async with unknown:
                    here()  #> no
        """);
  }

  @Test
  void othersThatNeedIt() {
    expectHeld(
        """
        def _reset():
            changes_below()

        async def reset():
            async with lock:
                changes_in_a_block()
                _reset()

        async def free():
            changes_freely()

        async def _prune():
            here()  #> by callers
            here(changes_below, changes_in_a_block)  #> by callers
            here(changes_below, changes_freely)  #> others do without

        async def prune():
            async with lock:
                await _prune()
        """);
  }

  @Test
  void testsMayCallItWithoutALock() {
    String main =
        HEAD
            + """
            async def _prune():
                here()  #> by callers

            async def prune():
                async with lock:
                    await _prune()

            async def _load():
                here()  #> no

            async def load():
                async with lock:
                    await _load()
            """;
    expectHeld(
        Python.project(
            Map.of(
                "app/main.py",
                main,
                "app/other.py",
                """
                from app.main import _load

                async def load():
                    await _load()
                """,
                "tests/test_main.py",
                """
                from app.main import _prune

                async def test_prune():
                    await _prune()
                """),
            List.of()));
  }
}
