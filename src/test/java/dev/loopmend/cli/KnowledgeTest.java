package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Knowledge files of users: what they say counts, and what is wrong with them is said.
class KnowledgeTest {
  private static final String HANDLER =
      """
      import asyncio
      from acme.web import App

      app = App()

      async def load():
          pass

      @app.page
      def show(request):
          return asyncio.run(load())
      """;

  @TempDir Path folder;

  @Test
  void eachProjectOfAMonorepoBringsItsFacts() throws IOException {
    write("a/loopmend.toml", "knowledge = ['facts/web.yaml']\n");
    write("a/facts/web.yaml", "decorators:\n  acme.web.App.page: loop\n");
    write("a/app.py", HANDLER);
    write("b/pyproject.toml", "[tool.loopmend]\nselect = ['error']\n");
    write("b/app.py", HANDLER);
    assertThat(Told.by(folder, "check", "a").out()).startsWith("a/app.py:11:12: error nested");
    assertThat(Told.by(folder, "check", "b").out()).isEmpty();
    // Linked together, they share what is known of libraries.
    assertThat(Told.by(folder, "check", "a", "b").out()).contains("a/app.py:11", "b/app.py:11");
  }

  @Test
  void filesThatContradictEachOtherAreRefused() throws IOException {
    write("a/loopmend.toml", "knowledge = ['web.yaml']\n");
    write("a/web.yaml", "decorators:\n  acme.web.App.page: loop\n");
    write("a/app.py", HANDLER);
    write("b/loopmend.toml", "knowledge = ['web.yaml']\n");
    write("b/web.yaml", "# ours\ndecorators:\n  acme.web.App.page: thread\n");
    write("b/app.py", HANDLER);
    Told told = Told.by(folder, "check", "a", "b");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err())
        .isEqualTo(
            "loopmend: b/web.yaml:3: a/web.yaml:2 says something else of acme.web.App.page\n");
  }

  @Test
  void ownFactsGoBeforeTheBuiltInOnes() throws IOException {
    write("app.py", HANDLER.replace("acme.web import App", "quart import Quart as App"));
    write("app.py", Files.readString(folder.resolve("app.py")).replace("app.page", "app.get('/')"));
    assertThat(Told.by(folder, "check", "app.py").out()).isEmpty();
    write("facts.yaml", "decorators: {quart.Quart.get: loop}\n");
    assertThat(Told.by(folder, "check", "--knowledge", "facts.yaml", "app.py").out())
        .contains("error nested-asyncio-run");
  }

  @Test
  void aSetOfNamesServesOwnRecipes() throws IOException {
    write("facts.yaml", "sets:\n  acme-calls:\n    - acme.wait\n");
    write(
        "recipes/acme-wait.md",
        """
        ---
        title: Await acme
        severity: warning
        safety: report
        because: nobody knows how
        ---
        It waits.

        ## Match
        ```python pattern
        $CALL($$$REST)
        ```
        - $CALL: one of acme-calls

        ## Example: a call
        ```python reported
        import acme
        acme.wait(1)
        ```
        """);
    assertThat(Told.by(folder, "test", "-q", "--recipes", "recipes", "acme-wait").err())
        .contains("acme-calls");
    write("app.py", "import acme\nacme.wait(1)\n");
    assertThat(Told.by(folder, "check", "--recipes", "recipes", "app.py").err())
        .contains("recipes/acme-wait.md");
    assertThat(
            Told.by(folder, "check", "--recipes", "recipes", "--knowledge", "facts.yaml", "app.py")
                .out())
        .startsWith("app.py:2:1: warning acme-wait");
    assertThat(
            Told.by(
                    folder,
                    "test",
                    "acme-wait",
                    "--recipes",
                    "recipes",
                    "--knowledge",
                    "facts.yaml")
                .err())
        .isEqualTo("loopmend: 1 recipe, 1 example, 0 failing\n");
  }

  @Test
  void faultsAreSaidWithFileAndLine() throws IOException {
    write("app.py", "x = 1\n");
    write(
        "facts.yaml",
        """
        thread-handoffs:
          a.b: 0 func
        decorators:
          acme.web.App.page(): loop
          acme.web.App.pag: lop
        returns:
          asyncoi.create_task: asyncio.Task
        loop-classes: acme.Protocol
        registrations:
          acme.add: 1 handler
        """);
    Told told = Told.by(folder, "check", "--knowledge", "facts.yaml");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err())
        .isEqualTo(
            """
            loopmend: facts.yaml:1: unknown key 'thread-handoffs'; did you mean "thread-hand-offs"?
            loopmend: facts.yaml:4: 'acme.web.App.page()' is no dotted name; did you mean "acme.web.App.page"?
            loopmend: facts.yaml:5: 'lop' is no fact of 'decorators': NAME: one of loop, thread, outside, caller; did you mean "loop"?
            loopmend: facts.yaml:7: 'asyncoi.create_task' is unknown; did you mean "asyncio.create_task"?
            loopmend: facts.yaml:8: 'loop-classes' holds a list of dotted names, or lists by their source
            loopmend: facts.yaml:10: '1 handler' is no fact of 'registrations': NAME: POSITION KEYWORD PLACE, such as 1 handler loop
            """);
    write("loopmend.toml", "select = ['error']\nknowledge = ['none.yaml']\n");
    assertThat(Told.by(folder, "check").err())
        .isEqualTo("loopmend: loopmend.toml:2: knowledge: there is no file none.yaml\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
