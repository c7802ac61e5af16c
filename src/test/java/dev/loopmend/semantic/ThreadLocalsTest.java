package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import org.junit.jupiter.api.Test;

/// Whether an attribute that is set, by `local.name = value()`, is read after a wait.
class ThreadLocalsTest {
  private static void expectOutlives(String text) {
    Python file = Python.file(text);
    file.expectAt("value", call -> Python.word(outlives(file.model(), call)));
  }

  private static Answer outlives(SemanticModel model, Expr.Call call) {
    Stmt store = (Stmt) model.tree().statementOf(call);
    Expr.Attribute target =
        (Expr.Attribute)
            (store instanceof Stmt.Assign assign
                ? assign.targets().getFirst()
                : ((Stmt.AugAssign) store).target());
    return ThreadLocals.of(model).outlivesWait(store, target);
  }

  @Test
  void aWaitBehindTheAssignment() {
    expectOutlives(
        """
        async def waits(step):
            local.user = value()  #> yes
            await step()

        async def counts(step):
            local.user += value()  #> yes
            await step()

        async def does_not_wait(step):
            local.user = value()  #> no
            step()

        async def waited_before(step):
            await step()
            local.user = value()  #> no

        async def waits_in_the_next_round(steps):
            for step in steps:
                await step()
                local.user = value()  #> yes

        async def may_wait(step, quick):
            local.user = value()  #> yes
            if not quick:
                await step()

        async def sets_it_again(step):
            local.user = value()  #> no
            local.user = None
            await step()

        async def sets_it_again_on_one_way(step, quick):
            local.user = value()  #> yes
            if quick:
                local.user = None
            await step()

        async def deletes_it(step):
            local.user = value()  #> no
            del local.user
            await step()

        async def sets_another(step):
            local.user = value()  #> yes
            local.name = None
            await step()

        async def sets_that_of_another(step, other):
            local.user = value()  #> yes
            other.user = None
            await step()

        async def reads_it(step):
            local.user = value()  #> yes
            print(local.user)
            await step()

        async def goes_round(steps):
            local.user = value()  #> no
            for step in steps:
                step()

        async def inner(step):
            local.user = value()  #> no
            async def later():
                await step()
            return later
        """);
  }

  @Test
  void aPlainFunctionIsCalledBeforeAWait() {
    expectOutlives(
        """
        def enter():
            local.user = value()  #> yes

        def enter_last():
            local.user = value()  #> no

        def enter_plainly():
            local.user = value()  #> no

        def never_called():
            local.user = value()  #> no

        def enter_twice():
            local.user = value()  #> yes

        def enter_later():
            local.user = value()  #> no

        async def main(step):
            step.later = lambda: enter_later()
            enter()
            enter_twice()
            await step()
            enter_last()
            enter_twice()
            print(local.user)

        def plain(step):
            enter_plainly()
            return step()

        enter_plainly()
        local.user = value()  #> no
        """);
  }

  @Test
  void whatIsThereIsTakenFirst() {
    expectOutlives(
        """
        async def asked_for_by_name(step):
            found = getattr(local, "user", None)
            if found is None:
                local.user = value()  #> no
            await step()

        at_start = getattr(local, "user", None)

        async def asked_for_once_by_the_module(step):
            if at_start is None:
                local.user = value()  #> yes
            await step()

        async def asked_for_something_else(step, other):
            found = other
            if found is None:
                local.user = value()  #> yes
            await step()

        async def returned_if_there(step):
            found = getattr(local, "user", None)
            if found is not None:
                return found
            local.user = value()  #> no
            await step()

        async def returned_for_another_reason(step, quick):
            if quick:
                return None
            local.user = value()  #> yes
            await step()

        async def returned_behind(step):
            local.user = value()  #> yes
            await step()
            found = local.user
            if found is not None:
                return found

        async def only_shown(step):
            found = getattr(local, "user", None)
            if found is not None:
                print(found)
            local.user = value()  #> yes
            await step()

        async def returned_in_another_block(step, quick):
            if quick:
                found = local.user
                if found:
                    return found
            local.user = value()  #> yes
            await step()

        async def returned_by_another_function(step):
            def inner():
                found = local.user
                if found:
                    return found
            local.user = value()  #> yes
            await step(inner)

        async def tried(step):
            try:
                return local.user
            except AttributeError:
                pass
            local.user = value()  #> no
            await step()

        async def tried_something_else(step, other):
            try:
                return other.user
            except AttributeError:
                pass
            local.user = value()  #> yes
            await step()

        async def tried_for_another_error(step):
            try:
                return local.user
            except KeyError:
                pass
            local.user = value()  #> yes
            await step()

        async def tried_without_a_return(step):
            try:
                print(local.user)
            except AttributeError:
                pass
            local.user = value()  #> yes
            await step()
        """);
  }

  @Test
  void somebodyReadsIt() {
    expectOutlives(
        """
        async def read(step, other):
            local.read = value()  #> yes
            local.asked = value()  #> yes
            local.asked_plainly = value()  #> yes
            local.never = value()  #> no
            local.read_of_another = value()  #> no
            local.asked_of_another = value()  #> no
            local.only_set = value()  #> no
            local.asked_in_another_way = value()  #> no
            local.dynamic = value()  #> no
            await step()
            print(local.read, other.read_of_another)
            getattr(local, "asked", None)
            getattr(local, 'asked_plainly')
            getattr(other, "asked_of_another")
            hasattr(local, "asked_in_another_way")
            getattr(local, dynamic)
            getattr(local)
            local.only_set = 2
        """);
  }

  @Test
  void whatIsMadeOnceForEachThread() {
    expectOutlives(
        """
        async def asks(step):
            if not hasattr(local, "user"):
                local.user = value()  #> no
            await step()

        async def fails(step):
            try:
                print(local.user)
            except AttributeError:
                local.user = value()  #> no
            await step()

        async def asks_for_another(step, other):
            if not hasattr(other, "user"):
                local.user = value()  #> yes
            await step()

        async def fails_otherwise(step):
            try:
                print(local.user)
            except OSError:
                local.user = value()  #> yes
            await step()
        """);
  }
}
