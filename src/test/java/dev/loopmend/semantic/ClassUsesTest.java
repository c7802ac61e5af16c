package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which uses of a class, or of what it is an instance of, may run its methods.
class ClassUsesTest {
  private static List<String> usesOf(Map<String, String> files, String function) {
    Workspace workspace = Python.project(files, List.of()).workspace();
    return told(workspace, files, workspace.functionNamed(function).orElseThrow());
  }

  private static List<String> usesOf(String text, String function) {
    return usesOf(Map.of("app.py", text), "app." + function);
  }

  private static List<String> told(
      Workspace workspace, Map<String, String> files, FunctionRef function) {
    return workspace.usesOf(function).stream()
        .map(it -> it.kind() + " " + it.at().of(files.getOrDefault(it.path(), "")))
        .toList();
  }

  @Test
  void whoLooksAtAClassDoesNotMakeAnInstance() {
    String text =
        """
        class Client:
            def __init__(self):
                pass

        def ask(one: Client, kind, two: Client = None) -> Client:
            Client.timeout
            isinstance(one, Client)
            kind is Client
            print(f"{Client}")
            one: Client = None
            list[Client]
            if Client:
                pass

        class Derived(Client):
            pass
        """;

    assertThat(usesOf(text, "Client.__init__")).isEmpty();
  }

  @Test
  void whoIsGivenAClassMayMakeAnInstance() {
    for (String gives :
        List.of(
            "register(Client)",
            "clients = [Client]",
            "kept.make = Client",
            "def connect(make=Client): return make()",
            "def connect(*, make=Client): return make()",
            "connect = lambda make=Client: make()",
            "def pick(fast): return Client if fast else None",
            "def pick(fast): return None if fast else Client",
            "def pick(make): return make or Client",
            "def pick(): yield Client",
            "makers = [Client for n in names]",
            "makers = {Client for n in names}",
            "makers = list(Client for n in names)",
            "makers = {n: Client for n in names}")) {
      String text = "class Client:\n    def __init__(self):\n        pass\n" + gives + "\n";

      assertThat(usesOf(text, "Client.__init__")).as(gives).containsExactly("ESCAPE Client");
    }
    String handed = "class Client:\n    def __init__(self, n): pass\nsorted(names, key=Client)\n";
    assertThat(usesOf(handed, "Client.__init__")).containsExactly("ON_THE_SPOT Client");
    String tested = "class Client:\n    def __init__(self): pass\nx = 1 if Client else 2\n";
    assertThat(usesOf(tested, "Client.__init__")).isEmpty();
  }

  @Test
  void twins() {
    Map<String, String> files =
        Map.of(
            "app.py",
            """
            if fast:
                class Client:
                    def __init__(self): ...
            else:
                class Client:
                    def __init__(self): ...
            Client()
            """);
    Workspace workspace = Python.project(files, List.of()).workspace();

    for (FunctionRef init : workspace.functionsOf("app.py").subList(1, 3)) {
      assertThat(told(workspace, files, init)).containsExactly("CONSTRUCTION Client()");
    }
  }

  @Test
  void aClassThatIsReplacedInItsClass() {
    Python file =
        Python.file(
            """
            class Outer:
                class Kept:
                    def run(self): ...
                class Wrapped:
                    def run(self): ...
                Wrapped = wrap(Wrapped)
            Outer.Kept().run()  #> Outer.Kept.run
            Outer.Wrapped().run()  #> -
            """);

    file.expect(call -> file.model().targetOf(call.callee()).map(FunctionRef::name).orElse("-"));
  }

  @Test
  void instancesOfALibraryMayBeOnesOfTheProject() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "app.py",
        """
        import asyncio
        import elsewhere

        class Own(elsewhere.Base):
            def step(self): ...

        class Task(asyncio.Task):
            def step(self): ...

        class Alone:
            def step(self): ...
        """);
    files.put("use.py", "import elsewhere\ndef use(base: elsewhere.Base):\n    base.step()\n");
    assertThat(usesOf(files, "app.Own.step")).containsExactly("POSSIBLE_CALL base.step()");

    files.put("use.py", "import asyncio\ndef use(future: asyncio.Future):\n    future.step()\n");
    assertThat(usesOf(files, "app.Task.step")).containsExactly("POSSIBLE_CALL future.step()");

    files.put("use.py", "import asyncio\ndef use(lock: asyncio.Lock):\n    lock.step()\n");
    assertThat(usesOf(files, "app.Task.step")).isEmpty();
  }

  @Test
  void anInstanceHoldsAFunctionWhereABaseHasAMethod() {
    Python file =
        Python.file(
            """
            class Screen:
                @property
                def size(self): ...
                @size.setter
                def size(self, value): ...

            class Base:
                def size(self): ...
                def step(self): ...

            class Box(Base):
                def __init__(self, size):
                    self.size = size

                def take(self, steps):
                    for self.step in steps:
                        pass

            class Plain(Base):
                step: object

            Box(f).size()  #> -
            Box(f).step()  #> -
            Base().size()  #> Base.size
            Plain().step()  #> -
            """);

    file.expect(call -> file.model().targetOf(call.callee()).map(FunctionRef::name).orElse("-"));
  }

  @Test
  void aNameBehindABaseThatCannotBeTold() {
    String text =
        """
        from elsewhere import make

        class Base:
            stop = None

        class Own(make(), Base):
            pass

        class Other:
            def start(self): ...
            def stop(self): ...

        Own.start()
        Own.stop()
        Own().stop()
        """;

    assertThat(usesOf(text, "Other.start")).containsExactly("POSSIBLE_CALL Own.start()");
    assertThat(usesOf(text, "Other.stop")).containsExactly("POSSIBLE_CALL Own.stop()");
  }

  @Test
  void classesOfAFunctionInQuotedAnnotations() {
    Map<String, String> files =
        Map.of(
            "app.py",
            """
            def outer():
                class Local:
                    def run(self): ...

                def use(given: "Local"):
                    given.run()
            """);
    Workspace workspace = Python.project(files, List.of()).workspace();
    FunctionRef run = workspace.functionsOf("app.py").get(2);

    assertThat(run.name()).isEqualTo("outer.<locals>.Local.run");
    assertThat(told(workspace, files, run)).containsExactly("CALL given.run()");
  }
}
