package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is gathered, and what becomes of the results.
class GatheredCallsTest {
  private static final Recipe GROUP =
      Tried.recipe("await asyncio.gather($$$XS)", "", "- gather-to-group: {of: $XS}");

  private static String grouped(String line) {
    String head = "import asyncio\nfrom web import load\n\n\nasync def main(urls):\n";
    String made = Tried.result(GROUP, head + line.indent(4), true);
    return made.substring(head.length())
        .indent(-4)
        .replace("async with asyncio.TaskGroup() as", "group");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          await asyncio.gather(load(1), load(2))          | group tg:@    tg.create_task(load(1))@    tg.create_task(load(2))
          x = await asyncio.gather(load(1))               | group tg:@    task_1 = tg.create_task(load(1))@x = [task_1.result()]
          x, = await asyncio.gather(load(1))              | group tg:@    task_x = tg.create_task(load(1))@x, = [task_x.result()]
          x, y = await asyncio.gather(load(1), load(2))   | group tg:@    task_x = tg.create_task(load(1))@    task_y = tg.create_task(load(2))@x, y = task_x.result(), task_y.result()
          x, y = await asyncio.gather(load(1))            | x, y = await asyncio.gather(load(1))
          x, = await asyncio.gather(load(1), load(2))     | x, = await asyncio.gather(load(1), load(2))
          x, y = await asyncio.gather(*[load(u) for u in urls]) | x, y = await asyncio.gather(*[load(u) for u in urls])
          x.y = await asyncio.gather(load(1), load(2))    | x.y = await asyncio.gather(load(1), load(2))
          x = await asyncio.gather(*[load(u) for u in urls]) | group tg:@    tasks = [tg.create_task(load(u)) for u in urls]@x = [task.result() for task in tasks]
          x = await asyncio.gather(*[load([i for i in u]) for u in urls if u]) | group tg:@    tasks = [tg.create_task(load([i for i in u])) for u in urls if u]@x = [task.result() for task in tasks]
          x = await asyncio.gather(load(1), *[load(u) for u in urls]) | x = await asyncio.gather(load(1), *[load(u) for u in urls])
          """)
  void aGroupStartsThemAndGivesTheirResults(String line, String lines) {
    assertThat(grouped(line)).isEqualTo(lines.replace('@', '\n') + "\n");
  }

  @Test
  void twoTasksGetTwoNames() {
    assertThat(grouped("task_a = 1\na, a_1 = await asyncio.gather(load(1), load(2))"))
        .contains("task_a_1 = tg.create_task(load(1))", "task_a_1_1 = tg.create_task(load(2))");
  }

  /// gather takes whatever can be awaited, a group's create_task coroutines alone.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Job()",
        "Handle()",
        "Loaded()",
        "Load()",
        "rows.__anext__()",
        "anext(rows)",
        "asyncio.shield(work())",
        "loop.run_in_executor(None, work)"
      })
  void objectsThatCanBeAwaitedAreNoCoroutines(String made) {
    String classes =
        """
        import asyncio
        from work import Base


        class Job(asyncio.Future):
            pass


        class Handle(Base):
            pass


        class Loaded:
            def __await__(self):
                yield


        Load = Loaded


        async def main(rows, loop, work):
            await asyncio.gather(%s, %s)
        """
            .formatted(made, made);
    assertThat(Tried.result(GROUP, classes, true)).isEqualTo(classes);
  }

  private static void gathered(String word, String code) {
    Tried.holds("await asyncio.gather($$$XS, return_exceptions=True)", "- where: " + word, code);
  }

  @Test
  void tasksAreKeptElsewhereThatObjectsHold() {
    gathered(
        "$XS kept-elsewhere",
        """
        import asyncio


        class Jobs:
            async def stop(self, made, many, given: asyncio.Task):
                await asyncio.gather(*self.tasks, return_exceptions=True)  # yes
                await asyncio.gather(*[it.task for it in self.jobs], return_exceptions=True)  # yes
                await asyncio.gather(*(it for it in self.jobs), return_exceptions=True)  # yes
                await asyncio.gather(given, return_exceptions=True)  # yes
                await asyncio.gather(*[made(it) for it in self.jobs], return_exceptions=True)
                await asyncio.gather(*[it.task for it in many()], return_exceptions=True)
                await asyncio.gather(made(), return_exceptions=True)
                await asyncio.gather(*self.tasks, made(), return_exceptions=True)
                await asyncio.gather(many, return_exceptions=True)
                await asyncio.gather(*list(self.tasks), return_exceptions=True)  # yes
                await asyncio.gather(*sorted(self.tasks), return_exceptions=True)
                await asyncio.gather(*list(self.tasks, made), return_exceptions=True)
                await asyncio.gather(*self.jobs.values(), return_exceptions=True)  # yes
                await asyncio.gather(*self.jobs.items(), return_exceptions=True)
                await asyncio.gather(*self.jobs.values(1), return_exceptions=True)
                own = asyncio.create_task(made())
                await asyncio.gather(own, return_exceptions=True)
                left = set(self.tasks)
                await asyncio.gather(*left, *left, return_exceptions=True)  # yes
        """);
  }

  @Test
  void putsIntoQueuesOnlyWait() {
    gathered(
        "$XS put-into-queues",
        """
        import asyncio


        async def main(queue: asyncio.Queue, queues, client: dict, other):
            await asyncio.gather(queue.put(1), return_exceptions=True)  # yes
            await asyncio.gather(*[it.put(1) for it in queues], return_exceptions=True)  # yes
            await asyncio.gather(*[queue.put(1), queue.put(2)], return_exceptions=True)  # yes
            await asyncio.gather(*[queue.put(1), other(2)], return_exceptions=True)
            await asyncio.gather(*[other(1), queue.put(2)], return_exceptions=True)
            await asyncio.gather(client.put(1), return_exceptions=True)
            await asyncio.gather(queue.put(1, 2), return_exceptions=True)
            puts = []
            for it in queues:
                puts.append(it.put(1))
            await asyncio.gather(*puts, return_exceptions=True)  # yes
            none = []
            await asyncio.gather(*none, return_exceptions=True)
            more = [queue.put(1)]
            more.append(other(1))
            await asyncio.gather(*more, return_exceptions=True)
            sorted_ = [queue.put(1)]
            sorted_.extend(other)
            await asyncio.gather(*sorted_, return_exceptions=True)
            one = [queue.put(1)]
            await asyncio.gather(*one, *one, return_exceptions=True)  # yes
            await asyncio.gather(asyncio.create_task(queue.put(1)), return_exceptions=True)  # yes
            await asyncio.gather(asyncio.create_task(other(1)), return_exceptions=True)
            await asyncio.gather(asyncio.create_task(), return_exceptions=True)
            same = puts
            await asyncio.gather(*same, return_exceptions=True)
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kept-elsewhere", "put-into-queues", "contain-failures"})
  void whatIsMadeOfItselfIsNothingOfTheKind(String word) {
    gathered(
        "$XS " + word,
        """
        import asyncio


        async def main(queue: asyncio.Queue):
            tasks = list(tasks)
            await asyncio.gather(*tasks, return_exceptions=True)
            more = [*more]
            await asyncio.gather(*more, return_exceptions=True)
            each = [one for one in each]
            await asyncio.gather(*each, return_exceptions=True)
            there = [*back]
            back = [*there]
            await asyncio.gather(*there, return_exceptions=True)
            all_ = []
            all_.append(all_)
            await asyncio.gather(*all_, return_exceptions=True)
        """);
  }

  @Test
  void namesOfACheckAreFree() {
    String code =
        """
        import asyncio


        async def main(result, results, errors, call):
            await asyncio.gather(call(), return_exceptions=True)
            return(await asyncio.gather(call(), return_exceptions=True))
        """;
    String pattern = "await asyncio.gather($$$XS, return_exceptions=True)";
    assertThat(
            Tried.result(
                Tried.recipe(pattern, "- where: results-ignored", "- check-results: raise-group"),
                code,
                true))
        .isEqualTo(
            """
            import asyncio


            async def main(result, results, errors, call):
                results_1 = await asyncio.gather(call(), return_exceptions=True)
                errors_1 = [result_1 for result_1 in results_1 if isinstance(result_1, BaseException)]
                if errors_1:
                    raise BaseExceptionGroup("main failed", errors_1)
                results_1 = (await asyncio.gather(call(), return_exceptions=True))
                errors_1 = [result_1 for result_1 in results_1 if isinstance(result_1, BaseException)]
                if errors_1:
                    raise BaseExceptionGroup("main failed", errors_1)
                return results_1
            """);
  }

  @Test
  void aCheckGoesOverTheNamesOfTheResults() {
    String code =
        """
        import asyncio
        import logging

        logger = logging.getLogger(__name__)


        async def main(call):
            a, = await asyncio.gather(call(), return_exceptions=True)
            b, c = await asyncio.gather(call(), call(), return_exceptions=True)
            print(a, b, c)
        """;
    Recipe recipe =
        Tried.recipe(
            "await asyncio.gather($$$XS, return_exceptions=True)",
            "- where: results-ignored",
            "- bind: {$LOG: module-logger}\n- check-results: log");
    String check =
        """
            for result in %s:
                if isinstance(result, Exception):
                    logger.error("main: gathered call failed", exc_info=result)
        """;
    assertThat(Tried.result(recipe, code, true))
        .contains(check.formatted("(a,)"), check.formatted("(b, c)"));
  }

  @Test
  void aCallTellsItsFailuresWhereADecoratorLogsThem() {
    gathered(
        "$XS tell-failures",
        """
        import asyncio
        import logging


        async def contained():
            try:
                await asyncio.sleep(1)
            except Exception:
                logging.exception("it failed")


        async def fails():
            raise ValueError


        async def main():
            await asyncio.gather(contained(), return_exceptions=True)  # yes
            await asyncio.gather(fails(), return_exceptions=True)
            await asyncio.gather(contained(), fails(), return_exceptions=True)
        """);
  }

  @Test
  void aResultIsDroppedThatNobodyReads() {
    gathered(
        "results-dropped",
        """
        import asyncio


        async def main(self, call):
            await asyncio.gather(call(), return_exceptions=True)  # yes
            unread = await asyncio.gather(call(), return_exceptions=True)  # yes
            a, b = await asyncio.gather(call(), call(), return_exceptions=True)  # yes
            c, d = await asyncio.gather(call(), call(), return_exceptions=True)
            e, = await asyncio.gather(call(), return_exceptions=True)
            read = await asyncio.gather(call(), return_exceptions=True)
            self.kept = await asyncio.gather(call(), return_exceptions=True)
            print(d, read, e)
            return await asyncio.gather(call(), return_exceptions=True)
        """);
  }

  @Test
  void noCheckIsWrittenWithoutALoggerOrForWhatIsNotSeen() {
    String code =
        "import asyncio\n\n\n"
            + "async def main(x, call):\n"
            + "    %sawait asyncio.gather(call(), return_exceptions=True)\n";
    String pattern = "await asyncio.gather($$$XS, return_exceptions=True)";
    assertThat(
            Tried.mended(Tried.recipe(pattern, "", "- check-results: log"), code.formatted(""))
                .left()
                .toString())
        .contains("there is no logger");
    assertThat(
            Tried.mended(
                    Tried.recipe(pattern, "", "- check-results: raise"), code.formatted("x.y = "))
                .left()
                .toString())
        .contains("it cannot be seen what becomes of the results");
  }

  private static final Recipe LATER =
      Tried.recipe(
          "$F.create_task($CALL, $$$REST)",
          "",
          "- copy: {$BG: $F}\n- call-later: {of: $CALL, by: $BG.add_task}");

  private static String later(String line) {
    return "async def mail(*args, **options):\n    pass\n\n\nasync def main(tasks, x):\n    %s\n"
        .formatted(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tasks.create_task(mail())                  | tasks.add_task(mail)
          tasks.create_task(mail(x, lang="de"))      | tasks.add_task(mail, x, lang="de")
          tasks.create_task(mail (x))                | tasks.add_task(mail, x)
          tasks.create_task((mail)(x, ))             | tasks.add_task((mail), x, )
          tasks.create_task(mail((i for i in x)))    | tasks.create_task(mail((i for i in x)))
          tasks.create_task(mail(i for i in x))      | tasks.create_task(mail(i for i in x))
          tasks.create_task(mail(func=x))            | tasks.create_task(mail(func=x))
          tasks.create_task(mail(x), name=x)         | tasks.create_task(mail(x), name=x)
          tasks.create_task(x(x))                    | tasks.create_task(x(x))
          print(tasks.create_task(mail(x)))          | print(tasks.create_task(mail(x)))
          """)
  void aCallIsHandedOverWithItsArguments(String line, String result) {
    assertThat(Tried.result(LATER, later(line), true)).isEqualTo(later(result));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tasks.create_task(  # why\n        mail(x))",
        "tasks.create_task(mail(x)  # why\n    )",
      })
  void aCommentInTheCallKeepsItAsItIs(String line) {
    assertThat(Tried.mended(LATER, later(line)).left().toString())
        .contains("a comment stands in the call");
  }
}
