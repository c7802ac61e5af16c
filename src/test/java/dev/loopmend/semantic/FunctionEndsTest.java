package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// What a function still does behind a statement, which is the call of `here`.
class FunctionEndsTest {
  private static void expect(String text, BiFunction<SemanticModel, Node, Answer> question) {
    Python file = Python.file("import asyncio\n" + text);
    SemanticModel model = file.model();
    file.expectAt(
        "here", call -> Python.word(question.apply(model, model.tree().statementOf(call))));
  }

  @Test
  void nothingFollows() {
    expect(
        """
        async def at_the_end():
            here()  #> yes

        async def returns():
            here()  #> yes
            return

        async def returns_something():
            here()  #> no
            return 1

        async def goes_on():
            here()  #> no
            print("left")

        async def in_a_try():
            try:
                here()  #> yes
            except OSError:
                print("failed")

        async def a_handler_sees_what_it_raises():
            try:
                here()  #> no
            except BaseException:
                print("failed")

        async def in_a_loop(items):
            for item in items:
                here()  #> no

        async def in_one_branch(flag):
            if flag:
                print("begun")
                print("left")
            else:
                here()  #> yes

        async def goes_on_in_one_branch(flag):
            if flag:
                print("begun")
            else:
                here()  #> no
                print("left")

        async def in_the_else():
            try:
                print("begun")
            except BaseException:
                print("failed")
            else:
                here()  #> yes

        async def goes_on_in_the_else():
            try:
                print("begun")
            except OSError:
                print("failed")
            else:
                here()  #> no
                print("left")

        async def in_the_finally():
            try:
                print("begun")
            finally:
                here()  #> yes

        async def another_handler_further_out_sees_it():
            try:
                try:
                    here()  #> no
                except OSError:
                    print("lost")
            except BaseException:
                print("failed")

        async def a_handler_of_the_handler():
            try:
                print("begun")
            except OSError:
                try:
                    here()  #> yes
                except KeyError:
                    print("lost")
        """,
        FunctionEnds::with);
  }

  @Test
  void nothingIsWaitedForBehind() {
    expect(
        """
        async def at_the_end():
            here()  #> yes

        async def logs(items):
            here()  #> yes
            print("left")
            for item in items:
                print(item)

        async def waits(queue):
            here()  #> no
            await queue.join()

        async def waits_later(queue):
            here()  #> no
            if queue.items:
                print("left")
                async for item in queue:
                    print(item)

        async def goes_round(queue):
            here()  #> no
            while queue.items:
                print(queue.items.pop())
        """,
        FunctionEnds::withoutWait);
  }

  @Test
  void whatFollowsInATryAndInItsElseIsBehindItsBody() {
    expect(
        """
        async def waits_in_the_try(queue):
            try:
                here()  #> no
                await queue.join()
            except OSError:
                print("failed")

        async def waits_in_the_try_and_has_an_else(queue):
            try:
                here()  #> no
                await queue.join()
            except OSError:
                print("failed")
            else:
                print("left")

        async def waits_in_the_else(queue):
            try:
                here()  #> no
            except OSError:
                print("failed")
            else:
                print("left")
                await queue.join()

        async def only_waits_when_it_failed(queue):
            try:
                here()  #> yes
                print("left")
            except OSError:
                await queue.join()
            else:
                print("done")

        async def waits_behind_the_try(queue):
            try:
                here()  #> no
            except OSError:
                print("failed")
            await queue.join()

        async def waits_before(queue):
            try:
                await queue.join()
                here()  #> yes
            except OSError:
                print("failed")
            else:
                print("left")
        """,
        FunctionEnds::withoutWait);
  }

  @Test
  void whoReturnsLeavesLoopsButIsSeenByContextManagers() {
    expect(
        """
        async def in_a_loop(queue):
            while True:
                here()  #> yes
                await queue.join()

        async def in_another_loop(items, queue):
            for item in items:
                here()  #> yes
                await queue.join()

        async def in_a_context(queue, transaction):
            async with transaction:
                here()  #> no
                await queue.join()

        async def in_a_lock(queue, lock: asyncio.Lock):
            async with lock:
                here()  #> yes
                await queue.join()
        """,
        FunctionEnds::byReturn);
  }
}
