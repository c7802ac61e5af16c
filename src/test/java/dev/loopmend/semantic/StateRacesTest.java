package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// State that other tasks may have changed while a coroutine waited.
class StateRacesTest {
  private static Expr argument(Expr.Call call) {
    return call.arguments().getFirst().value();
  }

  /// What is said of the first argument of `of`.
  private static void expectKeys(String text) {
    Python file = Python.file(text);
    StateRaces races = StateRaces.of(file.model());
    file.expectAt("of", call -> races.keyOf(argument(call)).orElse("-"));
  }

  private static void expectGlobal(String text) {
    Python file = Python.file(text);
    StateRaces races = StateRaces.of(file.model());
    file.expectAt("of", call -> races.isGlobal(argument(call)) ? "yes" : "no");
  }

  private static void expectSuspends(String text) {
    Python file = Python.file(text);
    StateRaces races = StateRaces.of(file.model());
    file.expectAt("of", call -> races.suspends(argument(call)) ? "yes" : "no");
  }

  /// Whether the assignment on a line is of a value that was read before a wait.
  private static void expectStale(String text) {
    Python file = Python.file(text);
    StateRaces races = StateRaces.of(file.model());
    file.expect(
        call ->
            file.model().tree().statementOf(call) instanceof Stmt.Assign store
                ? Python.word(races.writesStale(store))
                : "-");
  }

  /// Whether the `if` round a line sets what its test looks at, which `of` is given.
  private static void expectSetsAfterWait(String text) {
    Python file = Python.file(text);
    StateRaces races = StateRaces.of(file.model());
    file.expectAt(
        "of",
        call -> {
          Node at = call;
          while (!(at instanceof Stmt.If)) {
            at = file.model().tree().parent(at);
          }
          return Python.word(races.setsAfterWait((Stmt.If) at, argument(call)));
        });
  }

  @Test
  void whatSeveralTasksCanReach() {
    expectKeys(
        """
        total = 0
        stats = {}
        class Meter:
            def __init__(self, other):
                here = 1
                of(self.total)  #> self.total
                of(self.stats.sent)  #> self.stats.sent
                of(self.sizes["a"])  #> self.sizes["a"]
                of(self.sizes[other])  #> self.sizes[other]
                of(self.sizes[other.name])  #> -
                of(self.sizes["a"]["b"])  #> self.sizes["a"]["b"]
                of(total)  #> total
                of(stats.sent)  #> stats.sent
                of(stats["a"])  #> stats["a"]
                of(here)  #> -
                of(here.total)  #> -
                of(other.total)  #> -
                of(other.stats.sent)  #> -
                of(other["a"])  #> -
                of(unknown)  #> -
                of(self)  #> -
                of(make().total)  #> -
                def inner():
                    of(here)  #> here
                    of(here.total)  #> here.total
                of([here for here in other])  #> -
                of(lambda: here)  #> -
        """);
  }

  @Test
  void whatAProgramHasOnce() {
    expectGlobal(
        """
        total = 0
        stats = {}
        class Meter:
            def work(self, other):
                mine = 0
                of(total)  #> yes
                of(stats.sent)  #> yes
                of(stats.sent["a"])  #> yes
                of(mine)  #> no
                of(self.total)  #> no
                of(other[0].sent)  #> no
                of(unknown)  #> no
                of(len(stats))  #> no
        """);
  }

  @Test
  void aWaitHappensWhereItIsEvaluated() {
    expectSuspends(
        """
        async def work(numbers, ask):
            of(await ask())  #> yes
            of(1 + await ask())  #> yes
            of([n async for n in numbers])  #> yes
            of([n for n in numbers])  #> no
            of(ask())  #> no
            of(ask(lambda: (n async for n in numbers)))  #> no
        """);
  }

  @Test
  void oneEndlessLoopHasItsStateForItself() {
    expectStale(
        """
        seen = 0
        level = 0
        spare = 0
        drops = 0
        rounds = 0
        async def listen(socket):
            global seen
            async for message in socket:
                before = seen
                await socket.handle(message)
                seen = int(before + 1)  #> no
        async def turn(clock):
            global level
            while True:
                before = level
                await clock.tick()
                level = int(before + 1)  #> no
        async def once(clock):
            global spare
            for _ in clock:
                before = spare
                await clock.tick()
                spare = int(before + 1)  #> yes
        async def until(clock):
            global rounds
            while clock.runs():
                before = rounds
                await clock.tick()
                rounds = int(before + 1)  #> yes
        async def told(socket):
            global drops
            async for message in socket:
                before = drops
                await socket.handle(message)
                drops = int(before + 1)  #> yes
        def forget():
            global drops
            drops = 0
        def look():
            drops = 3
            return seen, level, drops
        """);
  }

  @Test
  void whatWasReadBeforeAWait() {
    expectStale(
        """
        class Account:
            async def pay(self, ask, book):
                balance = self.balance
                await ask()
                self.balance = int(balance - 1)  #> yes
            async def gain(self, ask):
                self.balance = self.balance + int(await ask())  #> yes
                self.balance = self.other + int(await ask())  #> no
                self.balance = self.balance + int(ask())  #> no
            async def start(self, ask):
                balance = self.balance
                await ask()
                self.balance = int(balance - 1)  #> no
            async def local(self, ask):
                mine = self.balance
                await ask()
                other = int(mine - 1)  #> no
        """);
  }

  @Test
  void oneTaskMakesWhatAnotherHasMadeMeanwhile() {
    expectSetsAfterWait(
        """
        pool = None
        level = 0
        async def get_pool(connect):
            global pool
            if pool is None:
                of(pool)  #> yes
                pool = await connect.create()
        async def by_a_local(library):
            global pool
            if pool is None:
                of(pool)  #> yes
                made = await library.create_pool()
                pool = made
        async def in_the_guard_of_another_case(library, kind):
            global pool
            if pool is None:
                of(pool)  #> yes
                match kind:
                    case 1 if await library.is_old():
                        pass
                    case _:
                        pool = library.make_pool()
        async def in_the_body_of_another_case(library, kind):
            global pool
            if pool is None:
                of(pool)  #> no
                match kind:
                    case 1:
                        await library.close()
                    case _:
                        pool = library.make_pool()
        async def only_read(source):
            global level
            if not level:
                of(level)  #> no
                level = await source.level()
        async def at_once(source):
            global level
            if not level:
                of(level)  #> no
                level = source.open()
                await source.step()
        async def in_the_other_case(library):
            global pool
            if pool is None:
                of(pool)  #> no
                pool = library.create_pool()
            else:
                made = await library.create_pool()
                pool = made
        async def local(library):
            mine = None
            if mine is None:
                of(mine)  #> no
                mine = await library.create_pool()
        if pool is None:
            of(pool)  #> no
            pool = create_pool()
        """);
  }

  @Test
  void anAttributeMayBeComputed() {
    Python file =
        Python.file(
            """
            @registered
            def total(self):
                return 1
            def plain(self):
                return 1
            async def main(self):
                of(self.total)  #> yes
                of(self.plain)  #> no
                of(self.other)  #> no
            """);
    StateRaces races = StateRaces.of(file.model());
    file.expectAt("of", call -> Python.word(races.mayBeComputed((Expr.Attribute) argument(call))));
  }

  @Test
  void aHandlerMaySetTheStateItself() {
    Python file =
        Python.file(
            """
            class Clock:
                async def main(self, ask):
                    try:
                        of(self.late)  #> yes
                        of(self.early)  #> no
                        of(ask())  #> no
                    except ValueError:
                        self.late = 0
                        print(self.early)
                    of(self.late)  #> no
            """);
    StateRaces races = StateRaces.of(file.model());
    file.expectAt("of", call -> Python.word(races.setByHandler(argument(call), call)));
  }

  @Test
  void aLoopThatLetsNoOtherTaskRunHasItsContainerForItself() {
    Python file =
        Python.file(
            """
            class Crowd:
                def leave(self, peer):
                    self.peers.remove(peer)
                async def note(self, peer):
                    print(peer)
                async def main(self, ask):
                    for peer in self.peers:
                        await self.note(peer)
                    for peer in self.peers:
                        await ask(peer)
                    await ask(1)
                    for peer in self.peers:
                        print(peer)
            """);
    StateRaces races = StateRaces.of(file.model());
    assertThat(
            file.model().tree().nodes().stream()
                .filter(Stmt.For.class::isInstance)
                .map(
                    it ->
                        Python.word(
                            races.loopsOverChanging(
                                (Stmt.For) it,
                                path ->
                                    Optional.of(file.model())
                                        .filter(one -> one.path().equals(path))))))
        .containsExactly("no", "yes", "no");
  }

  @Test
  void aSecondLookAfterTheWaitIsNotStale() {
    expectStale(
        """
        class Account:
            async def looks_again(self, ask):
                balance = self.balance
                await ask()
                if self.balance != balance:
                    return
                self.balance = int(balance - 1)  #> no
            async def looks_before(self, ask):
                balance = self.balance
                print(self.balance)
                await ask()
                self.balance = int(balance - 1)  #> yes
            async def looks_at_another(self, ask):
                balance = self.balance
                await ask()
                print(self.limit)
                self.balance = int(balance - 1)  #> yes
        """);
  }

  @Test
  void whatIsPutBackIsNotStale() {
    expectStale(
        """
        class Account:
            async def puts_back(self, ask):
                level = self.level
                self.level = 0
                await ask()
                self.level = max(level, 1)  #> no
            async def raises_and_puts_back(self, ask):
                level = self.level
                self.level += 1
                await ask()
                self.level = int(level)  #> no
            async def sets_another(self, ask):
                level = self.level
                self.other = 0
                await ask()
                self.level = max(level, 1)  #> yes
        """);
  }

  @Test
  void aLocalThatTakesAnotherValueIsNotStale() {
    expectStale(
        """
        class Account:
            async def asks_for_another(self, ask):
                balance = self.balance
                print(balance)
                balance = await ask()
                self.balance = int(balance - 1)  #> no
            async def may_ask_for_another(self, ask):
                balance = self.balance
                if balance < 0:
                    balance = await ask()
                else:
                    await ask()
                self.balance = int(balance - 1)  #> yes
            async def waits_in_no_turn(self, ask, entries):
                balance = self.balance
                for entry in entries:
                    print(entry)
                self.balance = int(balance - 1)  #> no
            async def waits_in_a_turn(self, ask, entries):
                balance = self.balance
                for entry in entries:
                    await ask(entry)
                self.balance = int(balance - 1)  #> yes
        """);
  }
}
