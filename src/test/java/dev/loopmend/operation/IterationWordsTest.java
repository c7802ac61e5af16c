package dev.loopmend.operation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which locals are iterators that give themselves when they are gone over.
class IterationWordsTest {
  private static void own(String code) {
    Tried.holds("await anext($IT)", "- $IT: own asynchronous iterator", code);
  }

  private static final String LOOPS =
      """


      async def main(source):
          first = aiter(source)
          second = source.__aiter__()
          await anext(first)%1$s
          await anext(second)%1$s
      """;

  @Test
  void itIsMadeInTheFunctionByWhatIsKnown() {
    own(
        """
        async def numbers():
            yield 1


        async def nested():
            def more():
                yield 1
            return more()


        def plain():
            yield 1


        async def main(source, given):
            first = aiter(source)
            await anext(first)  # yes
            second = source.__aiter__()
            await anext(second)  # yes
            third = numbers()
            await anext(third)  # yes
            fourth = nested()
            await anext(fourth)
            fifth = plain()
            await anext(fifth)
            sixth = source
            await anext(sixth)
            seventh = source[0]
            await anext(seventh)
            eighth = aiter(source, 1)
            await anext(eighth)
            await anext(given)
            await anext(source.it)
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class It:\n"
            + "    def __aiter__(self):\n"
            + "        return self\n"
            + "    async def __anext__(self): ...\n",
        "class It:\n    def __aiter__(self):\n        'It.'\n        return self\n"
            + "    async def __anext__(self): ...\n",
        "class It(Base):\n    async def __anext__(self): ...\n",
        "class It:\n"
            + "    def __aiter__(self):\n"
            + "        return Other()\n"
            + "    async def next(self): ...\n",
        "__anext__ = 1\nclass It:\n    def __aiter__(self):\n        return Other()\n",
        "from typing import Protocol\nclass It(Protocol):\n    async def __anext__(self): ...\n",
        "from collections.abc import AsyncIterator\n"
            + "class It(AsyncIterator[int]):\n    async def __anext__(self): ...\n",
        "class Base:\n    def __aiter__(self):\n        return self\n"
            + "class It(Base):\n    async def __anext__(self): ...\n",
      })
  void iteratorsThatGiveThemselvesDoNoHarm(String type) {
    own(type + LOOPS.formatted("  # yes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class It:\n    async def __anext__(self): ...\n",
        "class It(object):\n    async def __anext__(self): ...\n",
        "class It:\n    async def fetch(self): ...\n    __anext__ = fetch\n",
        "from typing import Generic, TypeVar\nT = TypeVar('T')\n"
            + "class It(Generic[T]):\n    async def __anext__(self): ...\n",
        "class Base: ...\nclass It(Base):\n    async def __anext__(self): ...\n",
        "from abc import ABC\nclass Base(ABC):\n    async def __anext__(self): ...\n"
            + "class It(Base):\n    def __aiter__(self):\n        self.opened += 1\n"
            + "        return self\n",
        "class It:\n    __aiter__ = iterate\n    async def __anext__(self): ...\n",
        "class It:\n    def __aiter__(self):\n        return Other()\n"
            + "    async def __anext__(self): ...\n",
        "class It:\n    def __aiter__(self):\n        return\n    async def __anext__(self): ...\n",
        "class It(Base):\n    def me(self):\n        return self\n    def __aiter__(self):\n"
            + "        self.at = 0\n        return self\n    async def __anext__(self): ...\n",
        "class It:\n"
            + "    def __aiter__(self):\n"
            + "        yield self\n"
            + "    async def __anext__(self): ...\n",
      })
  void anUnknownSourceMayGiveAnIteratorThatStartsAnew(String type) {
    own(type + LOOPS.formatted(""));
  }

  @Test
  void whatAKnownSourceGivesIsLookedAt() {
    own(
        """
        class Pages:
            async def __aiter__(self):
                yield 1


        class Book:
            def __aiter__(self):
                return Reader(self)


        class Both:
            def __aiter__(self):
                return self


        async def main(pages: Pages, book: Book, both: Both):
            first = pages.__aiter__()
            await anext(first)  # yes
            second = book.__aiter__()
            await anext(second)
            third = both.__aiter__()
            await anext(third)  # yes
        """);
  }
}
