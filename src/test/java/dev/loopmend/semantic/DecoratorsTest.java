package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What calls of decorated functions give.
class DecoratorsTest {
  private static final String TOOLS =
      """
      from pkg import other


      def first():
          pass


      def plain(method):
          def decorated():
              return method

          return decorated


      def waiting(method):
          async def decorated():
              return await method()

          return decorated


      async def items():
          yield 1


      @other
      async def doubtful():
          yield 1


      async def one():
          return 1


      def numbers():
          yield 1
      """;

  @Test
  void aDecoratorMayGiveACoroutineFunction() {
    Python file =
        Python.project(
                Map.of(
                    "tools.py",
                    TOOLS,
                    "app.py",
                    """
                    import functools
                    import click
                    from fastapi import FastAPI
                    from pkg import other
                    from tools import plain, waiting

                    app = FastAPI()

                    @plain
                    async def given_by_a_plain_function(): ...

                    @waiting
                    async def wrapped(): ...

                    @other
                    async def unseen(): ...

                    @app.get("/")
                    async def registered(): ...

                    @app.get("/")
                    @other
                    async def registered_unseen(): ...

                    @other
                    @plain
                    async def given_otherwise(): ...

                    @other
                    @app.get("/")
                    async def unseen_registered(): ...

                    @click.command()
                    async def turned(): ...

                    given_by_a_plain_function()  #> no
                    wrapped()  #> unknown
                    unseen()  #> unknown
                    registered()  #> yes
                    registered_unseen()  #> unknown
                    unseen_registered()  #> unknown
                    given_otherwise()  #> no
                    turned()  #> no
                    """),
                List.of())
            .file("app.py");
    file.expect(call -> Python.word(file.model().isCoroutineFunction(call.callee())));
  }

  @Test
  void anAsynchronousGeneratorIsOneInEveryFile() {
    Python file =
        Python.project(
                Map.of(
                    "tools.py",
                    TOOLS,
                    "app.py",
                    """
                    from tools import doubtful, items, numbers, one

                    async def own():
                        yield 1

                    items()  #> true
                    own()  #> true
                    doubtful()  #> false
                    one()  #> false
                    numbers()  #> false
                    """),
                List.of())
            .file("app.py");
    file.expect(call -> String.valueOf(file.model().isAsyncIterable(call).isYes()));
  }
}
