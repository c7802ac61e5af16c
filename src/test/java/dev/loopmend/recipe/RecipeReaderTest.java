package dev.loopmend.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.RecipeBook.Problem;
import dev.loopmend.semantic.Knowledge;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fault of a recipe file is said with its line.
class RecipeReaderTest {
  private static final String GOOD =
      """
      ---
      title: Await asyncio.sleep
      severity: error
      safety: safe
      options:
        policy: {one-of: [one, two], default: one, help: which}
      ---
      A blocking call stops the loop.

      ## Match: plain
      ```python pattern
      time.sleep($DELAY, $$$REST)
      ```
      - where: may-await-here
      - $DELAY: literal
      ## Rewrite: plain
      ```python rewrite
      await asyncio.sleep($DELAY)
      ```
      ## Example: one
      - option: policy = two
      ```python unchanged
      x = 1
      ```
      """;

  private static List<Problem> problems(String text) {
    return problems(List.of(), List.of(new NamedText("recipes/some-fault.md", text)));
  }

  private static List<Problem> problems(List<NamedText> builtIn, List<NamedText> own) {
    return switch (RecipeFiles.read(builtIn, own, Operations.vocabulary(Knowledge.none()))) {
      case RecipeBook.Loading.Loaded _ -> List.of();
      case RecipeBook.Loading.Broken(List<Problem> problems) -> problems;
    };
  }

  @Test
  void readsAGoodFile() {
    assertThat(problems(GOOD)).isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("title: Await", "titel: Await", 2, "unknown key 'titel'; did you mean \"title\"?"),
        fault("severity: error", "severity: error\nsummary: it", 4, "needs 'remedy' beside it"),
        fault(
            "severity: error",
            "severity: error\nsummary: a | b\nremedy: c",
            4,
            "'summary' must be one line without '|'"),
        fault("severity: error", "severity: grave", 3, "'severity' must be error"),
        fault("safety: safe", "safety: unsafe", 4, "an unsafe recipe needs 'because'"),
        fault("safety: safe", "safety: safe\nsafety: safe", 5, "duplicate"),
        fault("default: one", "default: three", 5, "'three' is not one of one, two"),
        fault("## Match: plain", "## Matsch: plain", 10, "unknown section 'Matsch: plain'"),
        fault("python pattern", "python patern", 11, "a fence under Match is"),
        fault("time.sleep($DELAY, $$$REST)", "time.sleep($DELAY", 12, "the pattern is no Python"),
        fault("time.sleep($DELAY, $$$REST)", "sleep($DELAY)", 12, "bare name 'sleep'"),
        fault("time.sleep($DELAY, $$$REST)", "$DELAY", 12, "would match everything"),
        fault(
            "where: may-await-here", "where: may-wait-here", 14, "did you mean \"may-await-here\""),
        fault("where: may-await-here", "when: may-await-here", 14, "unknown word 'when'"),
        fault("where: may-await-here", "unsafe when: always", 14, "a reason is needed"),
        fault("where: may-await-here", "where: always, because so", 14, "'because' belongs to"),
        fault("- $DELAY: literal", "- $DELAI: literal", 15, "no pattern of this form binds $DELAI"),
        fault("- $DELAY: literal", "- $DELAY: literally", 15, "unknown kind 'literally'"),
        fault("## Rewrite: plain", "## Rewrite: plane", 16, "no form 'plane'"),
        fault("## Rewrite: plain", "## Rewrite: policy = three", 16, "is not one of one, two"),
        fault("await asyncio.sleep($DELAY)", "await asyncio.sleep($X)", 18, "$X is not bound"),
        fault("await asyncio.sleep($DELAY)", "await doze($DELAY)", 18, "bare name 'doze'"),
        fault("policy = two", "policy = three", 21, "'three' is not one of one, two"),
        fault("policy = two", "polity = two", 21, "expected 'option: NAME = VALUE'"),
        fault("policy = two", "polic = two", 21, "did you mean \"policy\""),
        fault("- option:", "- optoin:", 21, "did you mean \"option\""),
        fault("## Rewrite: plain", "## Rewrite: polcy = one", 16, "did you mean \"policy\""),
        fault("## Rewrite: plain", "## Rewrite: policy = one, two", 16, "'one, two' is not one of"),
        fault("## Rewrite: plain", "## Rewrite: plane, policy = a, b", 16, "no form 'plane'"),
        fault("## Match: plain", "## Mach: plain", 10, "did you mean \"Match\""),
        fault("- $DELAY: literal", "- instead of: always", 15, "nothing is taken over that says"),
        fault(
            "- $DELAY: literal",
            "- unless: may-await-here",
            15,
            "nothing is ever found: 'may-await-here' must hold and must not"),
        fault("time.sleep($DELAY, $$$REST)", "time.sleep($DELAY, $$$DELAY)", 12, "one variable"),
        fault("asyncio.sleep($DELAY)", "$DELAY.$REST()", 18, "$REST stands for an expression"),
        fault("asyncio.sleep($DELAY)", "len($DELAY, $DELAY)", 18, "twice"),
        fault("asyncio.sleep($DELAY)", "len($$$REST, $DELAY)", 18, "code keeps its order"),
        fault(
            "## Rewrite: plain\n",
            "## Rewrite: plain\n- wrap-in-finally: {code: 1}\n",
            17,
            "wrap-in-finally: needs"),
        fault(
            "## Rewrite: plain\n",
            "## Rewrite: plain\n- inline-wrapper: {of: $DELAI}\n",
            17,
            "$DELAI is not bound; did you mean \"$DELAY\""),
        fault(
            "## Rewrite: plain\n",
            "## Rewrite: plain\n- inline-wrapper: {of: $DELAY, off: 1}\n",
            17,
            "unknown setting 'off'; did you mean \"of\""),
        fault("python unchanged", "python untouched", 22, "a fence under Example is"));
  }

  private static Arguments fault(String good, String bad, int line, String message) {
    return Arguments.of(good, bad, line, message);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatIsWrongAndWhere(String good, String bad, int line, String message) {
    assertThat(GOOD).contains(good);
    List<Problem> problems = problems(GOOD.replace(good, bad));
    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.file()).isEqualTo("recipes/some-fault.md");
              assertThat(problem.message()).contains(message);
              assertThat(problem.line()).isEqualTo(line);
            });
  }

  @Test
  void aPatternThatAnEarlierOneAlwaysTakesIsRefused() {
    String all = GOOD.replace("- where: may-await-here\n- $DELAY: literal\n", "");
    String more =
        all.replace(
            "## Rewrite",
            "## Match: late\n```python pattern\ntime.sleep($DELAY, $$$REST)\n```\n## Rewrite");
    assertThat(problems(all)).isEmpty();
    assertThat(problems(more))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(14);
              assertThat(problem.message()).contains("never reached").contains("'plain'");
            });
    assertThat(
            problems(more.replace("```\n## Match: late", "```\n- where: always\n## Match: late")))
        .isEmpty();
  }

  private static List<String> hints(String text) {
    return switch (RecipeFiles.read(
        List.of(),
        List.of(new NamedText("own/some-fault.md", text)),
        Operations.vocabulary(Knowledge.none()))) {
      case RecipeBook.Loading.Loaded(List<Recipe> recipes) ->
          recipes.getFirst().hints().stream().map(it -> it.line() + ": " + it.message()).toList();
      case RecipeBook.Loading.Broken(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  @Test
  void hintsAtDroppedCodeAndAtNamesThatNoExampleTries() {
    String dropped = "12: the rewrite drops what $$$REST stands for: write $$$_ if that is meant";
    assertThat(hints(GOOD)).containsExactly(dropped);
    assertThat(hints(GOOD.replace("$$$REST", "$$$_"))).isEmpty();
    String found = "## Example: two\n```python reported\nimport time\ntime.sleep(1)\n```\n";
    String named =
        "20: no example finds it under another name: use 'import time as …' or 'from time import …'"
            + " in one";
    assertThat(hints(GOOD + found)).containsExactly(dropped, named);
    assertThat(hints(GOOD + found.replace("import time\n", "from time import sleep\n")))
        .containsExactly(dropped);
  }

  @Test
  void aVersionIsTextAlsoWithoutQuotes() {
    String text =
        GOOD.replace("safety: safe\n", "safety: safe\nrequires-python: 3.10\n")
            .replace("- option: policy = two", "- target-python: 3.10");
    RecipeBook.Loading loading =
        RecipeFiles.read(
            List.of(),
            List.of(new NamedText("own/some-fault.md", text)),
            Operations.vocabulary(Knowledge.none()));
    assertThat(loading).isInstanceOf(RecipeBook.Loading.Loaded.class);
    Recipe recipe = ((RecipeBook.Loading.Loaded) loading).recipes().getFirst();
    assertThat(recipe.requiresPython()).contains(new PythonVersion(3, 10));
    assertThat(recipe.examples().getFirst().target()).contains(new PythonVersion(3, 10));
  }

  @Test
  void refusesASecondRecipeOfOneNameAndABadFileName() {
    NamedText first = new NamedText("recipes/one.md", GOOD);
    assertThat(problems(List.of(first), List.of(new NamedText("own/one.md", GOOD))))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("recipes/one.md"));
    assertThat(problems(List.of(), List.of(new NamedText("own/OneTwo.md", GOOD))))
        .anySatisfy(problem -> assertThat(problem.message()).contains("kebab-case"));
  }

  @Test
  void ordersByAfterAndYieldsToAndRefusesCircles() {
    NamedText late =
        new NamedText("a-late.md", GOOD.replace("safety: safe", "safety: safe\nafter: [early]"));
    NamedText early = new NamedText("early.md", GOOD);
    RecipeBook.Loading loading =
        RecipeFiles.read(List.of(late, early), List.of(), Operations.vocabulary(Knowledge.none()));
    assertThat(loading).isInstanceOf(RecipeBook.Loading.Loaded.class);
    assertThat(((RecipeBook.Loading.Loaded) loading).recipes())
        .extracting(Recipe::id)
        .containsExactly("early", "a-late");
    NamedText circle =
        new NamedText(
            "early.md", GOOD.replace("safety: safe", "safety: safe\nyields-to: [a-late]"));
    assertThat(problems(List.of(late, circle), List.of()))
        .anySatisfy(problem -> assertThat(problem.message()).contains("go in a circle"));
    assertThat(problems(List.of(late), List.of()))
        .anySatisfy(problem -> assertThat(problem.message()).contains("no recipe 'early'"));
  }
}
