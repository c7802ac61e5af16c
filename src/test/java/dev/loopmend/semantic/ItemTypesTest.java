package dev.loopmend.semantic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The classes of what annotated containers hold: asked of the argument of `of`.
class ItemTypesTest {
  private static final String LIBRARY =
      """
      import asyncio
      import typing as t
      from collections import OrderedDict, defaultdict, deque
      from collections.abc import Iterable, Mapping
      from dataclasses import dataclass, field

      class Client:
          def send(self): ...

      class Key: ...

      everyone: list[Client] = []

      @dataclass
      class Pool:
          idle: deque[Client] = field(default_factory=deque)
          named: "dict[str, Client]" = field(default_factory=dict)

      class Base:
          inherited: set[Client]

      class Manager(Base):
          def __init__(self, given: t.List[Client], pool: Pool):
              self.clients: dict[Key, Client] = {}
              self.maybe: t.Optional[dict[Key, "Client | None"]] = None
              self.tasks: set[asyncio.Task[None]] = set()
              self.rooms: defaultdict[str, list[Client]] = defaultdict(list)
              self.pair: tuple[Client, int] = make()
              self.many: tuple[Client, ...] = ()
              self.mixed: list[Client | Key] = []
              self.loose: dict = {}
              self.anything: list[t.Any] = []
              self.given = given
              self.pool = pool
              self.plain = [Client()]

          @property
          def all(self) -> Iterable[Client]:
              return self.clients.values()

          def some(self) -> Mapping[str, Client]: ...

          async def load(self) -> t.Sequence[Client]: ...

          def stream(self) -> t.Iterator[Client]:
              yield Client()
      """;

  private static void expectTypes(String use) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("lib.py", LIBRARY);
    files.put("use.py", use);
    Python file = Python.project(files, List.of()).file("use.py");
    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void loops() {
    expectTypes(
        """
        import lib
        from lib import everyone
        for client in everyone:
            of(client)  #> lib.Client
        for part in lib.everyone[1:]:
            of(part)  #> -
        def go(m: lib.Manager):
            for it1 in m.given: of(it1)  #> lib.Client
            for it2 in list(m.tasks): of(it2)  #> asyncio.Task
            for it3 in sorted(m.inherited, key=len): of(it3)  #> lib.Client
            for it4 in m.clients: of(it4)  #> lib.Key
            for it5 in m.clients.values(): of(it5)  #> lib.Client
            for it6 in list(m.clients.values()): of(it6)  #> lib.Client
            for it7 in m.clients.keys(): of(it7)  #> lib.Key
            for key1, value1 in m.clients.items():
                of(key1)  #> lib.Key
                of(value1)  #> lib.Client
            for key2, value2 in sorted(m.clients.items()): of(value2)  #> lib.Client
            for number1, it8 in enumerate(m.many):
                of(number1)  #> -
                of(it8)  #> lib.Client
            for it9 in m.all: of(it9)  #> lib.Client
            for it10 in m.some().values(): of(it10)  #> lib.Client
            for it11 in m.maybe.values(): of(it11)  #> lib.Client
            for it12 in m.pool.idle: of(it12)  #> lib.Client
            for room in m.rooms.values():
                of(room)  #> builtins.list
                for it13 in room: of(it13)  #> lib.Client
            [of(it14) for it14 in m.given]  #> lib.Client
            clients = m.given
            {k: of(it) for k, it in m.pool.named.items()}  #> lib.Client
            for it15 in clients: of(it15)  #> lib.Client
            for it16 in lib.Manager.inherited: of(it16)  #> lib.Client
        """);
  }

  @Test
  void keysAndMethods() {
    expectTypes(
        """
        import lib
        async def go(m: lib.Manager, clients: list[lib.Client]):
            of(m.clients[key])  #> lib.Client
            of(clients[0])  #> lib.Client
            of(clients[0:1])  #> -
            of(m.rooms["a"][0])  #> lib.Client
            of(m.rooms["a"])  #> builtins.list
            of(m.clients.get(key))  #> lib.Client
            of(m.clients.pop(key, None))  #> lib.Client
            of(m.pool.idle.popleft())  #> lib.Client
            of((await m.load())[0])  #> lib.Client
            one = m.many[1]
            of(one)  #> lib.Client
            for it1 in await m.load(): of(it1)  #> lib.Client
        """);
  }

  @Test
  void whatNoAnnotationTells() {
    expectTypes(
        """
        import lib
        def go(m: lib.Manager, list: type, other):
            for it1 in m.pair: of(it1)  #> -
            for it2 in m.mixed: of(it2)  #> -
            for it3 in m.loose.values(): of(it3)  #> -
            for it4 in m.anything: of(it4)  #> -
            for it5 in m.plain: of(it5)  #> -
            for it6 in m.stream(): of(it6)  #> -
            for it7 in other: of(it7)  #> -
            for it8 in list(m.given): of(it8)  #> -
            for it9 in m.tasks[0]: of(it9)  #> -
            of(m.tasks[0])  #> -
            for it10, in m.given: of(it10)  #> -
            for a1, b1 in m.given: of(a1)  #> -
            async def inner():
                async for client in m.given: of(client)  #> -
        """);
  }

  @Test
  void containersThatStandForEachOther() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("one.py", "from two import things\n");
    files.put("two.py", "from one import things\n");
    files.put(
        "use.py",
        """
        from one import things
        first = second
        second = first
        rows = rows[0]
        class Holder:
            def __init__(self):
                self.left = self.right
                self.right = self.left
                self.inner = self.inner[0]
        def go(h: Holder):
            of(things[0])  #> -
            of(first[0])  #> -
            of(rows[0])  #> -
            of(h.left[0])  #> -
            of(h.inner[0])  #> -
        """);
    Python file = Python.project(files, List.of()).file("use.py");
    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void aContainerThatGoesByManyNames() {
    expectTypes(
        """
        import lib
        def go(a: list[lib.Client]):
            b = a
            c = b
            d = c
            e = d
            f = e
            g = f
            h = g
            i = h
            of(b[0])  #> lib.Client
            of(i[0])  #> lib.Client
        """);
  }

  @Test
  void anAnnotationThatIsNotUnderstoodMaySayAnything() {
    expectTypes(
        """
        import lib
        class Crowd:
            def plain(self):
                return []
            def odd(self) -> 1 < 2:
                return []
        def go(m: lib.Manager, crowd: Crowd):
            known = m.given
            of(known[0])  #> lib.Client
            said: 1 < 2 = m.given
            of(said[0])  #> -
            of(crowd.plain()[0])  #> -
            of(crowd.odd()[0])  #> -
        """);
  }

  @Test
  void itemsOfFunctionsOfALaterFile() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("first.py", "def one(): pass\ndef two(): pass\n");
    files.put("lib.py", LIBRARY);
    files.put(
        "use.py",
        """
        import lib
        async def go(m: lib.Manager):
            for one in m.all: of(one)  #> lib.Client
            of(m.some()["a"])  #> lib.Client
            of((await m.load())[0])  #> lib.Client
        """);
    Python file = Python.project(files, List.of()).file("use.py");
    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }
}
