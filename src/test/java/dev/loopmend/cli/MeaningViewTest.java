package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileSettings;
import dev.loopmend.engine.MemoryTree;
import dev.loopmend.engine.Survey;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.report.CallView;
import dev.loopmend.report.NameView;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.NamedPlace;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.text.Formats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `loopmend tree --names` and `--calls`: the demo's views are kept in files, and nothing of the
/// standard library breaks them.
class MeaningViewTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--calls, worker",
    "--calls, admin",
    "--calls, carrier",
    "--names, notify",
    "--names, models"
  })
  void theViewsOfTheDemoStayAsTheyAre(String view, String module) throws IOException {
    Told told = Told.by(Path.of("fixtures/demo").toAbsolutePath(), "tree", view, file(module));
    assertThat(told.err()).isEmpty();
    String shown = shown(told);
    Path golden = Path.of("src/test/resources/views", module + view + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(golden));
    assertThat(Boolean.getBoolean("golden.update")).as("only updated").isFalse();
  }

  private static String shown(Told told) {
    return new String(told.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String file(String module) {
    return "parcels/" + module + ".py";
  }

  @Test
  void aPlainFunctionShowsTheChainFromTheLoopAcrossFiles() throws IOException {
    write("pyproject.toml", "");
    write("jobs.py", "import view\n\n\nasync def serve():\n    view.render()\n");
    write(
        "view.py",
        "def render():\n    draw()\n\n\ndef draw():\n    pass\n\n\ndef spare():\n    pass\n");
    assertThat(shown(Told.by(folder, "tree", "--calls", "view.py")))
        .isEqualTo(
            """
            <module>
              runs off the event loop: module level runs before the event loop

            render (function at 1:1)
              runs on the event loop: serve → render
              called by
                jobs.py:5:5  serve  call
              calls
                2:5  draw  view.py

            draw (function at 5:1)
              runs on the event loop: serve → render → draw
              called by
                view.py:2:5  render  call

            spare (function at 9:1)
              cannot be told where it runs: no caller of spare is visible
              nobody is seen to use it
            """);
  }

  @Test
  void namesShowReadsBindingsUpdatesAndWhatCannotBeTold() throws IOException {
    write(
        "app.py",
        """
        from asyncio import Queue as Q
        count = 0
        def bump(step=len(())):
            global count
            count += step
            del step
            return unknown.thing
        jobs = Q()
        """);
    assertThat(shown(Told.by(folder, "tree", "--names", "app.py")))
        .isEqualTo(
            """
            place  use      name           scope     bound by                      refers to      value
            1:21   binds    Q              module    import at 1:21                asyncio.Queue
            2:1    binds    count          module    assignment at 2:1 and 1 more  -
            3:1    binds    bump           module    function at 3:1               app.bump       function
            3:10   binds    step           def bump  parameter at 3:10             -
            3:15   reads    len            builtins  -                             builtins.len
            5:5    updates  count          module    assignment at 2:1 and 1 more  -
            5:14   reads    step           def bump  parameter at 3:10             -
            6:9    deletes  step           def bump  parameter at 3:10             -
            7:12   reads    unknown        -         -                             -
            7:12   reads    unknown.thing  -         -                             -
            8:1    binds    jobs           module    assignment at 8:1             -              instance of asyncio.Queue
            8:8    reads    Q              module    import at 1:21                asyncio.Queue
            """);
  }

  @Test
  void faultsAreOneLine() throws IOException {
    write("app.py", "def f(:\n");
    Told broken = Told.by(folder, "tree", "--calls", "app.py");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err()).startsWith("loopmend: app.py:1:6: ").hasLineCount(1);
    assertThat(Told.by(folder, "tree", "--names", "none.py").err())
        .isEqualTo("loopmend: none.py: there is no such file or directory\n");
    assertThat(Told.by(folder, "tree", "--names", ".").err())
        .isEqualTo("loopmend: .: it is no regular file\n");
    assertThat(Told.by(folder, "tree", "--names", "--tokens", "app.py").err())
        .isEqualTo("loopmend: only one of --tokens, --names, --calls and --format\n");
  }

  @Test
  void everyFileOfTheLibraryCanBeShown() throws IOException, InterruptedException {
    Path library = LibraryTest.library();
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(library, 3)) {
      for (Path file : walk.filter(file -> counts(library, file)).toList()) {
        files.put(library.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    assumeThat(files).isNotEmpty();
    FileSettings settings = new FileSettings(PythonVersion.OLDEST, Set.of(), Map.of());
    MemoryTree tree = MemoryTree.of(files, settings);
    int shown =
        Survey.ask(
            tree,
            Formats.PLAIN,
            Knowledge.none(),
            Engine.Limits.DEFAULT,
            survey -> (int) files.keySet().stream().filter(path -> isShown(survey, path)).count());
    assertThat(shown).isEqualTo(files.size());
  }

  private static boolean isShown(Survey survey, String path) {
    SemanticModel model = survey.codebase().model(path).orElseThrow();
    String names = NameView.of(model);
    String calls = CallView.of(model, survey::origin);
    int functions = model.workspace().functionsOf(path).size();
    assertThat(names.lines().count())
        .as(path)
        .isGreaterThanOrEqualTo(NamedPlace.of(model).size() + 1L);
    assertThat(calls.lines().filter(line -> !line.isEmpty() && line.charAt(0) != ' ').count())
        .as(path)
        .isEqualTo(functions);
    return true;
  }

  private static boolean counts(Path library, Path file) {
    String path = library.relativize(file).toString();
    return path.endsWith(".py")
        && (!path.contains("/") || path.startsWith("asyncio/") || path.startsWith("concurrent/"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
