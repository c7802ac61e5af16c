package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// Which statement can run after which, seen by whether a local is ever read again.
class FlowsTest {
  private static void expectUses(String text) {
    Python file = Python.file(text);
    file.expectAt(
        "make",
        call ->
            switch (file.model().valueUse(call)) {
              case ValueUse.Dropped _ -> "dropped";
              case ValueUse.Kept _ -> "kept";
              case ValueUse.Unknown _ -> "unknown";
            });
  }

  @Test
  void jumpsOutOfLoops() {
    expectUses(
        """
        async def broken(ns):
            for n in ns:
                t = make()  #> kept
                break
            use(t)

        async def broken_while(ns):
            while True:
                t = make()  #> kept
                break
            use(t)

        async def broken_past_else(ns):
            for n in ns:
                t = make()  #> dropped
                break
            else:
                use(t)

        async def continued(ns):
            for n in ns:
                use(t)
                t = make()  #> kept
                continue

        async def continued_before_the_read(ns):
            for n in ns:
                t = make()  #> dropped
                continue
                use(t)

        async def continued_while(ns):
            while use(t):
                t = make()  #> kept
                continue

        async def out_of_the_inner_one(ns):
            for n in ns:
                for m in n:
                    t = make()  #> kept
                    break
                else:
                    break
                use(t)

        async def back_in_the_outer_one(ns):
            for n in ns:
                use(t)
                for m in n:
                    t = make()  #> kept
                    break

        async def behind_a_loop(ns):
            for n in ns:
                for m in n:
                    pass
                t = make()  #> dropped
                break
            else:
                use(t)
        """);
  }

  @Test
  void whileLoops() {
    expectUses(
        """
        async def again(flag):
            while flag:
                use(t)
                t = make()  #> kept

        async def in_the_test():
            t = make()  #> kept
            while use(t):
                t = make()  #> kept

        async def at_the_end(flag):
            while flag:
                t = make()  #> kept
            else:
                use(t)

        async def behind(flag):
            t = make()  #> kept
            while flag:
                pass
            use(t)

        async def before_the_loop(flag):
            t = make()  #> kept
            while flag:
                t = make()  #> kept
            use(t)

        async def endless():
            while True:
                t = make()  #> dropped
            else:
                use(t)
            use(t)
        """);
  }

  @Test
  void choices() {
    expectUses(
        """
        async def chain(a, b):
            if a:
                t = make()  #> dropped
            elif b:
                t = make()  #> dropped
            else:
                use(t)

        async def later_test(a):
            t = make()  #> kept
            if a:
                pass
            elif use(t):
                pass

        async def overwritten_in_all(a):
            t = make()  #> dropped
            if a:
                t = make()  #> kept
            else:
                t = make()  #> kept
            use(t)

        async def overwritten_in_one(a):
            t = make()  #> kept
            if a:
                t = make()  #> kept
            use(t)
        """);
  }

  @Test
  void matches() {
    expectUses(
        """
        async def in_the_body(value):
            match value:
                case 1:
                    t = make()  #> kept
            use(t)

        async def in_another_body(value):
            match value:
                case 1:
                    t = make()  #> dropped
                case 2:
                    use(t)

        async def by_a_guard(value):
            t = make()  #> kept
            match value:
                case 1:
                    t = None
                case 2 if use(t):
                    t = None

        async def none_fits(value):
            t = make()  #> kept
            match value:
                case 1:
                    t = None
                case 2:
                    t = None
            use(t)

        async def guard_fails(value):
            t = make()  #> kept
            match value:
                case 1 if value:
                    t = None
                case 2:
                    use(t)

        async def returned_in_all(value):
            t = make()  #> dropped
            match value:
                case 1:
                    return None
                case 2:
                    return None
        """);
  }

  @Test
  void handlers() {
    expectUses(
        """
        async def fails_at_once():
            t = make()  #> kept
            try:
                t = None
            except OSError:
                use(t)

        async def behind_a_handler_that_leaves():
            try:
                t = make()  #> kept
            except OSError:
                return
            use(t)

        async def behind_a_handler():
            try:
                work()
            except OSError:
                t = make()  #> kept
            use(t)

        async def bare_handler():
            try:
                work()
            except:
                t = make()  #> kept
            use(t)

        async def in_a_bare_handler():
            t = make()  #> kept
            try:
                t = None
            except:
                use(t)

        async def in_the_type():
            t = make()  #> kept
            try:
                work()
            except errors(t):
                pass

        async def in_the_other_branch():
            try:
                work()
            except OSError:
                t = make()  #> dropped
            else:
                use(t)

        async def of_no_handler():
            try:
                try:
                    t = make()  #> kept
                    work()
                except OSError:
                    return
            except KeyError:
                use(t)

        async def raised_in_a_handler():
            try:
                try:
                    work()
                except OSError:
                    t = make()  #> kept
                    raise
            except OSError:
                use(t)

        async def raised_in_else():
            try:
                work()
            except OSError:
                use(t)
            else:
                t = make()  #> dropped
                raise KeyError

        async def raised_behind():
            try:
                work()
            except OSError:
                use(t)
            t = make()  #> dropped
            raise KeyError

        async def raised():
            t = make()  #> dropped
            raise OSError
            use(t)
        """);
  }

  @Test
  void finallyBlocks() {
    expectUses(
        """
        async def behind():
            try:
                t = make()  #> kept
            finally:
                work()
            use(t)

        async def in_it():
            try:
                work()
            finally:
                t = make()  #> kept
            use(t)

        async def returned():
            try:
                t = make()  #> kept
                return
            finally:
                use(t)

        async def returned_in_a_loop(ns):
            for n in ns:
                try:
                    return
                finally:
                    t = make()  #> dropped
            else:
                pass

        async def broken(ns):
            for n in ns:
                try:
                    t = make()  #> kept
                    break
                finally:
                    work()
            use(t)

        async def broken_past_an_assignment(ns):
            for n in ns:
                try:
                    t = make()  #> kept
                    break
                finally:
                    work()
                t = None
            use(t)

        async def continued(ns):
            for n in ns:
                use(t)
                try:
                    t = make()  #> kept
                    continue
                finally:
                    work()

        async def through_two(ns):
            for n in ns:
                try:
                    try:
                        t = make()  #> kept
                        break
                    finally:
                        work()
                finally:
                    use(t)

        async def raised():
            try:
                try:
                    t = make()  #> kept
                    raise OSError
                finally:
                    work()
            except OSError:
                use(t)

        async def raised_in_a_handler():
            try:
                work()
            except OSError:
                t = make()  #> kept
                raise
            finally:
                use(t)

        async def not_handled():
            try:
                t = make()  #> kept
                work()
                t = None
            except OSError:
                t = None
            finally:
                use(t)
        """);
  }

  @Test
  void contextManagers() {
    expectUses(
        """
        async def behind():
            with lock:
                t = make()  #> kept
            use(t)

        async def swallowed():
            t = make()  #> kept
            with suppress(OSError):
                t = None
            use(t)

        async def swallowed_in_the_middle():
            with suppress(OSError):
                t = make()  #> kept
                check()
                t = None
            use(t)

        async def let_out_of_an_inner_one():
            with suppress(OSError):
                with lock:
                    t = make()  #> kept
                    check()
                    t = None
                t = None
            use(t)

        async def handled_outside():
            try:
                with lock:
                    t = make()  #> kept
                    check()
                    t = None
                t = None
            except OSError:
                use(t)

        async def nothing_fails_behind_it():
            with suppress(OSError):
                t = None
                use(t)
            t = make()  #> dropped
            t = None
            use(t)

        async def swallowed_by_an_earlier_item():
            t = make()  #> kept
            with suppress(OSError), opened() as t:
                pass
            use(t)

        async def in_a_later_item():
            t = make()  #> kept
            with lock, opened(t):
                pass

        async def by_an_earlier_item():
            with lock as t, make() as t:  #> kept
                pass
        """);
  }

  @Test
  void aHandlerOfEverythingLetsNothingPast() {
    expectUses(
        """
        async def taken():
            try:
                try:
                    t = make()  #> dropped
                    work()
                    t = None
                except:
                    t = None
            except OSError:
                use(t)

        async def not_taken():
            try:
                try:
                    t = make()  #> kept
                    work()
                    t = None
                except KeyError:
                    t = None
            except OSError:
                use(t)

        async def goes_on_to_the_finally():
            try:
                t = make()  #> kept
            except:
                t = None
            finally:
                use(t)

        async def returns_through_the_finally():
            try:
                t = make()  #> kept
                return
            except:
                t = None
            finally:
                use(t)

        async def goes_on_behind_a_with():
            with lock:
                try:
                    t = make()  #> kept
                except:
                    t = None
            use(t)

        async def returns_through_an_exit_that_fails():
            try:
                async with lock:
                    try:
                        t = make()  #> kept
                        return
                    except:
                        t = None
            except OSError:
                use(t)

        async def in_a_finally_that_an_error_passes():
            try:
                try:
                    work()
                finally:
                    try:
                        t = make()  #> kept
                    except:
                        t = None
                t = None
            except OSError:
                use(t)
        """);
  }

  @Test
  void jumpsOutOfAsynchronousContextManagers() {
    expectUses(
        """
        async def broken(ns):
            for n in ns:
                async with lock:
                    t = make()  #> kept
                    break
                t = None
            use(t)

        async def goes_on(ns):
            for n in ns:
                async with lock:
                    t = make()  #> dropped
                t = None
            use(n)
        """);
  }

  @Test
  void aLongFunctionIsFollowedToItsEnd() {
    expectUses(
        "async def long(n):\n    t = make()  #> kept\n    u = make()  #> dropped\n"
            + "    if n:\n        step()\n".repeat(500)
            + "    use(t)\n");
  }
}
