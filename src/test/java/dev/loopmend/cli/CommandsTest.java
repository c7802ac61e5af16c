package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.edit.Edits;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Fix;
import dev.loopmend.edit.Safety;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.ExampleFailure;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.SourceTree;
import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Forms;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.Location;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.Severity;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Transcripts of commands over an engine that replaces `BAD` by `good`, safely, and `RISKY` by
/// `risky`, unsafely.
class CommandsTest {
  @TempDir Path folder;
  private String out = "";
  private String err = "";

  @BeforeEach
  void repository() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve("pyproject.toml"), "[project]\nrequires-python = '>=3.9'\n");
    write("app.py", "x = 1\n\tBAD  # é\nRISKY\n");
  }

  @Test
  void diffShowsWhatApplyWouldDo() {
    assertThat(run("diff")).isEqualTo(1);
    assertThat(out)
        .isEqualTo(
            """
            # line 2: bad: BAD is bad here [safe fix]
            diff --git a/app.py b/app.py
            --- a/app.py
            +++ b/app.py
            @@ -1,3 +1,3 @@
             x = 1
            -\tBAD  # é
            +\tgood  # é
             RISKY
            """);
    assertThat(err)
        .isEqualTo(
            "loopmend: 1 file read, 1 parsed; 1 fix to make in 1 file; --unsafe would fix 1"
                + " more\n");
    assertThat(run("diff", "-q", "--unsafe")).isEqualTo(1);
    assertThat(out).startsWith("diff --git").contains("+risky");
    assertThat(err).isEmpty();
  }

  @Test
  void checkListsFindings() {
    assertThat(run("check", "app.py")).isEqualTo(1);
    assertThat(out)
        .isEqualTo(
            """
            app.py:2:2: warning bad BAD is bad here [safe fix]
              \tBAD  # é
              \t^^^
              note: app.py:1:1: because of this
            app.py:3:1: info risky RISKY is bad here [unsafe fix]
              RISKY
              ^^^^^
              unsafe fix: nobody knows
              note: app.py:1:1: because of this
            """);
    assertThat(err)
        .isEqualTo(
            "loopmend: 1 file read, 1 parsed; 2 findings; 1 with a safe fix; --unsafe would fix 1"
                + " more\n");
    assertThat(run("check", "--fail-on", "error")).isZero();
    assertThat(run("check", "--fail-on", "info", "--ignore", "bad")).isEqualTo(1);
    assertThat(run("check", "--ignore", "bad")).isZero();
    assertThat(run("check", "-v")).isEqualTo(1);
    assertThat(err).startsWith("loopmend: project .: Python 3.9 or newer, nothing configured\n");
    assertThat(run("check", "--color", "always")).isEqualTo(1);
    assertThat(out).contains("\u001B[33mwarning");
  }

  @Test
  void checkWritesJson() {
    assertThat(run("check", "--format", "json", "--select", "bad")).isEqualTo(1);
    assertThat(out.replaceAll("\\s+", ""))
        .startsWith("{\"version\":1,\"findings\":[{\"recipe\":\"bad\",\"form\":\"\",")
        .contains(
            "\"edits\":[{\"path\":\"app.py\",\"line\":2,\"column\":2,\"end_line\":2,"
                + "\"end_column\":5,\"start\":7,\"end\":10,\"replacement\":\"good\"}]")
        .endsWith("\"findings\":1,\"suppressed\":0}}");
    assertThat(run("check", "--format", "json", "-o", "out.json")).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(folder.resolve("out.json")).content().startsWith("{");
  }

  @Test
  void applyWritesAndASecondRunIsSilent() {
    assertThat(run("apply", "--exit-non-zero-on-findings")).isEqualTo(1);
    assertThat(out).isEqualTo("app.py\n");
    assertThat(err)
        .isEqualTo(
            "loopmend: bad: 1 fixed in 1 file\n"
                + "loopmend: risky: 1 left (app.py:3): needs --unsafe: nobody knows\n"
                + "loopmend: 1 file read, 1 parsed; 1 fix made in 1 file; --unsafe would fix 1"
                + " more\n");
    assertThat(folder.resolve("app.py")).content().isEqualTo("x = 1\n\tgood  # é\nRISKY\n");
    assertThat(run("apply")).isZero();
    assertThat(out).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSaidAndTheRestGoesOn() throws IOException {
    Files.write(folder.resolve("latin.py"), new byte[] {(byte) 0xFF, 'B', 'A', 'D'});
    write("big.py", "#".repeat(3000));
    assertThat(run("diff", "--max-file-size", "2K")).isEqualTo(1);
    assertThat(out).contains("+\tgood");
    assertThat(err)
        .contains("loopmend: latin.py:1:1: skipped: it is not valid UTF-8; save it as UTF-8 or")
        .contains("loopmend: big.py: skipped: it is larger than --max-file-size")
        .contains("1 parsed, 2 skipped (1: it is larger");
    assertThat(run("diff", "--strict")).isEqualTo(3);
    assertThat(run("check", "no-such")).isEqualTo(2);
    assertThat(err).isEqualTo("loopmend: no-such: there is no such file or directory\n");
    Files.createDirectories(folder.resolve("empty"));
    assertThat(run("check", "empty")).isZero();
    assertThat(err).startsWith("loopmend: empty: there are no Python files in it\n");
  }

  @Test
  void wrongUsageIsOneLine() throws IOException {
    assertThat(run("check", "--selekt", "x")).isEqualTo(2);
    assertThat(err).hasLineCount(1).contains("'--selekt'").contains("did you mean --select");
    assertThat(run("chek")).isEqualTo(2);
    assertThat(err).hasLineCount(1).contains("did you mean").contains("check");
    assertThat(run("check", "--select", "bda")).isEqualTo(2);
    assertThat(err)
        .isEqualTo(
            "loopmend: --select: no recipe, tag or severity is called \"bda\"; did you mean"
                + " \"bad\"?\n");
    assertThat(run("check", "--set", "bad.polcy=track")).isEqualTo(2);
    assertThat(err).contains("no option \"polcy\"; did you mean \"policy\"?");
    assertThat(run("check", "--set", "bad.policy=trak")).isEqualTo(2);
    assertThat(err).contains("'trak'").contains("did you mean \"track\"?");
    assertThat(run("check", "--set", "bad.enabled=false")).isZero();
    assertThat(run("check", "--target-python", "three")).isEqualTo(2);
    assertThat(run("check", "--recipes", "none")).isEqualTo(2);
    assertThat(err).isEqualTo("loopmend: none: there is no such folder of recipes\n");
    write("pyproject.toml", "[tool.loopmend]\nselekt = ['bad']\n");
    assertThat(run("check")).isEqualTo(2);
    assertThat(err)
        .isEqualTo(
            "loopmend: pyproject.toml:2: there is no key \"selekt\"; did you mean \"select\"?\n");
    write("pyproject.toml", "[tool.loopmend\n");
    assertThat(run("check")).isEqualTo(2);
    assertThat(err).hasLineCount(1).startsWith("loopmend: pyproject.toml:1: ");
  }

  @Test
  void ownRecipesAreReadFromFolders() throws IOException {
    Files.createDirectories(folder.resolve("own"));
    write("own/README.md", "no recipe");
    write("own/broken.md", "broken");
    assertThat(run("check", "--recipes", "own")).isEqualTo(2);
    assertThat(err).isEqualTo("loopmend: own/broken.md:1: it is broken\n");
    write("pyproject.toml", "[tool.loopmend]\nrecipes = ['own']\n");
    assertThat(run("check")).isEqualTo(2);
  }

  @Test
  void recipesAreListedExplainedAndTested() {
    assertThat(run("recipes")).isZero();
    assertThat(out).startsWith("bad    warning  safe    on   Do good\n");
    assertThat(run("explain", "bad")).isZero();
    assertThat(out)
        .contains("--set bad.policy=track|gather  what becomes of it (default track)")
        .contains("  -BAD\n  +good\n");
    assertThat(run("explain", "bda")).isEqualTo(2);
    assertThat(err).isEqualTo("loopmend: there is no recipe \"bda\"; did you mean \"bad\"?\n");
    assertThat(run("test")).isEqualTo(1);
    assertThat(out).startsWith("recipes/risky.md:7: example \"one\": it differs\n");
    assertThat(run("test", "bad")).isZero();
    assertThat(err).isEqualTo("loopmend: 1 recipe, 1 example, 0 failing\n");
  }

  @Test
  void aFaultOfOursIsOneLine() {
    write("app.py", "CRASH\n");
    assertThat(run("check")).isEqualTo(2);
    assertThat(err).hasLineCount(1).contains("please report it").contains("boom");
    assertThat(run("check", "-vv")).isEqualTo(2);
    assertThat(err).contains("at dev.loopmend.cli.CommandsTest");
  }

  @Test
  void aReaderThatGoesAwayIsNoError() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertThat(run(gone, said, "diff")).isEqualTo(1);
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("Broken");
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int run(String... args) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code = run(data, said, args);
    out = data.toString(StandardCharsets.UTF_8);
    err = said.toString(StandardCharsets.UTF_8);
    return code;
  }

  private int run(OutputStream data, OutputStream said, String... args) {
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]), data, said, folder, Map.of(), Terminals.NONE);
    Wiring wiring =
        new Wiring(
            () -> {},
            Formats.PLAIN,
            _ -> new KnowledgeReader.Loading.Loaded(Knowledge.none()),
            (own, _) -> load(own),
            (own, _) -> load(own),
            (sources, _, _, limits) -> pretend(sources, limits, false),
            (sources, _, _, limits) -> pretend(sources, limits, true),
            (recipe, _) -> failures(recipe),
            (_, _, _) -> new Made.Refused<>("there is no file"));
    return Main.run(args, surroundings, wiring);
  }

  private static RecipeBook.Loading load(List<NamedText> own) {
    return own.isEmpty()
        ? new RecipeBook.Loading.Loaded(
            List.of(recipe("bad", Severity.WARNING), recipe("risky", Severity.INFO)))
        : new RecipeBook.Loading.Broken(
            List.of(new RecipeBook.Problem(own.getFirst().name(), 1, "it is broken")));
  }

  private static Recipe recipe(String id, Severity severity) {
    Recipe.OptionSpec policy =
        new Recipe.OptionSpec(
            Recipe.OptionType.ONE_OF,
            List.of("track", "gather"),
            Optional.of("track"),
            "what becomes of it");
    Example example =
        new Example(
            "one",
            5,
            Map.of(),
            Optional.empty(),
            List.of(
                new Example.Code(Example.Role.BEFORE, "example.py", "BAD\n", 6),
                new Example.Code(Example.Role.AFTER, "example.py", "good\n", 9)));
    return new Recipe(
        id,
        "Do good",
        Optional.empty(),
        severity,
        Safety.Level.SAFE,
        "",
        true,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        Map.of("policy", policy),
        "It is bad.",
        Forms.of(List.of()),
        List.of(),
        List.of(example),
        List.of(),
        "recipes/" + id + ".md");
  }

  private static List<ExampleFailure> failures(Recipe recipe) {
    return recipe.id().equals("bad")
        ? List.of()
        : List.of(
            new ExampleFailure(recipe.examples().getFirst(), 7, "it differs", "good\n", "BAD\n"));
  }

  private static ChangeSet pretend(SourceTree sources, Engine.Limits limits, boolean mend) {
    List<FileOutcome> files = new ArrayList<>();
    List<Finding> left = new ArrayList<>();
    int parsed = 0;
    for (String path : sources.paths()) {
      switch (sources.read(path)) {
        case SourceTree.Reading.Unreadable(String why) ->
            files.add(new FileOutcome.Skipped(path, 0, 0, why));
        case SourceTree.Reading.Absent _ -> throw new AssertionError(path + " is not there");
        case SourceTree.Reading.Bytes read -> {
          switch (SourceText.decode(read.bytes())) {
            case SourceText.Decoding.Undecodable(int line, int column, String why) ->
                files.add(new FileOutcome.Skipped(path, line, column, why));
            case SourceText.Decoding.Decoded(SourceText source) -> {
              parsed++;
              Set<String> on = sources.settings(path).recipes();
              List<Finding> found = findings(path, source.text(), on);
              List<Finding> fixed =
                  found.stream()
                      .filter(_ -> mend)
                      .filter(
                          finding ->
                              limits.unsafe() || finding.safety().level() == Safety.Level.SAFE)
                      .toList();
              found.stream().filter(finding -> !fixed.contains(finding)).forEach(left::add);
              if (!fixed.isEmpty()) {
                List<TextEdit> edits =
                    fixed.stream()
                        .flatMap(finding -> finding.fix().stream())
                        .flatMap(fix -> fix.files().getFirst().edits().stream())
                        .toList();
                SourceText after =
                    source
                        .withText(Edits.apply(source.text(), edits), offset -> offset)
                        .orElseThrow();
                files.add(new FileOutcome.Changed(path, source, after, fixed, List.of()));
              }
            }
          }
        }
      }
    }
    int skipped = sources.paths().size() - parsed;
    return new ChangeSet(
        files, left, new ChangeSet.Statistics(sources.paths().size(), parsed, skipped, 0, 1));
  }

  private static List<Finding> findings(String path, String text, Set<String> on) {
    if (text.contains("CRASH")) {
      throw new IllegalStateException("boom");
    }
    List<Finding> findings = new ArrayList<>();
    add(findings, path, text, on, "BAD", "bad", Severity.WARNING, new Safety.Safe());
    Safety unsafe = new Safety.Unsafe("nobody knows");
    add(findings, path, text, on, "RISKY", "risky", Severity.INFO, unsafe);
    return findings;
  }

  private static void add(
      List<Finding> findings,
      String path,
      String text,
      Set<String> on,
      String word,
      String recipe,
      Severity severity,
      Safety safety) {
    int at = text.indexOf(word);
    if (at < 0 || !on.contains(recipe)) {
      return;
    }
    LineMap lines = LineMap.of(text);
    Span span = new Span(at, at + word.length());
    int line = lines.line(at);
    int column = lines.column(at);
    Location place =
        new Location(path, span, line, column, line, column + word.length(), Optional.empty());
    String fixed = recipe.equals("bad") ? "good" : recipe;
    FileEdits edits = new FileEdits(path, List.of(new TextEdit(span, fixed)), List.of());
    findings.add(
        new Finding(
            recipe,
            "",
            severity,
            place,
            word + " is bad here",
            safety,
            List.of(
                new Finding.Note(
                    new Location(path, Span.at(0), 1, 1, 1, 1, Optional.empty()),
                    "because of this")),
            Optional.of(new Fix(List.of(edits), safety)),
            lines.textOf(line)));
  }
}
