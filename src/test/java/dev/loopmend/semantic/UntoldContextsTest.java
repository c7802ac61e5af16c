package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// Functions of which one use says where they run, and another leaves it open: then it is unknown,
/// unless one runs them on the event loop for sure.
class UntoldContextsTest {
  private static void expectContexts(String text) {
    Python.file(text).expectContexts();
  }

  @Test
  void anotherUseLeavesItOpen() {
    expectContexts(
        """
        import asyncio

        def generator():
            here()  #> unknown
            yield 1

        def consumed():
            here()  #> off
            yield 1

        def consumed_by_a_list():
            here()  #> off
            yield 1

        def consumed_later():
            here()  #> unknown
            yield 1

        def by_a_future(future):
            here()  #> unknown

        def registry():
            pass

        @registry.setter
        def decorated_by_what_is_no_property():
            here()  #> unknown

        def passed_on():
            here()  #> unknown

        @unheard_of
        def decorated():
            here()  #> unknown

        @(lambda f: f)
        def decorated_with_an_expression():
            here()  #> unknown

        def only_called():
            here()  #> off

        def called_on_the_loop():
            here()  #> both

        for x in generator():
            pass
        keep(generator())
        for x in consumed():
            pass
        [x for x in consumed_by_a_list()]
        later = (x for x in consumed_later())
        by_a_future(1)
        passed_on()
        decorated()
        decorated_by_what_is_no_property()
        decorated_with_an_expression()
        only_called()
        called_on_the_loop()
        only_called

        def wait(something):
            something.add_done_callback(by_a_future)
            keep(passed_on)

        async def main():
            called_on_the_loop()
        """);
  }

  @Test
  void methodsThatOthersMayOverride() {
    expectContexts(
        """
        class Base:
            def step(self):
                here()  #> unknown

            def last(self):
                here()  #> off

        class Derived(Base):
            def step(self):
                here()  #> unknown

        Base.step(1)
        Base().last()
        Base().step()

        def use(base: Base):
            base.step()
        """);
  }

  @Test
  void methodsThatAreFetchedByAComputedName() {
    expectContexts(
        """
        class Base:
            def on_above(self):
                here()  #> unknown

        class Hub(Base):
            def go(self, name):
                getattr(self, "on_" + name)()

            def on_own(self):
                here()  #> unknown

            def stop(self):
                here()  #> off

        class Below(Hub):
            def on_below(self):
                here()  #> unknown

        class Star:
            def go(self, names):
                getattr(self, *names)()

            def any(self):
                here()  #> unknown

        Base().on_above()
        Hub().on_own()
        Hub().stop()
        Below().on_below()
        Star().any()
        """);
  }

  @Test
  void alternatives() {
    expectContexts(
        """
        def fast():
            here()  #> unknown

        def slow():
            here()  #> unknown

        fast()
        slow()

        async def main(flag):
            (fast or slow)()
        """);
  }

  @Test
  void placesOfAFunction() {
    expectContexts(
        """
        def dropped():
            here()  #> off

        def followed():
            here()  #> off

        def followed_too():
            here()  #> off

        def annotated():
            here()  #> unknown

        def collected():
            here()  #> unknown

        def in_set():
            here()  #> unknown

        def in_dict():
            here()  #> unknown

        def in_tuple():
            here()  #> unknown

        def stored():
            here()  #> unknown

        def named():
            here()  #> unknown

        def bound_twice():
            here()  #> unknown

        def made_global():
            here()  #> unknown

        def iterated():
            here()  #> unknown

        dropped()
        dropped
        followed()
        alias = followed
        alias()
        typed: object = followed_too
        typed()
        annotated()
        x.y: int = annotated
        collected()
        things = [collected]
        in_set()
        things = {in_set}
        in_dict()
        things = {1: in_dict}
        in_tuple()
        things = 1, in_tuple
        stored()
        x.z = stored
        named()
        print(n := named)
        bound_twice()
        two = bound_twice
        two = print
        made_global()
        made = made_global
        iterated()
        for thing in iterated:
            pass

        def later():
            global made
            made = print
        """);
  }
}
