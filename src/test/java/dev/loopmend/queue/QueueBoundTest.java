package dev.loopmend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.edit.Safety;
import dev.loopmend.engine.BuiltIn;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Summaries;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How sure a bound of a local queue is. The program that is varied starts an endless consumer,
/// puts numbers into the queue, and waits until all are taken.
class QueueBoundTest {
  private static final String PROGRAM =
      """
      import asyncio
      import logging

      log = logging.getLogger(__name__)
      state = {}


      async def main(numbers, other):
          queue = asyncio.Queue()
          found = []

          async def take():
              while True:
                  number = await queue.get()
                  TAKE
                  found.append(number)
                  queue.task_done()

          taking = asyncio.create_task(take())
          for number in numbers:
              PUT
              await queue.put(number)
              DONE
          WAIT
          taking.cancel()
          return found
      """;

  /// A code base of one file.
  private record OneFile(Workspace workspace, SemanticModel only) implements Codebase {
    static OneFile of(String text) {
      SyntaxTree tree =
          switch (PythonParser.parse(text, PythonParser.Dialect.PYTHON)) {
            case ParseResult.Parsed(SyntaxTree parsed) -> parsed;
            case ParseResult.Rejected(_, String message) -> throw new AssertionError(message);
          };
      Workspace workspace =
          Workspace.link(List.of(Summaries.summarize("main.py", tree)), BuiltIn.KNOWLEDGE);
      return new OneFile(workspace, SemanticModel.of(workspace, "main.py", tree));
    }

    @Override
    public List<String> paths() {
      return List.of("main.py");
    }

    @Override
    public boolean hasMended(String recipe) {
      return false;
    }

    @Override
    public boolean hasChanged(String path) {
      return false;
    }

    @Override
    public Optional<SemanticModel> model(String path) {
      return path.equals("main.py") ? Optional.of(only) : Optional.empty();
    }

    @Override
    public boolean isDeclined(Recipe recipe, SemanticModel model, Node at) {
      return false;
    }

    @Override
    public Answer mayEdit(String path) {
      return new Answer.Yes("it is the only one");
    }
  }

  private static Safety safety(String text) {
    OneFile code = OneFile.of(text);
    SemanticModel model = code.only();
    for (Node node : model.tree().nodes()) {
      if (node instanceof Stmt.Assign(_, List<Expr> targets, Expr value)
          && model.tree().textOf(value).equals("asyncio.Queue()")) {
        QueueUses uses =
            QueueUses.ofLocal(code, model, model.bindingOf(targets.getFirst()).orElseThrow());
        return new QueueBound(model, code, value, uses).safety();
      }
    }
    throw new AssertionError("no queue");
  }

  /// The program with something at each of its places; what is left is taken out.
  private static String program(String place, String code) {
    String text = place.isEmpty() ? PROGRAM : PROGRAM.replace(place + "\n", code + "\n");
    return text.replace("WAIT\n", "await queue.join()\n").replaceAll(" *(TAKE|PUT|DONE)\n", "");
  }

  @Test
  void aConsumerThatIsWaitedFor() {
    assertThat(safety(program("", ""))).isEqualTo(new Safety.Safe());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TAKE | await asyncio.sleep(0)",
        "TAKE | log.info('%s', number)",
        "PUT | log.info('%s', number)",
        "PUT | if number is None: continue",
        "WAIT | log.info('all'); await queue.join()",
      })
  void whatMakesNoDifference(String place, String code) {
    assertThat(level(place, code)).isEqualTo(Safety.Level.SAFE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TAKE | numbers.remove(number)",
        "TAKE | other(number)",
        "PUT | if number in found: continue",
        "PUT | state['last'] = number",
        "PUT | if number is None: return",
        "PUT | found.append(number)",
        "DONE | number.finish()",
        "DONE | log.info(number.name)",
        "WAIT | found.sort(); await queue.join()",
      })
  void whatOthersCouldSee(String place, String code) {
    assertThat(level(place, code)).isEqualTo(UNSAFE);
  }

  private static final Safety.Level UNSAFE = Safety.Level.UNSAFE;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TAKE | await other.wait()",
        "TAKE | while not state: await asyncio.sleep(1)",
        "TAKE | await asyncio.to_thread(other)",
        "TAKE | if number == 0: break",
        "TAKE | if number: return",
        "TAKE | assert number",
        "TAKE | await queue.put(number)",
        "TAKE | await asyncio.gather(other(), other())",
        "WAIT | pass",
        "WAIT | if numbers: await queue.join()",
        "PUT | taking.cancel()",
        "PUT | other(taking)",
        "PUT | state['task'] = taking",
        "PUT | queue.put_nowait(number)",
        "PUT | asyncio.ensure_future(queue.put(number))",
        "PUT | other(queue)",
      })
  void whatStandsInTheWay(String place, String code) {
    assertThat(level(place, code)).isEqualTo(Safety.Level.REPORT);
  }

  private static Safety.Level level(String place, String code) {
    return safety(program(place, code)).level();
  }

  @Test
  void theObstacleIsNamedWithItsPlace() {
    assertThat(safety(program("TAKE", "await other.wait()")).because())
        .isEqualTo("main.py:15, in the consumer, may wait for what another task does");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@other\n    async def take():",
        "async def take(): pass\n    async def take():",
      })
  void aConsumerThatMayBeAnotherFunction(String definition) {
    String text = program("", "").replace("async def take():", definition);
    assertThat(level(text)).isEqualTo(UNSAFE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "await consuming | SAFE",
        "await asyncio.gather(consuming) | SAFE",
        "await asyncio.wait([consuming]) | REPORT",
        "await asyncio.wait_for(consuming, 1) | REPORT",
        "consuming.cancel() | REPORT",
      })
  void anEndThatIsInsertedLast(String wait, Safety.Level expected) {
    assertThat(level(ending("await queue.put(None)\n    " + wait))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "await queue.put(None)\n    await queue.put(1)\n    await consuming",
        "for number in numbers: await queue.put(None)\n    await consuming",
      })
  void anEndThatIsNotTheLast(String end) {
    assertThat(level(ending(end))).isEqualTo(Safety.Level.REPORT);
  }

  private static String ending(String end) {
    return """
    import asyncio

    async def consume(source):
        while True:
            item = await source.get()
            if item is None:
                break
            print(item)

    async def main(numbers):
        queue = asyncio.Queue()
        consuming = asyncio.create_task(consume(queue))
        for number in numbers:
            await queue.put(number)
        %s
    """
        .formatted(end);
  }

  private static Safety.Level level(String text) {
    return safety(text).level();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "await feeding | SAFE",
        "await asyncio.gather(feeding) | SAFE",
        "await asyncio.wait([feeding], timeout=1) | UNSAFE",
        "print(feeding.done()); await feeding | UNSAFE",
        "feeding.add_done_callback(print); await feeding | UNSAFE",
        "await asyncio.sleep(1) | REPORT",
        "async with asyncio.timeout(1): await feeding | REPORT",
      })
  void aProducerThatIsATask(String wait, Safety.Level expected) {
    String text =
        """
        import asyncio

        async def consume(source):
            while True:
                print(await source.get())
                source.task_done()

        async def feed(queue, numbers):
            for number in numbers:
                await queue.put(number)

        async def main(numbers):
            queue = asyncio.Queue()
            feeding = asyncio.create_task(feed(queue, numbers))
            consuming = asyncio.create_task(consume(queue))
            %s
            await queue.join()
            consuming.cancel()
        """
            .formatted(wait);
    assertThat(level(text)).isEqualTo(expected);
  }
}
