package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which bound a queue is given, and what other files have to do with it.
class QueueBoundsTest {
  private static String made(String code) {
    return Tried.result(BuiltIn.recipe("unbounded-queue"), code, true);
  }

  private static String worker(String creation) {
    return """
    import asyncio


    async def work(queue):
        while True:
            print(await queue.get())
            queue.task_done()


    async def main(items, on, shared):
        queue = %s
        task = asyncio.create_task(work(queue))
        for item in items:
            await queue.put(item)
        await queue.join()
        task.cancel()
    """
        .formatted(creation);
  }

  @Test
  void theArgumentStandsBesideComments() {
    assertThat(made(worker("asyncio.Queue()"))).isEqualTo(worker("asyncio.Queue(maxsize=1000)"));
    assertThat(made(worker("asyncio.Queue( )"))).isEqualTo(worker("asyncio.Queue(maxsize=1000)"));
    assertThat(made(worker("asyncio.Queue(  # of items\n    )")))
        .isEqualTo(worker("asyncio.Queue(maxsize=1000  # of items\n    )"));
  }

  /// Why a recipe cannot set an argument of what it finds in two lines.
  private static String whyNot(String pattern, String more) {
    String text =
        """
        ---
        title: Look at it
        severity: info
        safety: safe
        options:
          size: {type: integer, default: 10, help: "how many"}
        ---
        It is so.
        ## Match
        ```python pattern
        PATTERN
        ```
        ## Rewrite
        - set-argument: {name: size, option: sizeMORE}
        """
            .replace("PATTERN", pattern)
            .replace("MORE", more)
            .concat(Tried.EXAMPLES);
    return switch (Tried.read(text)) {
      case RecipeBook.Loading.Loaded(List<Recipe> recipes) ->
          Tried.mended(recipes.getFirst(), "x = len(y=2) + 1\n").left().toString();
      case RecipeBook.Loading.Broken(var problems) -> throw new AssertionError(problems);
    };
  }

  @Test
  void onlyACallTakesAnArgument() {
    assertThat(whyNot("$X + 1", "")).contains("it is no call");
    assertThat(whyNot("len(y=$Y)", ", factory: [default]")).contains("it takes no factory");
  }

  @Test
  void noneInTheOtherBranchIsNoOtherQueue() {
    assertThat(made(worker("asyncio.Queue() if on else None"))).contains("maxsize=1000");
    assertThat(made(worker("None if on else asyncio.Queue()"))).contains("maxsize=1000");
    String other = worker("asyncio.Queue() if on else shared");
    assertThat(levelOf(other))
        .isEqualTo(levelOf(worker("asyncio.Queue() if on else shared.queue")));
    assertThat(levelOf(other)).contains("others use the queue that is made at app.py:11");
  }

  private static String levelOf(String code) {
    return Tried.mended(BuiltIn.recipe("unbounded-queue"), code).fixed().stream()
        .map(it -> it.safety().toString())
        .toList()
        .toString();
  }

  private static String keeping(String queue, String name) {
    return """
    # file: jobs.py
    import asyncio


    class Jobs:
        def __init__(self):
            self.%s = %s

        async def run(self):
            while True:
                print(await self.%s.get())
    """
        .formatted(name, queue, name);
  }

  @Test
  void filesThatWereNotLookedIntoMayPutSomethingIn() {
    String jobs = keeping("asyncio.Queue()", "inbox");
    assertThat(found(jobs + "# file: other.py\nx = 1\n")).isEqualTo("[][]");
    for (String method : new String[] {"put", "put_nowait"}) {
      assertThat(found(jobs + "# file: other.py\ndef f(jobs):\n    jobs.inbox." + method + "(1)\n"))
          .contains("jobs.py");
    }
    assertThat(found(jobs + "# file: other.py\ndef f(jobs):\n    jobs.outbox.put(1)\n"))
        .isEqualTo("[][]");
    String entry =
        keeping("{}", "boxes").replace("self.boxes = {}", "self.boxes[1] = asyncio.Queue()");
    assertThat(
            found(
                entry.replace("self.boxes.get()", "self.boxes[1].get()")
                    + "# file: other.py\ndef f(jobs):\n    jobs.boxes[1].put(1)\n"))
        .contains("jobs.py");
    String local =
        "# file: jobs.py\nimport asyncio\n\n\nasync def run():\n    inbox = asyncio.Queue()\n"
            + "    await inbox.get()\n";
    assertThat(found(local + "# file: other.py\ndef f(jobs):\n    jobs.inbox.put(1)\n"))
        .isEqualTo("[][]");
  }

  private static String found(String code) {
    return Tried.mended(BuiltIn.recipe("unbounded-queue"), code).left().toString()
        + Tried.mended(BuiltIn.recipe("unbounded-queue"), code).fixed();
  }
}
