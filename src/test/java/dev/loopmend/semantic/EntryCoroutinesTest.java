package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whether the coroutine that a program is started with ends behind a place, so that what was
/// started there is cancelled (recipes' section 2.2).
class EntryCoroutinesTest {
  private static void expectLast(Python file) {
    file.expectAt("here", call -> Python.word(file.model().lastActOfEntryCoroutine(call)));
  }

  @Test
  void whatAProgramIsStartedWith() {
    expectLast(
        Python.file(
            """
            import asyncio

            async def by_name():
                here()  #> yes

            async def by_keyword():
                here()  #> yes

            async def as_something_else():
                here()  #> no

            async def by_function():
                here()  #> yes

            async def as_second():
                here()  #> no

            async def by_variable():
                here()  #> yes

            async def by_variable_read_twice():
                here()  #> no

            async def by_variable_set_twice():
                here()  #> no

            async def by_target_of_two():
                here()  #> no

            async def by_annotated_call():
                here()  #> no

            def plain():
                here()  #> no

            asyncio.run(by_name())
            asyncio.run(main=by_keyword())
            asyncio.run(other(), debug=as_something_else())
            asyncio.run(by_function)
            asyncio.run(other(), as_second())
            coro = by_variable()
            asyncio.run(coro)
            twice = by_variable_read_twice()
            asyncio.run(twice)
            print(twice)
            again = by_variable_set_twice()
            again = other()
            asyncio.run(again)
            one = two = by_target_of_two()
            asyncio.run(one)
            print(by_annotated_call())
            print(plain())
            here()  #> no
            """));
  }

  @Test
  void runners() {
    expectLast(
        Python.file(
            """
            import asyncio

            async def once():
                here()  #> yes

            async def entered():
                here()  #> yes

            async def first():
                here()  #> no

            async def second():
                here()  #> no

            async def in_a_loop():
                here()  #> no

            async def in_a_while():
                here()  #> no

            async def in_a_function():
                here()  #> no

            async def with_another_method():
                here()  #> no

            async def with_something_else():
                here()  #> no

            async def behind():
                here()  #> yes

            async def by_another_class():
                here()  #> no

            asyncio.Runner().run(once())
            maker().run(by_another_class())
            with asyncio.Runner() as runner:
                runner.run(entered())
            with asyncio.Runner() as shared:
                shared.run(first())
                shared.run(second())
            with asyncio.Runner() as looping:
                for n in ns:
                    looping.run(in_a_loop())
            with asyncio.Runner() as going:
                while ns:
                    going.run(in_a_while())
            with asyncio.Runner() as called:
                def later():
                    called.run(in_a_function())
            with asyncio.Runner() as asked:
                asked.ask(with_another_method())
            with maker() as unknown:
                unknown.run(with_something_else())
            with asyncio.Runner() as last:
                coro = behind()
                last.run(coro)
            """));
  }

  @Test
  void runAlsoByOthers() {
    expectLast(
        Python.file(
            """
            import asyncio

            async def awaited_too():
                here()  #> no

            async def registered_too():
                here()  #> yes

            async def outer():
                await awaited_too()
                await asyncio.sleep(1)

            asyncio.run(awaited_too())
            asyncio.run(registered_too())
            names = [registered_too]
            """));
  }

  @Test
  void testsRunTheirOwn() {
    Map<String, String> texts =
        Map.of(
            "main.py",
            """
            import asyncio

            async def main():
                await start()

            async def start():
                here()  #> yes

            async def other():
                here()  #> no

            asyncio.run(main())
            """,
            "tests/test_main.py",
            """
            from main import main, start

            async def test_main():
                await main()
                await start()
                await start()
            """,
            "use.py",
            """
            import asyncio
            from main import other

            async def use():
                await other()
                await asyncio.sleep(1)
            """);

    expectLast(Python.project(texts, List.of()).file("main.py"));
  }

  @Test
  void coroutinesThatAreAwaitedLast() {
    expectLast(
        Python.file(
            """
            import asyncio

            async def main(flag):
                await early()
                await alone()
                asyncio.create_task(as_task())
                await twice()
                await twice()
                await kept(hand_on)
                hand_on()
                plain()
                await last()

            async def early():
                here()  #> no

            async def alone():
                here()  #> no

            async def as_task():
                here()  #> no

            async def twice():
                here()  #> no

            async def hand_on():
                here()  #> no

            def plain():
                here()  #> no

            async def last():
                await other()
                here()  #> yes
                await last_of_all()

            async def last_of_all():
                here()  #> yes
                return here()  #> yes

            async def endless():
                here()  #> no
                await endless()

            async def nobodys():
                here()  #> no

            asyncio.run(main(1))
            """
                .replace("    await other()\n    here()  #> yes\n", "")));
  }

  @Test
  void onlyUseIsHandedOn() {
    expectLast(
        Python.file(
            """
            import asyncio

            async def main():
                keep(started)
                await started()

            async def started():
                here()  #> no

            async def named():
                here()  #> yes

            alias = named

            async def second():
                await named()

            asyncio.run(main())
            asyncio.run(second())
            """));
  }

  @Test
  void waitsBehindAPlace() {
    expectLast(
        Python.file(
            """
            import asyncio

            async def loops(ns):
                here()  #> yes
                for n in ns:
                    while n:
                        print(n)
                    print(n)

            async def same_statement():
                a = here(1), await asyncio.sleep(1)  #> no

            async def earlier_in_it():
                a = await asyncio.sleep(1), here(1)  #> yes

            async def within_it():
                await asyncio.wait([here()])  #> no

            async def in_a_comprehension(ns):
                here()  #> no
                a = [n async for n in ns]

            async def of_another_function():
                here()  #> yes
                async def inner():
                    await asyncio.sleep(1)
                return inner

            async def in_finally():
                try:
                    here()  #> no
                    return
                finally:
                    await asyncio.sleep(1)

            async def in_a_handler():
                try:
                    here()  #> no
                    return
                except OSError:
                    await asyncio.sleep(1)

            async def leaving():
                async with asyncio.timeout(1):
                    here()  #> no

            async def in_else(ns):
                for n in ns:
                    here()  #> no
                else:
                    await asyncio.sleep(1)

            asyncio.run(loops(1))
            asyncio.run(same_statement())
            asyncio.run(earlier_in_it())
            asyncio.run(within_it())
            asyncio.run(in_a_comprehension(1))
            asyncio.run(of_another_function())
            asyncio.run(in_finally())
            asyncio.run(in_a_handler())
            asyncio.run(leaving())
            asyncio.run(in_else(1))
            """));
  }

  @Test
  void anotherFileStartsTheProgram() {
    Map<String, String> texts =
        Map.of(
            "app.py",
            """
            async def first():
                here()  #> yes

            async def by_keyword():
                here()  #> yes

            async def by_another_keyword():
                here()  #> no

            async def as_second():
                here()  #> no

            async def unpacked():
                here()  #> no

            async def by_something_else():
                here()  #> no
            """,
            "main.py",
            """
            import app
            import asyncio
            from elsewhere import other

            asyncio.run(app.first())
            asyncio.run(main=app.by_keyword())
            asyncio.run(other(), debug=app.by_another_keyword())
            asyncio.run(other(), app.as_second())
            asyncio.run(*app.unpacked())
            other(app.by_something_else())
            """);

    expectLast(Python.project(texts, List.of()).file("app.py"));
  }

  @Test
  void coroutinesThatAwaitEachOtherLastAreNoEnd() {
    expectLast(
        Python.file(
            """
            async def ping(n):
                if n:
                    await pong(n)
                    return
                here()  #> no

            async def pong(n):
                await ping(n - 1)
            """));
  }
}
