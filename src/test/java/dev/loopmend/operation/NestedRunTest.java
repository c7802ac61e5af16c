package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import org.junit.jupiter.api.Test;

/// What goes together with a loop that is started inside of another one.
class NestedRunTest {
  private static final String HEAD =
      """
      import asyncio


      async def work(x=1):
          return x


      """;

  private static String made(String code) {
    String made = Tried.result(BuiltIn.recipe("nested-asyncio-run"), HEAD + code, true);
    return made.startsWith(HEAD) ? made.substring(HEAD.length()) : made;
  }

  private static String why(String code) {
    return Tried.mended(BuiltIn.recipe("nested-asyncio-run"), HEAD + code).left().toString();
  }

  @Test
  void theLoopAndTheWrapperThatItRunsGoTogether() {
    assertThat(
            made(
                """
                async def main():
                    loop = asyncio.new_event_loop()

                    async def runner():
                        return await work()

                    found = loop.run_until_complete(runner())
                    loop.close()
                    return found
                """))
        .isEqualTo(
            """
            async def main():
                found = await work()
                return found
            """);
  }

  @Test
  void aLoopThatOthersCloseElsewhereMayBeAwaitedHere() {
    assertThat(
            made(
                """
                async def main(loop: asyncio.AbstractEventLoop):
                    return loop.run_until_complete(work())


                def end(loop):
                    loop.close()
                """))
        .contains("return await work()");
    assertThat(
            why(
                """
                async def main(loop: asyncio.AbstractEventLoop):
                    found = loop.run_until_complete(work())
                    loop.close()
                    return found
                """))
        .contains("calls loop.close, which a running loop does not take");
  }

  @Test
  void aLoopIsDissolvedWithAllThatItRuns() {
    assertThat(
            made(
                """
                async def main():
                    loop = asyncio.new_event_loop()
                    one = loop.run_until_complete(work(1))
                    two = loop.run_until_complete(work(2))
                    loop.close()
                    return one + two
                """))
        .isEqualTo(
            """
            async def main():
                one = await work(1)
                two = await work(2)
                return one + two
            """);
    assertThat(
            why(
                """
                async def main():
                    loop = asyncio.new_event_loop()
                    one = loop.run_until_complete(work(1))
                    two = loop.run_until_complete(work(2), 3)
                    loop.close()
                    return one + two
                """))
        .isNotEqualTo("[]");
  }

  @Test
  void aLoopThatIsOnlyMadeNeedsNoImport() {
    String code =
        """
        from asyncio import new_event_loop
        from work import work


        async def main():
            loop = new_event_loop()
            found = loop.run_until_complete(work())
            loop.close()
            return found
        """;
    assertThat(Tried.result(BuiltIn.recipe("nested-asyncio-run"), code, true))
        .doesNotContain("import asyncio")
        .contains("    found = await work()\n    return found\n");
    assertThat(
            Tried.result(
                BuiltIn.recipe("nested-asyncio-run"),
                code.replace("    loop.close()", "    print(loop)\n    loop.close()"),
                true))
        .contains("import asyncio\n", "    loop = asyncio.get_running_loop()\n", "await work()");
  }

  @Test
  void aLoopStaysOnWhichSomethingIsOnlyReported() {
    String code =
        """
        import threading

        lock = threading.Lock()


        async def main():
            loop = asyncio.new_event_loop()
            one = loop.run_until_complete(work(1))
            with lock:
                two = loop.run_until_complete(work(2))
            loop.close()
            return one + two
        """;
    assertThat(made(code)).isEqualTo(code);
  }

  @Test
  void aRunnerGoesWithTheWrapperInItsBlock() {
    assertThat(
            made(
                """
                async def main():
                    with asyncio.Runner() as runner:
                        async def go():
                            return await work()

                        # the only one
                        return runner.run(go())
                """))
        .isEqualTo(
            """
            async def main():
                # the only one
                return await work()
            """);
  }

  @Test
  void aWrapperStaysThatDoesMoreOrThatOthersSee() {
    String main = "    return asyncio.run(runner())\n";
    String await = "    return await runner()\n";
    String head = "async def main():\n    async def runner():\n";
    assertThat(made(head + "        return await work(1)\n\n" + main))
        .isEqualTo("async def main():\n    return await work(1)\n");
    for (String body :
        new String[] {
          "        return await work(n := 1)\n\n",
          "        nonlocal_ = 1\n        return await work(nonlocal_)\n\n",
          "        return work(1)\n\n",
          "        # why\n        return await work(1)\n\n",
        }) {
      assertThat(made(head + body + main)).isEqualTo(head + body + await);
    }
    String again = head + "        return await work(1)\n\n    print(runner)\n";
    assertThat(made(again + main)).isEqualTo(again + await);
    String deleted = "        return await work(1)\n\n    found = asyncio.run(runner())\n";
    String rest = "    del runner\n    return found\n";
    assertThat(made(head + deleted + rest))
        .isEqualTo(head + deleted.replace("asyncio.run(runner())", "await runner()") + rest);
    String global =
        "async def main():\n    global runner\n    async def runner():\n"
            + "        return await work(1)\n\n";
    assertThat(made(global + main)).isEqualTo(global + await);
    String outside =
        "async def outer():\n    async def runner():\n        return await work(1)\n\n"
            + "    async def main():\n        return asyncio.run(runner())\n\n    return main\n";
    assertThat(made(outside)).isEqualTo(outside.replace("asyncio.run(runner())", "await runner()"));
    String below =
        "async def main(xs):\n    for x in xs:\n        if x:\n"
            + "            return asyncio.run(runner())\n\n        async def runner():\n"
            + "            return await work(x)\n";
    assertThat(made(below)).isEqualTo(below.replace("asyncio.run(runner())", "await runner()"));
  }
}
