package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a match stands, and who runs it.
class PlaceWordsTest {
  private static final String CODE =
      """
      import asyncio
      import threading
      import time


      async def main(loop):
          time.sleep(1)
          helper()
          deeper()
          shared()
          loop.call_soon(callback)
          threading.Thread(target=in_thread).start()
          threading.Thread(target=shared).start()


      def helper():
          time.sleep(2)


      def deeper():
          helper()


      def callback():
          time.sleep(3)
          behind()


      def behind():
          time.sleep(4)


      def in_thread():
          time.sleep(5)


      def shared():
          time.sleep(6)


      def nobody():
          time.sleep(7)


      asyncio.run(main())
      """;

  private static void sleeps(String word, Integer... seconds) {
    assertThat(Tried.found("time.sleep($X)", "- where: " + word, CODE))
        .extracting(it -> it.snippet().replaceAll("\\D", ""))
        .map(Integer::valueOf)
        .containsExactlyInAnyOrder(seconds);
  }

  @Test
  void whatRunsItDecidesWhetherALoopIsThere() {
    sleeps("on-event-loop", 1, 2, 3, 4, 6);
    sleeps("on-loop-through-callback", 3, 4);
    sleeps("runs-in-thread", 5, 6);
    sleeps("never-on-event-loop", 5);
    sleeps("in-coroutine-function", 1);
    sleeps("in-plain-function", 2, 3, 4, 5, 6, 7);
  }

  /// Files that name such a library are read for that, also if nothing else of them matters.
  @Test
  void anotherFileMayRunItWithoutAnEventLoopOfAsyncio() {
    String code =
        """
        # file: pauses.py
        import time


        async def pause():
            time.sleep(1)%s
        # file: main.py
        import %s
        from pauses import pause

        start(pause)
        """;
    Tried.holds("time.sleep($X)", "- where: on-event-loop", code.formatted("  # yes", "asyncio"));
    Tried.holds("time.sleep($X)", "- where: on-event-loop", code.formatted("  # yes", "anyio"));
    Tried.holds("time.sleep($X)", "- where: on-event-loop", code.formatted("", "trio"));
  }

  /// Files of the tests are read for that which name nothing else of a match.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "patch('app.sleep', wait)",
        "patch.object(app, 'sleep', wait)",
        "monkeypatch.setattr('app.sleep', wait)",
        "monkeypatch.setattr(app, 'sleep', wait)"
      })
  void aTestMayReplaceWhatIsCalled(String change) {
    String code =
        """
        # file: app.py
        from time import sleep


        def pause():
            sleep(1)%s
        # file: tests/test_app.py
        import app
        from unittest.mock import patch


        def test_it(monkeypatch, wait):
            %s
        """;
    String word = "- where: patched-by-tests time.sleep";
    Tried.holds("time.sleep($X)", word, code.formatted("  # yes", change));
    Tried.holds("time.sleep($X)", word, code.formatted("", change.replace("sleep", "nap")));
  }

  @Test
  void aTestMayReplaceAModuleOfWhatIsCalled() {
    String code =
        """
        # file: app.py
        import time


        def pause():
            time.sleep(1)%s
        # file: tests/test_app.py
        from unittest.mock import patch


        def test_it(fake):
            %s
        """;
    String word = "- where: patched-by-tests time.sleep";
    Tried.holds("time.sleep($X)", word, code.formatted("  # yes", "patch('app.time', fake)"));
    Tried.holds("time.sleep($X)", word, code.formatted("", "patch('app.asyncio', fake)"));
  }

  @Test
  void theChainOfCallsIsTold() {
    assertThat(Tried.found("time.sleep($X)", "- where: on-event-loop", CODE))
        .extracting(Finding::snippet, it -> it.notes().toString())
        .anySatisfy(it -> assertThat(it.toString()).contains("sleep(1)").doesNotContain("->"))
        .anySatisfy(
            it -> assertThat(it.toString()).contains("sleep(2)", "'main' -> 'helper' runs on the"))
        .anySatisfy(
            it -> assertThat(it.toString()).contains("sleep(4)", "'callback' -> 'behind' runs on"));
  }

  @Test
  void theKindOfFunctionIsTold() {
    assertThat(reasons("not in-plain-function")).contains("'main' is a coroutine function");
    assertThat(reasons("not in-coroutine-function")).contains("'helper' is a plain function");
  }

  private static String reasons(String condition) {
    Recipe recipe =
        Tried.recipe(
            "time.sleep($X)",
            "- report when: " + condition + ", because it is of another kind",
            "```python rewrite\ntime.monotonic()\n```");
    return Tried.mended(recipe, CODE).left().toString();
  }

  @Test
  void aFunctionOfAnotherFileMayAskForTheLoop() {
    Tried.holds(
        "time.sleep($X)",
        "- where: guarded-by asyncio.get_running_loop",
        """
        # file: app.py
        import asyncio
        import time
        from loops import has_loop, has_name


        def asks_by_itself():
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                time.sleep(1)  # yes


        def asks_another():
            if has_loop():
                return
            time.sleep(2)  # yes


        def asks_something_else():
            if has_name():
                return
            time.sleep(3)


        time.sleep(4)
        # file: loops.py
        import asyncio


        def has_loop():
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                return False
            return True


        def has_name():
            return __name__ == "__main__"
        """);
  }

  @Test
  void whatIsOnlyCalledWhereNoLoopRunsIsReachedByNobody() {
    Tried.holds(
        "time.sleep($X)",
        "- where: reached-unguarded asyncio.get_running_loop",
        """
        import asyncio
        import time


        async def main():
            helper()
            either()


        def helper():
            time.sleep(1)  # yes


        def either():
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                without_loop()


        def without_loop():
            time.sleep(2)


        def nobody():
            time.sleep(3)


        asyncio.run(main())
        """);
  }

  @Test
  void aLoopSpinsThatOnlyLooksAtAClock() {
    Tried.holds(
        "time.sleep($X)",
        "- where: spins-for-clock",
        """
        import time


        def main(end, ready):
            while time.perf_counter() < end:
                time.sleep(0)  # yes
            while ready():
                time.sleep(0)
            while time.ctime() < end:
                time.sleep(0)
            while time.monotonic() < end:
                ready()
                time.sleep(0)
            while time.monotonic() < end:
                if ready():
                    time.sleep(0)
        """);
  }

  @Test
  void aGeneratorRunsWhereItIsGoneOver() {
    Tried.holds(
        "$F()",
        "- where: $F reaches blocking-pauses",
        """
        import time


        def lines():
            time.sleep(1)
            yield 1


        def pause():
            time.sleep(1)


        def quiet():
            yield 1


        async def main():
            pause()  # yes
            lines()
            for line in lines():  # yes
                print(line)
            found = [line for line in lines()]  # yes
            print(*lines())
            for line in quiet():
                print(line)
        """);
  }

  @Test
  void callsThatBlockTogetherAreToldWithTheFirst() {
    String code =
        """
        import time


        async def three():
            time.sleep(1)
            time.sleep(2)
            time.sleep(3)


        async def two():
            time.sleep(4)
            time.sleep(5)
        """;
    assertThat(Tried.found("time.sleep($X)", "- where: leads-neighbours blocking-pauses", code))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.snippet()).contains("sleep(1)");
              assertThat(it.notes().toString()).contains("see lines 5, 6, 7");
            });
    assertThat(Tried.found("time.sleep($X)", "- where: follows-neighbour blocking-pauses", code))
        .extracting(it -> it.snippet().strip())
        .containsExactly("time.sleep(2)", "time.sleep(3)");
    assertThat(
            Tried.found(
                "time.sleep($X)",
                "- where: leads-neighbours blocking-pauses",
                "import time\n\nasync def f(): time.sleep(1); time.sleep(2); time.sleep(3)\n"))
        .singleElement()
        .satisfies(it -> assertThat(it.notes().toString()).contains("all in line 3"));
  }

  @Test
  void aCallMakesNoFutureThatIsNotKnownTo() {
    Tried.holds(
        "print($X)",
        "- $X: call that makes no future",
        """
        import asyncio


        async def load():
            pass


        async def main(loop, pool, future: asyncio.Future):
            print(load())  # yes
            print(loop.run())  # yes
            print(asyncio.sleep(1))  # yes
            print(asyncio.shield(load()))
            print(asyncio.gather(load()))
            print(asyncio.run_coroutine_threadsafe(load(), loop))
            print(loop.create_task(load()))
            print(pool.submit(load))
            print(asyncio.Future())
            print(future)
            print(load)
        """);
  }

  @Test
  void testsThatReplaceAFunctionAreLookedFor() {
    String test =
        """
        # file: test_app.py
        from unittest.mock import patch


        @patch("time.sleep")
        def test_main(sleep):
            pass
        """;
    String app = "# file: app.py\nimport time\n\n\ndef main():\n    time.sleep(1)%s\n";
    String word = "- where: patched-by-tests time.sleep";
    Tried.holds("time.sleep($X)", word, app.formatted("  # yes") + test);
    Tried.holds("time.sleep($X)", word, app.formatted("") + test.replace("sleep", "time"));
    Tried.holds("time.$F($X)", word, app.replace("sleep", "ctime").formatted("") + test);
    String own =
        """
        # file: app.py
        def spawn(work):
            return work


        def main():
            spawn(1)%s
        """;
    Tried.holds(
        "$F(1)",
        "- where: stubbed-by-tests",
        own.formatted("  # yes") + test.replace("time.sleep", "app.spawn"));
    Tried.holds("$F(1)", "- where: stubbed-by-tests", own.formatted("") + test);
  }

  @Test
  void theClassOfAnObjectMayBeNamedElsewhere() {
    Tried.holds(
        "$F($X)",
        "- $F: member of blocking-calls, blocking-connections",
        """
        # file: made.py
        import requests
        import psycopg2.extensions


        def session() -> requests.Session: ...


        def cursor() -> psycopg2.extensions.cursor: ...
        # file: use.py
        import made

        made.session().get("x")  # yes
        made.session().mount("x")
        # file: more.py
        import made

        made.cursor().execute("x")  # yes
        made.cursor().mogrify("x")
        """);
  }

  @Test
  void theProgramMayBeStartedInAnotherFile() {
    String code =
        """
        # file: jobs.py
        import asyncio


        async def main(job):
            await job()
            asyncio.create_task(job())%s


        async def other(job):
            asyncio.create_task(job())
        """;
    String start =
        "# file: start.py\nimport asyncio\nimport jobs\n\nasyncio.run(jobs.main(print))\n";
    String word = "- where: last-act-of-entry-coroutine";
    Tried.holds("asyncio.create_task($X)", word, code.formatted("  # yes") + start);
    Tried.holds("asyncio.create_task($X)", word, code.formatted(""));
  }

  @Test
  void theSourceOfWhatIsKnownIsTold() {
    assertThat(
            Tried.found(
                "$F($X)",
                "- $F: member of blocking-calls",
                "import requests\n\n\ndef f(s: requests.Session):\n    s.get('x')\n"))
        .singleElement()
        .satisfies(
            it -> assertThat(it.notes().toString()).contains("requests.Session.get: see https://"));
  }

  @Test
  void testsNeedNotNameTheModuleOfWhatTheyReplace() {
    String test =
        """
        # file: test_app.py
        from unittest.mock import patch


        @patch("app.%s")
        def test_main(replaced):
            pass
        """;
    Tried.holds(
        "time.sleep($X)",
        "- where: patched-by-tests time.sleep",
        "# file: app.py\nfrom time import sleep\n\n\ndef main():\n    sleep(1)  # yes\n"
            + test.formatted("sleep"));
    Tried.holds(
        "$F(time.time())",
        "- where: stubbed-by-tests",
        """
        # file: app.py
        import time


        def spawn(work):
            return work


        def main():
            spawn(time.time())  # yes
        """
            + test.formatted("spawn"));
  }

  @Test
  void aCoroutineIsDroppedBoundOrTakenForItsResult() {
    String code =
        """
        async def load():
            return {}


        async def main():
            load()  # 1
            kept = load()  # 2
            if load():  # 3
                pass
            print(load()["name"])  # 4
            print(await load()["name"])  # 5
            print(await load())  # 6
            print([load()])  # 7
        """;
    coroutines("coroutine-dropped", code, 1, 2);
    coroutines("coroutine-bound", code, 2);
    coroutines("coroutine-misused", code, 3, 4, 5);
    coroutines("misused-under-await", code, 5);
  }

  private static void coroutines(String word, String code, Integer... lines) {
    assertThat(Tried.found("$F()", "- $F: coroutine function\n- where: " + word, code))
        .extracting(it -> it.snippet().replaceAll("\\D", ""))
        .map(Integer::valueOf)
        .containsExactly(lines);
  }

  @Test
  void whatWasReadBeforeAWaitIsStale() {
    Tried.holds(
        "$TARGET = $VALUE",
        "- where: writes-stale",
        """
        class Account:
            async def pay(self, ask):
                total = self.total
                await ask()
                self.total = total + 1  # yes
                self.other = await ask()

            async def quick(self, ask):
                total = self.total
                self.total = total + 1
                await ask()
        """);
    Tried.holds(
        "if $TARGET is None:\n    $$$BODY",
        "- where: $TARGET sets-after-wait",
        """
        from database import make_session

        session = None


        async def opened():
            global session
            if session is None:  # yes
                session = await make_session()


        async def late(ask):
            global session
            if session is None:
                session = make_session()
                await ask()
        """);
  }
}
