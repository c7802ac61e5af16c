package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands for people who write recipes of their own.
class OwnRecipesTest {
  private static final String RECIPE =
      """
      ---
      title: Ask for the count
      severity: info
      safety: safe
      ---
      It is counted twice.
      ## Match
      ```python pattern
      shop.count($X)
      ```
      ## Rewrite
      ```python rewrite
      shop.total($X)
      ```
      ## Example: one
      ```python before
      import shop as s
      def f(x):
          return s.count(x)
      ```
      ```python after
      import shop as s
      def f(x):
      \treturn s.total(x) \s
      ```
      """;

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    Files.writeString(file, text);
  }

  private Told run(String... args) {
    return Told.by(folder, args);
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Test
  void aFailingExampleShowsWhiteSpaceOnceAndUpdatingItStillFails() throws IOException {
    write("own/count-twice.md", RECIPE);
    Told failed = run("test", "--recipes", "own");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(utf8(failed.out()))
        .isEqualTo(
            """
            own/count-twice.md:22: example "one": example.py comes out otherwise, as it stands
              - expected
              + actual
              @@ -1,3 +1,3 @@
               import shop as s
               def f(x):
              -→return s.total(x)··
              +    return s.total(x)
            """);
    write("own/count-twice.md", RECIPE.replace("\n", "\r\n"));
    Told updated = run("test", "--recipes", "own", "--update");
    assertThat(updated.code()).isEqualTo(1);
    assertThat(updated.err()).contains("own/count-twice.md: updated; look at what changed");
    assertThat(folder.resolve("own/count-twice.md"))
        .content()
        .isEqualTo(
            RECIPE
                .replace("\treturn s.total(x)  \n", "    return s.total(x)\n")
                .replace("\t", "")
                .replace("\n", "\r\n"));
    assertThat(run("test", "--recipes", "own").code()).isZero();
  }

  @Test
  void anUpdateAddsWhatIsMissing() throws IOException {
    String recipe =
        RECIPE
            .replaceAll("(?s)```python after.*", "")
            .replace(
                "## Rewrite\n",
                "## Rewrite\n- unsafe when: $X present, because somebody may count on it\n");
    write("own/count-twice.md", recipe);
    Told missing = run("test", "--recipes", "own", "count-twice");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.out()).contains("example \"one\": there is no 'python after'");
    Path file = folder.resolve("own/count-twice.md");
    Object before = Files.getAttribute(file, "unix:ino");
    assertThat(run("test", "--recipes", "own", "--update").code()).isEqualTo(1);
    // Replaced at once: whoever reads it meanwhile sees all of the old text.
    assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
    assertThat(file)
        .content()
        .isEqualTo(
            recipe
                + """
                ```python after unsafe
                import shop as s
                def f(x):
                    return s.total(x)
                ```
                """);
    assertThat(run("test", "--recipes", "own").code()).isZero();
  }

  @Test
  void anUpdateLeavesNotebooksAsTheyAre() throws IOException {
    String recipe =
        RECIPE.replaceAll(
            "(?s)```python before.*",
            """
            ```python before
            from shop import count
            count(1)
            ```
            ```python before a.ipynb
            import shop
            # %%
            shop.count(1)
            ```
            ```python after a.ipynb
            import shop
            # %%
            shop.total(1)
            ```
            """);
    write("own/count-twice.md", recipe);
    assertThat(run("test", "--recipes", "own", "--update").code()).isEqualTo(1);
    assertThat(folder.resolve("own/count-twice.md"))
        .content()
        .isEqualTo(
            recipe.replace(
                "count(1)\n```\n```python before a",
                "count(1)\n```\n```python after\nimport shop\nfrom shop import count\n"
                    + "shop.total(1)\n```\n```python before a"));
    assertThat(run("test", "--recipes", "own").code()).isZero();
  }

  @Test
  void theSettingsOfTheFolderNameOwnRecipesForEveryCommand() throws IOException {
    write("pyproject.toml", "[tool.loopmend]\nrecipes = ['own']\n");
    assertThat(run("new", "count-twice").out()).isEqualTo("own/count-twice.md\n");
    assertThat(run("recipes").out()).contains("count-twice ");
    assertThat(run("explain", "count-twice").out()).startsWith("count-twice: Count twice\n");
    Told tested = run("test");
    assertThat(tested.err()).isEqualTo("loopmend: 1 recipe, 2 examples, 0 failing\n");
    assertThat(tested.code()).isZero();
    write("app.py", "import logging\nlogging.warn('x')\n");
    assertThat(run("diff").out()).contains("+logging.warning('x')\n");
    assertThat(run("why", "count-twice", "app.py:2").out()).contains("a finding, safe fix");
  }

  @Test
  void aNewRecipeIsRefusedWhereOneIsAlready() throws IOException {
    assertThat(run("new", "count-twice").err())
        .isEqualTo("loopmend: say which folder takes the file: --recipes DIR\n");
    assertThat(run("new", "CountTwice", "--recipes", "own").err()).contains("kebab-case");
    assertThat(run("new", "unbounded-queue", "--recipes", "own").err()).contains("is built in");
    write("own/count-twice.md", "mine");
    Told refused = run("new", "count-twice", "--recipes", "own");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).isEqualTo("loopmend: refused: own/count-twice.md exists already\n");
    assertThat(folder.resolve("own/count-twice.md")).content().isEqualTo("mine");
  }

  @Test
  void aFolderOfRecipesBringsItsOwnKnowledge() throws IOException {
    write(
        "own/count-twice.md",
        RECIPE
            .replace("shop.count($X)\n```", "$COUNT($X)\n```\n- $COUNT: one of counters")
            .replaceAll("(?s)```python after.*", "```python after\nimport shop\n```\n"));
    assertThat(run("test", "--recipes", "own").err()).contains("own/count-twice.md:11: one of: ");
    write("own/knowledge/shop.yaml", "sets: {counters: [shop.count, shop.tally]}\n");
    assertThat(run("test", "--recipes", "own", "--update").code()).isEqualTo(1);
    assertThat(run("test", "--recipes", "own").code()).isZero();
    write("app.py", "from shop import tally\nprint(tally(1))\n");
    assertThat(run("check", "--recipes", "own", "app.py").out()).contains("app.py:2:7: info count");
    write("loopmend.toml", "recipes = ['own']\n");
    assertThat(run("check", "app.py").out()).contains("app.py:2:7: info count-twice");
  }

  @Test
  void aPatternIsTriedWithoutARecipe() throws IOException {
    write("app.py", "import time as t\nt.sleep(\n    0.5)\nsleep(1)\nx = {'a': None == 1}\n");
    assertThat(run("match", "time.sleep($DELAY, $$$REST)").out())
        .isEqualTo("app.py:2:1: t.sleep(\n  $DELAY is 0.5\n  $$$REST is nothing\n");
    assertThat(run("match", "None == $X", ".").out())
        .isEqualTo("app.py:5:11: x = {'a': None == 1}\n  $X is 1\n");
    Told none = run("match", "os.getcwd()", "app.py");
    assertThat(none.err()).isEqualTo("loopmend: 1 file read, 1 parsed; no matches\n");
    assertThat(none.code()).isZero();
    Told wrong = run("match", "sleep($X", "app.py");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).hasLineCount(1).contains("the pattern is no Python");
    assertThat(run("match", "sleep($X)").err()).contains("the bare name 'sleep' is no builtin");
    assertThat(run("match", "time.sleep($X)", "no.py").code()).isEqualTo(2);
    write("loopmend.toml", "recipes = ['broken']\nignore = ['info']\n");
    write("broken/x.md", "no recipe yet");
    assertThat(run("match", "time.sleep($X)").out()).startsWith("app.py:2:1: ");
  }
}
