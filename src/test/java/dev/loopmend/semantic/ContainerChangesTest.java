package dev.loopmend.semantic;

import dev.loopmend.syntax.Stmt;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Containers that others change while a loop over them waits: asked of the innermost loop round
/// the call of `step` on a line.
class ContainerChangesTest {
  private static void expectOfLoops(
      Python file, BiFunction<StateRaces, Stmt.For, Answer> question) {
    StateRaces races = StateRaces.of(file.model());
    file.expectAt(
        "step",
        call ->
            file.model().tree().loopOf(call) instanceof Stmt.For loop
                ? Python.word(question.apply(races, loop))
                : "-");
  }

  static void expectChanging(String text) {
    expectChanging(Python.file(text));
  }

  static void expectChanging(Python file) {
    expectOfLoops(
        file,
        (races, loop) ->
            races.loopsOverChanging(
                loop,
                path ->
                    path.equals(file.model().path())
                        ? Optional.of(file.model())
                        : Optional.empty()));
  }

  /// Whether a copy of what the loop goes over would miss something.
  private static void expectMissed(String text) {
    expectOfLoops(Python.file(text), StateRaces::copyMisses);
  }

  @Test
  void oneTurnBehindAWait() {
    expectChanging(
        """
        class Hub:
            def __init__(self):
                self.peers = set()
            def join(self, peer):
                self.peers.add(peer)
            async def tell(self, step):
                for peer in self.peers:
                    await step(peer)  #> yes
            async def tell_with_care(self, step, log):
                for peer in self.peers:
                    log("before")
                    await step(peer)  #> yes
                    log("behind")
                    log("and more")
            async def tell_the_first(self, step):
                for peer in self.peers:
                    if peer.is_idle():
                        await step(peer)  #> no
                        break
            async def tell_one_for_ever(self, step, ticks):
                for peer in self.peers:
                    while True:
                        await ticks()
                        step(peer)
                    step(peer)  #> no
            async def tell_before(self, step):
                while True:
                    await step()
                    for peer in self.peers:
                        step(peer)  #> no
            async def tell_later(self, step):
                while True:
                    for peer in self.peers:
                        step(peer)  #> no
                    else:
                        await step(1)
            async def tell_in_turns(self, step, ticks):
                while ticks:
                    for peer in self.peers:
                        if peer:
                            await step(peer)  #> no
                            break
            async def tell_under_a_lock(self, step, lock):
                for peer in self.peers:
                    async with lock:
                        step(peer)  #> yes
            def tell_at_once(self, step):
                for peer in self.peers:
                    step(peer)  #> no
            async def tell_others(self, step, others):
                for peer in others:
                    await step(peer)  #> no
        """);
  }

  @Test
  void whatChangesTheSize() {
    expectChanging(
        """
        from typing import List
        class Hub:
            def __init__(self):
                self.cleared = {}
                self.closed = {}
                self.lines: List[str] = []
                self.taken: List[str] = []
                self.replaced = {}
                self.read = {}
            def reset(self):
                self.cleared.clear()
                self.lines.clear()
                self.replaced = {}
                print(self.read.get("a"), self.read["a"])
            def close(self):
                self.closed.clear()
            def take(self):
                self.taken.pop()
            async def tell(self, step):
                for peer in self.cleared:
                    await step(peer)  #> yes
                for peer in self.closed:
                    await step(peer)  #> no
                for line in self.lines:
                    await step(line)  #> no
                for line in self.taken:
                    await step(line)  #> yes
                for line in self.replaced:
                    await step(line)  #> no
                for line in self.read:
                    await step(line)  #> no
        """);
  }

  @Test
  void theContainerOfAnotherObject() {
    expectChanging(
        """
        class Hub: ...
        hub = Hub()
        other = Hub()
        third = Hub()
        def join(peer):
            hub.peers.add(peer)
        def leave(peer):
            third.others.discard(peer)
        async def tell(step):
            for peer in hub.peers:
                await step(peer)  #> yes
            for peer in other.peers:
                await step(peer)  #> no
            for peer in third.peers:
                await step(peer)  #> no
        """);
  }

  @Test
  void whatTheSameFunctionPutsIn() {
    expectChanging(
        """
        class Hub:
            def __init__(self):
                self.names = set()
                self.firsts = set()
                self.given = set()
                self.seen = set()
                self.left = set()
            async def tell(self, step, inbox, name):
                self.firsts.add("a")
                self.given.add(name)
                for name in self.names:
                    await step(name)  #> yes
                for name in self.firsts:
                    await step(name)  #> no
                for name in self.given:
                    await step(name)  #> yes
                for name in self.seen:
                    await step(name)  #> no
                for name in self.left:
                    await step(name)  #> no
                self.names.add(name)
                self.left.discard(name)
                while True:
                    self.seen.add(await inbox.get())
            async def again(self, step):
                self.names = set()
                for name in self.names:
                    await step(name)  #> no
        """);
  }

  @Test
  void aDecoratorThatOnlyNotesAFunctionDown() {
    expectChanging(
        """
        class Table:
            def on_stop(self, call):
                self.stops.add(call)
                return call
            def on_begin(self, call):
                self.begins.add(call)
                self.tell_everybody()
                return call
            def on_swap(self, call):
                self.swaps.add(self.last)
                return call
            def on_turn(self, call):
                self.turns.add(call)
            async def run(self, step):
                for call in self.stops:
                    await step(call)  #> no
                for call in self.begins:
                    await step(call)  #> yes
                for call in self.swaps:
                    await step(call)  #> yes
                for call in self.turns:
                    await step(call)  #> yes
        """);
  }

  @Test
  void whatACopyMisses() {
    expectMissed(
        """
        from collections import deque
        from typing import Deque
        class Hub:
            def __init__(self):
                self.lines = []
                self.seen = []
                self.queue: Deque[str] = deque()
                self.alive = []
                self.quiet = []
                self.made = []
                self.made.append(1)
                self.firsts = []
                self.mine = []
                self.early = []
            def write(self, line):
                self.lines.append(line)
                self.queue.append(line)
                self.quiet.remove(line)
            def load(self, line):
                self.early.append(line)
            async def tell(self, step, inbox, own):
                self.firsts.append(1)
                for line in self.lines:
                    await step(line)  #> yes
                for line in self.queue:
                    await step(line)  #> no
                for line in self.alive:
                    await step(line)  #> yes
                for line in self.quiet:
                    await step(line)  #> no
                for line in self.made:
                    await step(line)  #> no
                for line in self.firsts:
                    await step(line)  #> no
                for line in self.seen:
                    await step(line)  #> no
                for line in self.mine:
                    await step(line)  #> yes
                for line in self.early:
                    await step(line)  #> no
                self.mine.append(own)
                self.alive = []
                while True:
                    self.seen.append(await inbox.get())
            async def work(self, step):
                for line in self.mine:
                    await step(line)  #> yes
                    self.mine.append(line)
            async def close(self, step):
                for line in self.lines:
                    await step(line)  #> no
        """);
  }
}
