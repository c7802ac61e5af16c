package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whether anybody would read what a handler assigns if it raised, asked of the handler whose last
/// statement calls `log`.
class UnreadAssignmentsTest {
  private static void expectUnread(String text) {
    Python file = Python.file(text);
    file.expectAt("log", call -> unread(file, call) ? "unread" : "read");
  }

  private static boolean unread(Python file, Node call) {
    Node.ExceptHandler handler = file.handlerRound(call);
    List<Stmt> body = handler.body();
    return UnreadAssignments.are(file.model(), handler, body.subList(0, body.size() - 1));
  }

  @Test
  void constantsInLocalNamesThatAreReadBehindTheTry() {
    expectUnread(
        """
        async def result(step):
            result = 1
            try:
                result = await step()
            except BaseException:
                result = None
                log()  #> unread
            return result

        async def several(step):
            try:
                await step()
            except BaseException:
                first = second = None
                third = 1
                log()  #> unread
            return first, second, third

        async def nothing(step):
            try:
                await step()
            except BaseException:
                log()  #> unread

        async def calls(step):
            try:
                result = await step()
            except BaseException:
                result = step.default()
                log()  #> read
            return result

        async def reads(step, default):
            try:
                result = await step()
            except BaseException:
                result = default
                log()  #> read
            return result

        async def attribute(self, step):
            try:
                await step()
            except BaseException:
                self.result = None
                log()  #> read

        async def name_and_attribute(self, step):
            try:
                await step()
            except BaseException:
                result = self.result = None
                log()  #> read

        async def more_than_that(step):
            try:
                result = await step()
            except BaseException:
                result = None
                print("failed")
                log()  #> read
            return result
        """);
  }

  @Test
  void namesThatOthersReach() {
    expectUnread(
        """
        async def global_name(step):
            global state
            try:
                await step()
            except BaseException:
                state = None
                log()  #> read

        async def outer(step):
            state = 1
            async def inner():
                nonlocal state
                try:
                    await step()
                except BaseException:
                    state = None
                    log()  #> read
            return inner, state

        async def read_in_a_function_within(step):
            state = 1
            def show():
                return state
            try:
                await step(show)
            except BaseException:
                state = None
                log()  #> read

        async def set_in_a_function_within(step):
            state = 1
            def change():
                nonlocal state
                state = 2
            try:
                await step(change)
            except BaseException:
                state = None
                log()  #> read

        async def read_in_a_lambda(step):
            state = 1
            try:
                await step(lambda: state)
            except BaseException:
                state = None
                log()  #> read

        try:
            start()
        except BaseException:
            outcome = None
            log()  #> read
        """);
  }

  @Test
  void wayOutOfTheFunction() {
    expectUnread(
        """
        import contextlib

        async def shown_at_the_end(step):
            state = 1
            try:
                await step()
            except BaseException:
                state = None
                log()  #> read
            finally:
                print(state)

        async def shown_further_out(step):
            state = 1
            try:
                try:
                    await step()
                except BaseException:
                    state = None
                    log()  #> read
            finally:
                if step:
                    print(state)

        async def shown_in_another_finally(step):
            state = 1
            try:
                print(state)
            finally:
                print(state)
            try:
                await step()
            except BaseException:
                state = None
                log()  #> unread

        async def shown_in_the_body_of_that(step):
            try:
                state = await step()
                print(state)
            except BaseException:
                state = None
                log()  #> unread
            finally:
                print("done")

        async def handled_in_a_finally(step):
            state = 1
            try:
                print(step)
            finally:
                if step:
                    try:
                        state = await step()
                    except BaseException:
                        state = None
                        log()  #> unread
                    print(state)

        async def taken_further_out(step):
            state = 1
            try:
                try:
                    await step()
                except BaseException:
                    state = None
                    log()  #> read
            except BaseException:
                print(state)
            return state

        async def taken_by_another_handler_only(step):
            try:
                pass
            except OSError:
                pass
            else:
                try:
                    await step()
                except BaseException:
                    state = None
                    log()  #> unread

        async def suppressed(step):
            state = 1
            with contextlib.suppress(BaseException):
                try:
                    await step()
                except BaseException:
                    state = None
                    log()  #> read
            return state

        async def locked(step, lock):
            state = 1
            with lock:
                try:
                    await step()
                except BaseException:
                    state = None
                    log()  #> unread
            return state
        """);
  }
}
