package dev.loopmend.semantic;

import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// State that what is awaited sets itself, behind the back of the `+=` whose value it gives.
class SetByCallsTest {
  /// Whether the value of `+=` on a line sets what is added to.
  private static void expectChanges(String text) {
    Python file = Python.file(text);
    StateRaces races = StateRaces.of(file.model());
    file.expect(
        call ->
            file.model().tree().statementOf(call) instanceof Stmt.AugAssign update
                ? Python.word(races.changes(update.value(), update.target(), _ -> Optional.empty()))
                : "-");
  }

  /// What stands behind `of` is what is said, of a file with a module `app.other` beside it.
  @Test
  void theReasonSaysWhere() {
    Python.Project project =
        Python.project(
            Map.of(
                "app/main.py",
                """
                from app.other import drop
                count = 0
                async def clear():
                    global count
                    count = 0
                async def main():
                    global count
                    count += await clear()  #> line 5 sets it
                    count += await drop()  #> app/other.py:3 sets it
                """,
                "app/other.py",
                "from app import main\nasync def drop():\n    main.count = 0\n"),
            List.of());
    Python file = project.file("app/main.py");
    StateRaces races = StateRaces.of(file.model());

    file.expect(
        call ->
            file.model().tree().statementOf(call) instanceof Stmt.AugAssign update
                    && races.changes(update.value(), update.target(), project.files())
                        instanceof Answer.Yes(String where)
                ? where
                : "-");
  }

  @Test
  void whatIsCalledSetsTheState() {
    expectChanges(
        """
        class Tree:
            async def work(self, ask, other):
                self.size += await ask()  #> no
                self.size += await ask(self.size)  #> no
                self.size += await self.empty()  #> yes
                self.size += await self.through()  #> yes
                self.size += await ask(self.empty)  #> yes
                self.size += await self.read()  #> no
                self.size += await self.again(1)  #> no
                self.width += await self.empty()  #> no
                self.size += await ask(lambda: self.empty())  #> yes
                self.size += await ask(other := self.size)  #> no
            async def swap(self, ask, other):
                self.size += await (self := other).ask()  #> yes
            async def empty(self):
                self.size = 0
                return 1
            async def through(self):
                return await self.empty()
            async def read(self):
                self.other = self.size
                return 1
            async def again(self, depth):
                return await self.again(depth + 1)
        count = 0
        async def drop():
            global count
            del count
            return 1
        async def loaded():
            count = 1
            return count
        async def main(ask):
            global count
            count += await drop()  #> yes
            count += await ask()  #> no
        """);
  }

  @Test
  void whoIsHandedTheObjectMaySetIt() {
    expectChanges(
        """
        class Tree(Base):
            async def work(self, ask, other):
                self.size += await ask(self)  #> unknown
                self.size += await ask(tree=self)  #> unknown
                self.size += await self.elsewhere()  #> unknown
                self.size += await super().work(ask)  #> unknown
                self.size += await ask(self.__dict__)  #> unknown
                self.size += await ask(globals())  #> unknown
                self.size += await ask(vars())  #> unknown
                self.size += await self.client.ask()  #> no
                self.size += await other.ask()  #> no
                self.size += await ask(other)  #> no
                self.size += await ask(*other)  #> no
                self.size += await measure(self)  #> unknown
                self.size += await measure(other)  #> no
                self.size += await look(self)  #> no
                self.size += await show(1, tree=self)  #> unknown
                self.size += await self.shown()  #> unknown
                self.size += await self.asks("path")  #> no
            async def shown(this):
                return await this.unseen()
            async def asks(self, path):
                return await self.client.get(path)
        async def measure(tree):
            tree.reset()
            return 1
        async def look(tree):
            return tree.size
        async def show(depth, *, tree):
            setattr(tree, "size", 0)
            return 1
        """);
  }

  @Test
  void aMethodThatAnotherClassMayReplace() {
    expectChanges(
        """
        class Tree(Base):
            async def work(self, ask):
                self.size += await self.empty()  #> yes
                self.size += await ask(self.empty)  #> yes
                self.size += await self.count()  #> no
                self.size += await ask(self.count)  #> no
                self.size += await ask(self.url)  #> no
            async def empty(self):
                self.size = 0
                return 1
            async def count(self):
                return 1
        class Leaf:
            async def work(self, ask):
                self.size += await self.count()  #> yes
                self.size += await self.look()  #> unknown
                self.size += await ask(self.look)  #> unknown
            async def count(self):
                return 1
            async def look(self):
                return 1
        class Small(Leaf):
            async def count(self):
                self.size = 0
                return 1
            async def look(self):
                return 2
        """);
  }

  @Test
  void anotherObjectComesInThePlaceOfTheOneThatHoldsIt() {
    expectChanges(
        """
        settings = Settings()
        async def reload(ask):
            global settings
            settings = Settings()
            return await ask()
        async def copy(ask):
            settings = Settings()
            return await ask(settings)
        async def main(ask):
            settings.reads += await reload(ask)  #> yes
            settings.reads += await reload_elsewhere(ask)  #> no
        """);
  }

  @Test
  void aLocalOfTheSameNameIsSomethingElse() {
    expectChanges(
        """
        class Tree:
            async def work(self):
                self.size += await clear()  #> no
        async def clear():
            self = 1
            return self
        """);
  }
}
