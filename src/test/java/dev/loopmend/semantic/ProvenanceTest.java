package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which calls values come from: asked of the argument of `of`; which name in scope holds a running
/// loop: asked by `here`.
class ProvenanceTest {
  private static final String LIBRARY =
      """
      import asyncio
      shared = asyncio.new_event_loop()
      late = None
      def current():
          return asyncio.get_running_loop()
      async def start():
          global late
          late = current()
      class Base:
          def __init__(self, given):
              self.loop = None
              self.given = given
              self.either = asyncio.get_running_loop()
          async def start(self):
              self.loop = current()
              self.either = asyncio.new_event_loop()
      """;

  private static Python use(String text) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("lib.py", LIBRARY);
    files.put("use.py", text);
    return Python.project(files, List.of()).file("use.py");
  }

  @Test
  void valuesComeFromCalls() {
    Python file =
        use(
            """
            import asyncio
            from asyncio import get_running_loop as running
            from lib import Base, current, late, shared
            of(running())  #> asyncio.get_running_loop
            of(current())  #> asyncio.get_running_loop
            of(shared)  #> asyncio.new_event_loop
            of(late)  #> asyncio.get_running_loop
            base = Base(1)
            of(base.loop)  #> asyncio.get_running_loop
            of(base.given)  #> -
            of(base.either)  #> asyncio.get_running_loop asyncio.new_event_loop
            of(base.absent)  #> -
            class Own(Base):
                def run(self, loop=None):
                    of(self.loop)  #> asyncio.get_running_loop
                    of(loop)  #> -
                    mine = loop or running()
                    of(mine)  #> -
            async def main(flag):
                loop = running()
                other = loop
                of(other)  #> asyncio.get_running_loop
                two = running() if flag else None
                of(two)  #> asyncio.get_running_loop
                of(await running())  #> -
                def inner():
                    of(loop)  #> asyncio.get_running_loop
            """);
    file.expectAt(
        "of",
        call -> {
          Expr asked = call.arguments().getFirst().value();
          Set<String> found = Provenance.of(file.model()).of(asked);
          return found.isEmpty() ? "-" : String.join(" ", found);
        });
  }

  @Test
  void namesInScope() {
    Python file =
        use(
            """
            import asyncio
            class Holder:
                loop = asyncio.get_running_loop()
                here()  #> loop
                def method(self):
                    here()  #> -
            async def main(given):
                there = asyncio.get_running_loop()
                here()  #> there
                def inner():
                    here()  #> there
                def hidden(there):
                    here()  #> -
            """);
    file.expectAt(
        "here",
        call ->
            Provenance.of(file.model())
                .nameInScope(call, Set.of("asyncio.get_running_loop"))
                .orElse("-"));
  }
}
