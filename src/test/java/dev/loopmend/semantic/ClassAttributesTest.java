package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// The objects that all instances of a class have together: asked of the argument of `of`.
class ClassAttributesTest {
  @Test
  void whatTheBodyOfAClassBindsOnceAndNobodySets() {
    Python file =
        Python.file(
            """
            import asyncio

            class Store:
                other = asyncio.Lock()
                lock = asyncio.Lock()
                first = second = asyncio.Lock()
                twice = asyncio.Lock()
                twice = asyncio.Lock()
                replaced = asyncio.Lock()
                removed = asyncio.Lock()

                def work(self, store):
                    of(self.lock)  #> lock
                    of(Store.lock)  #> lock
                    of(self.other)  #> other
                    of(self.second)  #> second
                    of(self.twice)  #> -
                    of(self.replaced)  #> -
                    of(Store.removed)  #> -
                    of(self.missing)  #> -
                    of(self.lock.owner)  #> -
                    of(store.lock)  #> -
                    of(self)  #> -

                @classmethod
                def make(cls):
                    of(cls.lock)  #> lock

                def reset(self):
                    self.replaced = asyncio.Lock()

            def clear(store):
                del store.removed

            class Other:
                def work(self):
                    of(self.lock)  #> -
                    of(Store.lock)  #> lock
            """);
    SemanticModel model = file.model();
    ClassAttributes attributes = new ClassAttributes(model.tree(), model.scopes, model.types);

    file.expectAt(
        "of",
        call ->
            attributes
                .of(call.arguments().getFirst().value())
                .map(it -> model.tree().textOf(it.stores().getFirst()))
                .orElse("-"));
  }
}
