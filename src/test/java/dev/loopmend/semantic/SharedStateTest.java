package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// State that a missing await keeps to one coroutine (recipes' section 6).
class SharedStateTest {
  private static void expectShared(String text) {
    Python file = Python.file(text);
    file.expectAt("here", call -> Python.word(file.model().sharedStateAround(call)));
  }

  @Test
  void stateOnBothSides() {
    expectShared(
        """
        import asyncio
        n = 0
        CACHE = {}
        NAMES = ("a", "b")

        async def counts():
            global n
            v = n
            here()  #> yes
            n = v + 1

        async def fills(key):
            if key not in CACHE:
                here()  #> yes
                CACHE[key] = 1

        async def awaits_between():
            global n
            v = n
            await asyncio.sleep(0)
            here()  #> no
            n = 1

        async def awaits_after():
            global n
            v = n
            here()  #> no
            await asyncio.sleep(0)
            n = v

        async def may_not_await_after(key):
            global n
            with contextlib.suppress(KeyError):
                v = n
                here()  #> yes
                TABLE[key]
                await asyncio.sleep(0)
            n = v

        async def awaits_in_the_exit():
            global n
            async with opened():
                v = n
                here()  #> no
                await asyncio.sleep(0)
            n = v

        class Pool:
            async def connect(self):
                if self.c is None:
                    here()  #> yes
                    self.c = 1
                return self.c

            async def other_names(self):
                self.a = 1
                here()  #> no
                return self.b

            async def reads_only(self):
                while not self.ready:
                    here()  #> no

            async def by_alias(self):
                peers = self.peers
                v = peers["x"]
                here()  #> yes
                peers["x"] = v + 1

            async def by_method(self):
                self._open()
                here()  #> yes
                self.count = 1

            def _open(self):
                self.count = 0

            async def containers(self):
                for p in self.peers.values():
                    here()  #> yes
                for p in list(self.peers):
                    here()  #> no
                [here() for p in self.peers]  #> yes

            async def logs(self):
                self.log.info("before")
                here()  #> no
                self.log.info("after")

        async def flags(flag):
            flag.set()
            here()  #> yes
            flag.clear()

        def closure():
            total = 0
            async def add():
                nonlocal total
                v = total
                here()  #> yes
                total = v + 1
            return add
        """);
  }

  @Test
  void jumpsWaitForWhatTheyLeave() {
    expectShared(
        """
        class Shop:
            async def returned(self):
                try:
                    async with opened():
                        self.count += 1
                        return here()  #> no
                finally:
                    self.count -= 1

            async def returned_from_a_plain_one(self):
                try:
                    with opened():
                        self.count += 1
                        return here()  #> yes
                finally:
                    self.count -= 1

            async def returned_inside(self):
                async with opened():
                    try:
                        self.count += 1
                        return here()  #> yes
                    finally:
                        self.count -= 1

            async def continued(self, ns):
                for n in ns:
                    self.count += n
                    async with opened():
                        here()  #> no
                        continue

            async def broken(self, ns):
                for n in ns:
                    async with opened(), opened():
                        self.count += 1
                        here()  #> no
                        break
                self.count -= 1

            async def broken_inside(self, ns):
                async with opened():
                    for n in ns:
                        self.count += 1
                        here()  #> yes
                        break
                    self.count -= 1

            async def through_two(self, ns):
                for n in ns:
                    async with opened():
                        try:
                            self.count += 1
                            here()  #> no
                            continue
                        finally:
                            n.close()
        """);
  }

  @Test
  void localsAreNobodyElses() {
    expectShared(
        """
        import asyncio
        import logging
        logger = logging.getLogger()
        DELAYS = [1, 2]

        async def retry(action, tries=3):
            for n in range(tries):
                try:
                    return await action()
                except OSError:
                    here()  #> no
            raise TimeoutError

        async def collect(urls):
            found = []
            for url in urls:
                found.append(url)
                here()  #> no
            return found

        async def logged(x):
            logger.info("before %s", x)
            here()  #> no
            logger.info("after %s", x)

        async def constants():
            for delay in DELAYS:
                here()  #> no

        async def local_object():
            client = make()
            client.open()
            here()  #> no
            client.close()
        """);
  }

  @Test
  void methodsThatReadAndMethodsThatWrite() {
    expectShared(
        """
        import settings
        import logging
        from tools import pause

        class Pool:
            async def appends(self):
                n = len(self.items)
                here()  #> yes
                self.items.append(n)

            async def counts(self):
                n = self.items.count(1)
                here()  #> no
                m = self.items.index(n)

            async def read_into_names(self):
                n = self.items
                here()  #> no
                m = self.items

            async def looks_up(self):
                n = self.items.get("a")
                here()  #> no
                m = self.items.get("b")

            async def takes(self):
                n = self.queue.get()
                here()  #> yes
                m = self.queue.empty()

            async def changes_deeper(self):
                n = self.state.items
                here()  #> yes
                self.state.items["a"] = n

            async def reads_in_a_method(self):
                self._look()
                here()  #> no
                return self.size

            async def reads_deeper_in_a_method(self):
                n = self.state
                here()  #> no
                self._look_deeper()

            async def writes_deeper_in_a_method(self):
                n = self.state
                here()  #> yes
                self._write_deeper(n)

            async def only_behind(self):
                n = here() + self.size  #> no
                self.size = n

            async def in_the_iterable(self):
                [n for n in self.items[here()]]  #> no

            async def writes_to_another(self):
                self._reset(1)
                here()  #> no
                return self.size

            async def writes_in_a_method(self):
                n = self.size
                here()  #> yes
                self._write(n)

            async def writes_an_item(self):
                n = self.items
                here()  #> yes
                self._fill(n)

            async def changes_by_method(self):
                n = self.items
                here()  #> yes
                self._add(n)

            def _look(self):
                self.log.info(self.size)
                return self.size

            def _write(self, n):
                self.size = n

            def _look_deeper(self):
                return self.state.size

            def _write_deeper(self, n):
                self.state.size = n

            def _reset(self, other):
                other.size = 0

            def _fill(self, n):
                self.items["a"] = n

            def _add(self, n):
                self.items.append(n)

        async def of_a_module():
            n = settings.size
            here()  #> yes
            settings.size = n + 1

        async def functions_of_a_module(n):
            settings.load(n)
            here()  #> no
            settings.load(n)

        async def an_imported_function(n):
            pause(n)
            here()  #> no
            register(pause)
            pause(n)

        async def alias_of_a_local(n):
            pool = make(n)
            items = pool.items
            n = items["a"]
            here()  #> no
            items["a"] = n
        """);
  }

  @Test
  void methodsOfThisFileAndOfOthers() {
    Map<String, String> texts =
        Map.of(
            "above.py", "def first(): ...\nclass Above:\n    def look(self): ...\n",
            "pool.py",
                """
                from above import Above

                class Pool(Above):
                    async def reads(self):
                        self.own()
                        here()  #> no
                        return self.size

                    async def reads_again(self):
                        self.own()
                        here()  #> no
                        self.own()

                    async def may_write(self):
                        self.look()
                        here()  #> yes
                        self.look()

                    def own(self):
                        return self.size
                """);
    Python file = Python.project(texts, List.of()).file("pool.py");

    file.expectAt("here", call -> Python.word(file.model().sharedStateAround(call)));
  }

  @Test
  void waysToStateThatNamesDoNotShow() {
    expectShared(
        """
        made = 0

        class Meter:
            count = 0

            async def asked_for(self):
                if not hasattr(self, "client"):
                    here()  #> yes
                    self.client = 1

            async def set_by_name(self, name):
                if getattr(self, "client", None) is None:
                    here()  #> yes
                    setattr(self, "client", 1)

            async def read_twice_by_name(self):
                before = getattr(self, "client", None)
                here()  #> no
                print(before, getattr(self, "client", None), hasattr(self, "client"))

            async def deleted_by_name(self):
                if hasattr(self, "client"):
                    here()  #> yes
                    delattr(self, "client")

            async def of_another_name(self):
                if getattr(self, "client", None) is None:
                    here()  #> no
                    setattr(self, "server", 1)

            async def of_the_class(self):
                count = Meter.count
                here()  #> yes
                Meter.count = count + 1

            async def methods_of_the_class(self):
                Meter.reset()
                here()  #> no
                Meter.reset()

        def make():
            global made
            made += 1

        def look():
            return made

        async def through_functions():
            make()
            here()  #> yes
            make()

        async def only_looks():
            look()
            here()  #> no
            look()
        """);
  }

  @Test
  void whatTheExitOfABlockTouches() {
    expectShared(
        """
        async def entered(display):
            with display.lit():
                here()  #> yes

        async def waits_inside(display):
            with display.lit():
                here()  #> no
                await other()

        async def waits_before(display):
            with display.lit():
                await other()
                here()  #> no

        async def waits_in_a_branch(display, other):
            with display.lit():
                here()  #> yes
                if other:
                    await other()

        async def in_a_loop(display, turns):
            with display.lit():
                for _ in turns:
                    here()  #> yes

        async def only_read(self):
            with open(self.name) as lines:
                here()  #> no

        async def asynchronous(display):
            async with display.lit():
                here()  #> no

        async def goes_on_behind(display):
            with display.lit():
                here()  #> yes
            print(1)

        async def never_leaves(display):
            with display.lit():
                while True:
                    here()  #> no

        async def written_before_a_wait(self):
            self.total = 1
            await other()
            print(self.total)
            with open("a") as lines:
                here()  #> no
        """);
  }

  @Test
  void containersThatLoopsGoOverThroughFunctions() {
    expectShared(
        """
        import itertools

        class Crowd:
            async def numbered(self):
                for number, peer in enumerate(self.peers):
                    here()  #> yes

            async def paired(self, names):
                for name, peer in zip(names, self.peers):
                    here()  #> yes

            async def chosen(self):
                for peer in (it for it in self.peers if it):
                    here()  #> yes

            async def chained(self, more):
                for peer in itertools.chain(more, reversed(self.peers.values())):
                    here()  #> yes

            async def sorted_first(self):
                for number, peer in enumerate(sorted(self.peers)):
                    here()  #> no

            async def of_a_list(self):
                for peer in [it for it in self.peers]:
                    here()  #> no

            async def given(self, peers):
                for number, peer in enumerate(peers):
                    here()  #> no
        """);
  }

  @Test
  void containersThatLoopsGoOver() {
    expectShared(
        """
        FIXED = [1, 2]
        FILLED = [1, 2]
        STORED = {}
        TWICE = [1]
        TWICE = [2]

        def fill():
            FILLED.append(3)
            STORED["a"] = 1
            FIXED.count(1)
            print(FIXED[0])

        async def loops():
            for n in FIXED:
                here()  #> no
            for n in FILLED:
                here()  #> yes
            for n in STORED.values():
                here()  #> yes
            for n in TWICE:
                here()  #> yes
            for n in FILLED[0]:
                here()  #> yes
            for n in sorted(FILLED):
                here()  #> no

        def of_a_closure():
            names = []
            async def inner():
                for n in names:
                    here()  #> yes
            return inner
        """);
  }

  @Test
  void whatIsImportedIsShared() {
    expectShared(
        """
        import app
        from app import state
        from app.state import CACHE, Counter

        async def counts_in_a_module():
            state.counter.add(1)
            here()  #> yes
            state.counter.add(1)

        async def counts_in_a_module_of_a_package():
            app.state.counter.add(1)
            here()  #> yes
            app.state.counter.add(1)

        def has_locals():
            count = []
            count.append(1)
            return count

        async def calls_what_has_locals():
            has_locals()
            here()  #> no
            has_locals()

        async def fills(key):
            if key not in CACHE:
                here()  #> yes
                CACHE[key] = 1

        async def asks(key):
            if key in CACHE:
                here()  #> no
                print(CACHE[key])

        async def counts(numbers):
            before = numbers["n"]
            here()  #> yes
            numbers["n"] = before + 1

        async def fills_a_parameter(key, numbers):
            if key not in numbers:
                here()  #> yes
                numbers[key] = 1

        async def makes_room(key, numbers):
            if key in numbers:
                here()  #> yes
                del numbers[key]

        async def asks_whether_it_has_one(numbers):
            if numbers is None:
                return
            here()  #> no
            numbers["n"] = 1

        async def looks_for_it_elsewhere(numbers, others):
            if numbers in others:
                here()  #> no
                numbers["n"] = 1

        async def takes_it_for_a_key(numbers, others):
            before = others[numbers]
            here()  #> no
            numbers["n"] = before

        async def reads_twice(numbers):
            before = numbers["n"]
            here()  #> no
            print(numbers["n"] - before)

        async def sets_its_own(key):
            old = key
            here()  #> no
            key = Counter(old)
        """);
  }

  @Test
  void argumentsAreReadBeforeTheCallAndItsResultIsStoredBehindIt() {
    expectShared(
        """
        n = 0

        async def passes():
            global n
            here(n)  #> yes
            n = 1

        async def passes_what_it_has_set():
            global n
            n = 1
            here(n)  #> no

        async def stores_the_result():
            global n
            v = n
            n = here(v)  #> yes

        async def reads_behind_it():
            global n
            n = 1
            v = here() + n  #> yes
        """);
  }

  @Test
  void whatACallIsMadeOnIsNotUsedBeforeIt() {
    Python file =
        Python.file(
            """
            class Shop:
                async def asks(self):
                    self.store.ask()  #> no
                    self.store = None

                async def asks_what_it_was_given(self):
                    self.store = None
                    self.store.ask()  #> no

                async def asks_in_between(self):
                    found = self.store
                    self.store.ask()  #> yes
                    self.store = found
            """);
    file.expectAt("self.store.ask", call -> Python.word(file.model().sharedStateAround(call)));
  }
}
