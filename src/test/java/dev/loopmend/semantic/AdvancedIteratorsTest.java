package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import org.junit.jupiter.api.Test;

/// Whether the iterator that `here` is given may have been advanced before the loop round it.
class AdvancedIteratorsTest {
  private static void expectAdvanced(String text) {
    Python file = Python.file(text);
    file.expectAt("here", call -> isAdvanced(file.model(), call) ? "yes" : "no");
  }

  private static boolean isAdvanced(SemanticModel model, Expr.Call call) {
    Node loop = call;
    while (!(loop instanceof Stmt.While)) {
      loop = model.tree().parent(loop);
    }
    Binding iterator = model.bindingOf(call.arguments().getFirst().value()).orElseThrow();
    return AdvancedIterators.mayBeAdvanced(model, (Stmt.While) loop, iterator);
  }

  @Test
  void whatIsUsedBetweenItsAssignmentAndTheLoop() {
    expectAdvanced(
        """
        async def made_before(source):
            it = source.__aiter__()
            while True:
                here(it)  #> no

        async def advanced_before(source):
            it = source.__aiter__()
            await it.__anext__()
            while True:
                here(it)  #> yes

        async def advanced_on_one_way(source, header):
            it = aiter(source)
            if header:
                await anext(it)
            while True:
                here(it)  #> yes

        async def its_source_advanced(source):
            it = source.__aiter__()
            await source.__anext__()
            while True:
                here(it)  #> yes

        async def another_advanced(source, other):
            it = source.__aiter__()
            await other.__anext__()
            while True:
                here(it)  #> no

        async def its_source_advanced_before(source):
            await source.__anext__()
            it = source.__aiter__()
            while True:
                here(it)  #> no

        async def used_behind(source):
            it = source.__aiter__()
            while True:
                here(it)  #> no
                break
            await it.__anext__()

        async def its_maker_called_again(make, source, other):
            it = make(source)
            make(other)
            while True:
                here(it)  #> no

        async def behind_another_loop(source, turns):
            it = source.__aiter__()
            for turn in turns:
                print(turn)
            while True:
                here(it)  #> no

        async def made_or_given(source, it):
            try:
                it = source.__aiter__()
            except TypeError:
                print("given")
            while True:
                here(it)  #> no

        async def made_of_what_is_awaited(opened, source, it):
            try:
                it = aiter(await opened(source))
            except TypeError:
                print("given")
            while True:
                here(it)  #> no

        async def advanced_and_not_made_anew(source, it):
            await it.__anext__()
            try:
                it = source.__aiter__()
            except TypeError:
                print("given")
            while True:
                here(it)  #> yes

        async def its_source_of_the_module():
            it = SOURCE.__aiter__()
            await SOURCE.__anext__()
            while True:
                here(it)  #> yes

        async def of_a_source_that_others_use():
            it = SOURCE.__aiter__()
            while True:
                here(it)  #> no

        SOURCE = 1
        """);
  }

  @Test
  void anotherTurnOfALoopRoundIt() {
    expectAdvanced(
        """
        async def made_once(source, turns):
            it = source.__aiter__()
            for _ in turns:
                while True:
                    here(it)  #> yes
                    break

        async def made_anew(source, turns):
            for _ in turns:
                it = source.__aiter__()
                while True:
                    here(it)  #> no
                    break

        async def made_in_the_first(source, turns):
            for turn in turns:
                if turn == 0:
                    it = source.__aiter__()
                while True:
                    here(it)  #> yes
                    break

        async def made_if_it_can_be(source, turns):
            for turn in turns:
                try:
                    it = source.__aiter__()
                except TypeError:
                    pass
                while True:
                    here(it)  #> yes
                    break
        """);
  }

  @Test
  void functionsInsideMayAdvanceIt() {
    expectAdvanced(
        """
        async def before(source):
            it = source.__aiter__()
            def skip():
                return it.__anext__()
            await skip()
            while True:
                here(it)  #> yes

        async def behind(source):
            it = source.__aiter__()
            while True:
                here(it)  #> no
                break
            def skip():
                return it.__anext__()
            return skip

        async def behind_in_a_loop(source, turns):
            for _ in turns:
                it = source.__aiter__()
                while True:
                    here(it)  #> yes
                    break
                def skip():
                    return it.__anext__()
                turns.append(skip)
        """);
  }
}
