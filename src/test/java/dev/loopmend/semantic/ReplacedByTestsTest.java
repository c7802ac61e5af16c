package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whether a test puts something of its own in the place of what is called.
class ReplacedByTestsTest {
  private static void expectStubbed(String test, String app) {
    expectStubbed("app/main.py", test, app);
  }

  private static void expectStubbed(String path, String test, String app) {
    Python file = Python.project(Map.of(path, app, "tests/test_it.py", test), List.of()).file(path);
    file.expectAt("", call -> Python.word(ReplacedByTests.stubbed(file.model(), call.callee())));
  }

  @Test
  void functionsAndMethodsOfTheProject() {
    expectStubbed(
        """
        def test_it(monkeypatch):
            monkeypatch.setattr("app.main.load", lambda: 1)
            monkeypatch.setattr("app.main.Store.load", lambda self: 1)
        """,
        """
        def load(): ...
        def save(): ...
        class Store:
            def load(self): ...
            def save(self): ...
            def run(self):
                self.load()  #> yes
                self.save()  #> no
                load()  #> yes
                save()  #> no
        """);
  }

  @Test
  void thoseOfAModuleThatIsNamedAsOneOfTheLibrary() {
    expectStubbed(
        "random.py",
        """
        def test_it(monkeypatch):
            monkeypatch.setattr("random.load", lambda: 1)
            monkeypatch.setattr("random.Store.load", lambda self: 1)
        """,
        """
        def load(): ...
        def save(): ...
        class Store:
            def load(self): ...
            def save(self): ...
            def run(self):
                self.load()  #> yes
                self.save()  #> no
                load()  #> yes
                save()  #> no
        """);
  }

  @Test
  void whatCannotBeSeenMayBeAStandIn() {
    expectStubbed(
        """
        class FakeStore:
            def load(self): ...
        """,
        """
        def run(store, load):
            store.load()  #> unknown
            store.save()  #> no
            load()  #> no
        """);
  }
}
