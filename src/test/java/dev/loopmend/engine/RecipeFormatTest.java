package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.RecipeFiles;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a recipe file can say, on recipes that are not about asyncio.
class RecipeFormatTest {
  private static final Knowledge KNOWLEDGE =
      switch (KnowledgeReader.read(
          List.of(
              new NamedText(
                  "facts.yaml",
                  """
                  sets:
                    old-clocks: [time.clock, time.time]
                    opened:
                      the library reference: [shelve.Shelf.sync]
                  returns: {shelve.open: shelve.Shelf}
                  """)))) {
        case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> knowledge;
        case KnowledgeReader.Loading.Broken(var problems) -> throw new AssertionError(problems);
      };

  private static List<ExampleFailure> failures(String text) {
    RecipeBook.Loading loading =
        RecipeFiles.read(
            List.of(),
            List.of(new NamedText("some-fault.md", text)),
            Operations.vocabulary(KNOWLEDGE));
    if (loading instanceof RecipeBook.Loading.Broken(var problems)) {
      throw new AssertionError(problems);
    }
    Recipe recipe = ((RecipeBook.Loading.Loaded) loading).recipes().getFirst();
    return ExampleCheck.check(recipe, KNOWLEDGE, Formats.PLAIN);
  }

  @Test
  void anOptionChoosesTheRewriteAndArgumentsKeepTheirText() {
    assertThat(
            failures(
                """
                ---
                title: Call warning
                severity: info
                safety: safe
                options:
                  style: {one-of: [method, module], default: method, help: what is called}
                ---
                warn is an old name.
                ## Match
                ```python pattern
                logging.warn($FIRST, $$$REST)
                ```
                ## Rewrite: style = method
                ```python rewrite
                logging.warning($FIRST, $$$REST)
                ```
                ## Rewrite: style = module
                - unsafe when: always, because the logger is another one
                ```python rewrite
                logging.getLogger(__name__).warning($FIRST, $$$REST)
                ```
                ## Example: as the option says by default
                ```python before
                from logging import warn
                warn("x")
                warn("%s %s",  # two
                     1, *[2])
                ```
                ```python after
                import logging
                from logging import warn
                logging.warning("x")
                logging.warning("%s %s",  # two
                     1, *[2])
                ```
                ## Example: the other way
                - option: style = module
                ```python before
                import logging
                logging.warn("x")
                ```
                ```python after unsafe
                import logging
                logging.getLogger(__name__).warning("x")
                ```
                """))
        .isEmpty();
  }

  @Test
  void methodsOfInstancesAreMembersAndTheTargetChoosesTheRewrite() {
    assertThat(KNOWLEDGE.sources()).containsEntry("shelve.Shelf.sync", "the library reference");
    assertThat(
            failures(
                """
                ---
                title: Hand over
                severity: warning
                safety: safe
                ---
                It is to be handed over.
                ## Match
                ```python pattern
                $F($$$ARGUMENTS)
                ```
                - $F: member of opened
                - severity: info
                ## Rewrite
                ```python rewrite if target-python 3.9
                asyncio.to_thread($F, $$$ARGUMENTS)
                ```
                ```python rewrite
                functools.partial($F, $$$ARGUMENTS)
                ```
                ## Example: an older target, and arguments on lines of their own
                ```python before
                import functools
                import shelve
                class Store(shelve.Shelf):
                    def keep(self): self.sync()
                class Other(shelve.Shelf):
                    def keep(self): self.sync()
                    def sync(self): pass
                with shelve.open("x") as shelf:
                    print(shelf.sync(
                        # why
                        1,
                    ))
                ```
                ```python after
                import functools
                import shelve
                class Store(shelve.Shelf):
                    def keep(self): functools.partial(self.sync)
                class Other(shelve.Shelf):
                    def keep(self): self.sync()
                    def sync(self): pass
                with shelve.open("x") as shelf:
                    print(functools.partial(
                        shelf.sync,
                        # why
                        1,
                    ))
                ```
                ## Example: a newer target
                - target-python: "3.9"
                ```python before
                import asyncio, shelve
                shelve.open("x").sync(1, 2)
                ```
                ```python after
                import asyncio, shelve
                asyncio.to_thread(shelve.open("x").sync, 1, 2)
                ```
                """))
        .isEmpty();
  }

  @Test
  void formsTakeOverFromOthersAndSetsNameWhatIsMeant() {
    assertThat(
            failures(
                """
                ---
                title: Use a clock that does not jump
                severity: warning
                safety: unsafe
                because: the two clocks count from different times
                ---
                The wall clock jumps.
                ## Match: direct
                ```python pattern
                $CLOCK()
                ```
                - $CLOCK: one of old-clocks
                - where: in-coroutine-function
                - report when: in-test-module, because tests may fake the clock
                ## Match: plain
                - as: direct
                - instead of: in-coroutine-function
                - where: in-plain-function
                ## Rewrite: direct
                ```python rewrite
                time.monotonic()
                ```
                ## Rewrite: plain
                - as: direct
                ## Example: both forms, by every name
                ```python before
                import time as t
                from time import clock as now
                async def a(): return t.time() - now()
                def b(): return -t.time()
                ```
                ```python after
                import time as t
                from time import clock as now
                async def a(): return t.monotonic() - t.monotonic()
                def b(): return -t.monotonic()
                ```
                ## Example: in a test
                ```python reported test_clock.py
                import time
                def test(): return time.time()
                ```
                ## Example: not in a function, not a clock
                ```python unchanged
                import time
                start = time.time()
                def time_it(time): return time.time() + clock()
                ```
                """))
        .isEmpty();
  }

  @Test
  void aStatementMatchesWithItsBlockAndTheSameVariableMeansTheSameCode() {
    assertThat(
            failures(
                """
                ---
                title: Do not loop over a list that the loop changes
                severity: error
                safety: report
                because: the loop skips items
                ---
                The list changes under the loop.
                ## Match
                ```python pattern
                for $ITEM in $ITEMS:
                    $$$BEFORE
                    $ITEMS.remove($ITEM)
                    $$$AFTER
                ```
                ## Example: with statements round it
                ```python reported
                def f(xs, ys):
                    for x in xs:
                        print(x)
                        xs.remove(x)
                ```
                ## Example: another list, another item, an else
                ```python unchanged
                def f(xs, ys):
                    for x in xs:
                        ys.remove(x)
                    for x in xs:
                        xs.remove(ys)
                    for x in xs:
                        xs.remove(x)
                    else:
                        pass
                ```
                """))
        .isEmpty();
  }

  @Test
  void aVariableMayHaveToBeANameALiteralOrACoroutineCall() {
    assertThat(
            failures(
                """
                ---
                title: Look at it
                severity: info
                safety: report
                because: it is shown only
                ---
                It is one of these kinds.
                ## Match: name
                ```python pattern
                print($X, 1)
                ```
                - $X: name
                ## Match: literal
                ```python pattern
                print($X, 2)
                ```
                - $X: literal
                ## Match: coroutine
                ```python pattern
                print($X, 3)
                ```
                - $X: coroutine call
                ## Example: a name
                ```python reported
                print(name, 1)
                ```
                ## Example: a literal
                ```python reported
                print("text", 2)
                ```
                ## Example: a call of a coroutine function
                ```python reported
                async def load(): pass
                print(load(), 3)
                ```
                ## Example: other kinds
                ```python unchanged
                async def load(): pass
                def plain(): pass
                print("text", 1)
                print(a.b, 1)
                print(name, 2)
                print(plain(), 3)
                print(load, 3)
                print(unknown(), 3)
                ```
                """))
        .isEmpty();
  }

  private static String rewriting(String pattern, String rewrite, String before, String after) {
    return """
    ---
    title: Rewrite it
    severity: info
    safety: safe
    ---
    It is old.
    ## Match
    ```python pattern
    %s
    ```
    ## Rewrite
    ```python rewrite
    %s
    ```
    ## Example: one
    ```python before
    %s
    ```
    ```python after
    %s
    ```
    """
        .formatted(pattern, rewrite, before, after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shop.a($X)          | shop.b($X).c()        | shop.a(1)         | shop.b(1).c()
          shop.a(shop.b($X))  | shop.c($X).d()        | shop.a(shop.b(x)) | shop.c(x).d()
          shop.a($X)          | shop.b(shop.c($X))    | shop.a(1,)        | shop.b(shop.c(1,))
          shop.a($X)          | [$X]                  | shop.a(1,)        | [1,]
          shop.a($X)          | ($X)                  | shop.a(1,)        | (1)
          shop.a($X)          | shop.b[$X]            | shop.a(1,)        | shop.b[1]
          shop.a($X, k=2)     | shop.b($X)            | shop.a( 1, k=2 )  | shop.b( 1)
          shop.a($X)          | shop.b($X, k=2)       | shop.a(1,)        | shop.b(1, k=2)
          shop.a($$$XS)       | shop.b($$$XS, k=2)    | shop.a()          | shop.b(k=2)
          shop.a($$$XS)       | shop.b(0, $$$XS, k=2) | shop.a()          | shop.b(0, k=2)
          """)
  void bracketsAndCommasFallIntoPlace(String match, String rewrite, String old, String made) {
    String head = "import shop\nx = 0\n";
    assertThat(failures(rewriting(match, rewrite, head + old, head + made))).isEmpty();
  }

  @Test
  void linesAndCommentsOfArgumentsStay() {
    String before =
        """
        import shop
        shop.a(
            1,  # one
            old=2,  # two
        )
        shop.a(
            1,
            old=2,
        )
        shop.a(1,  # one
            old=2)
        """;
    assertThat(
            failures(
                rewriting(
                    "shop.a($X, old=2)",
                    "shop.b($X).c()",
                    before,
                    """
                    import shop
                    shop.b(
                        1,  # one
                          # two
                    ).c()
                    shop.b(
                        1,
                    ).c()
                    shop.b(1  # one
                        ).c()
                    """)))
        .isEmpty();
    assertThat(
            failures(
                rewriting(
                    "shop.a($X, old=$Y)",
                    "shop.b($X, $Y, new=3)",
                    before,
                    """
                    import shop
                    shop.b(
                        1,  # one
                        2,  # two
                        new=3,
                    )
                    shop.b(
                        1,
                        2,
                        new=3,
                    )
                    shop.b(1,  # one
                        2, new=3)
                    """)))
        .isEmpty();
  }

  @Test
  void anExampleThatDoesNotComeOutIsToldApart() {
    String text =
        """
        ---
        title: Use monotonic
        severity: warning
        safety: safe
        ---
        The wall clock jumps.
        ## Match
        ```python pattern
        time.time()
        ```
        ## Rewrite
        ```python rewrite
        time.monotonic()
        ```
        ## Example: wrong text
        ```python before
        import time
        time.time()
        ```
        ```python after
        import time
        time.perf_counter()
        ```
        ## Example: noisy
        ```python unchanged
        import time
        time.time()
        ```
        ## Example: missing
        ```python reported
        import time
        ```
        """;
    assertThat(failures(text))
        .extracting(failure -> failure.example().title() + ": " + failure.what())
        .contains(
            "wrong text: example.py comes out otherwise, as it stands",
            "noisy: a false alarm: The wall clock jumps., as it stands",
            "missing: nothing is reported, as it stands");
  }

  @Test
  void aFunctionOfABuiltinClassIsFoundAndWrittenWithoutAnImport() {
    assertThat(
            failures(
                """
                ---
                title: Make the bytes from the text
                severity: info
                safety: safe
                ---
                The name says what comes out.
                ## Match
                ```python patterns
                dict.fromkeys($KEYS)
                bytes($KEYS, "ascii")
                ```
                ## Rewrite
                ```python rewrite
                bytes.fromhex($KEYS)
                ```
                ## Example: by the class itself
                ```python before
                def f(dict):
                    return dict.fromkeys("00")
                A = dict.fromkeys("01")
                B = bytes("02", "ascii")
                ```
                ```python after
                def f(dict):
                    return dict.fromkeys("00")
                A = bytes.fromhex("01")
                B = bytes.fromhex("02")
                ```
                """))
        .isEmpty();
  }

  @Test
  void aTemplateNeedsItsVariablesInEveryPattern() {
    assertThatThrownBy(
            () ->
                failures(
                    """
                    ---
                    title: Two alternatives
                    severity: info
                    safety: safe
                    ---
                    One binds a variable that the other does not.
                    ## Match
                    ```python patterns
                    time.sleep($X)
                    asyncio.sleep($X, $Y)
                    ```
                    ## Rewrite
                    ```python rewrite
                    asyncio.sleep($X, $Y)
                    ```
                    """))
        .hasMessageContaining("the pattern 'time.sleep($X)' binds no $Y");
  }
}
