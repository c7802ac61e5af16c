package dev.loopmend.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Finding;
import dev.loopmend.text.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is known while files are edited.
class LiveCheckTest {
  private static final Engine.Limits LIMITS = new Engine.Limits(false, 1, 1 << 22, false);

  private static final String JOBS =
      """
      import time


      def rest():
          time.sleep(1)
      """;

  private static final String APP =
      """
      from jobs import rest


      async def show():
          rest()
      """;

  private static MemoryTree tree(Map<String, String> texts) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    texts.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
    return new MemoryTree(files, BuiltIn.SETTINGS);
  }

  private static LiveCheck live(Map<String, String> texts) {
    return LiveCheck.of(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, Formats.PLAIN, tree(texts), LIMITS);
  }

  private static List<String> told(LiveCheck live, String path) {
    return live.findings(path).stream().map(LiveCheckTest::text).toList();
  }

  private static String text(Finding finding) {
    return "%s:%d:%d %s %s %s"
        .formatted(
            finding.at().path(),
            finding.at().line(),
            finding.at().column(),
            finding.recipe(),
            finding.safety(),
            finding.notes().stream().map(Finding.Note::message).toList());
  }

  private static List<String> checked(Map<String, String> texts, String path) {
    return checked(texts).filter(finding -> finding.startsWith(path + ":")).toList();
  }

  private static Stream<String> checked(Map<String, String> texts) {
    return new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, Formats.PLAIN)
        .check(tree(texts), LIMITS).left().stream().map(LiveCheckTest::text);
  }

  @Test
  void anEditedFileUsesTheOthersAsTheyAre() {
    Map<String, String> texts = new HashMap<>(Map.of("jobs.py", JOBS, "app.py", APP));
    texts.put("app.py", APP.replace("    rest()", "    pass"));
    try (LiveCheck live = live(texts)) {
      assertThat(live.findings("app.py")).isEmpty();

      assertThat(live.edit("app.py", APP.getBytes(UTF_8))).isEqualTo(LiveCheck.Effect.BEYOND);
      texts.put("app.py", APP);
      assertThat(told(live, "app.py")).hasSize(1).isEqualTo(checked(texts, "app.py"));
    }
  }

  /// Which function runs on the loop is told by the other file.
  @Test
  void othersGoOnWithWhatAFunctionOfThatNameWas() {
    String jobs =
        """
        import asyncio


        async def work():
            pass


        def rest():
            asyncio.run(work())
        """;
    String more = jobs.replace("def rest", "def first():\n    pass\n\n\ndef rest");
    try (LiveCheck live = live(Map.of("jobs.py", jobs, "app.py", APP))) {
      List<String> before = told(live, "jobs.py");
      assertThat(before).hasSize(1);

      live.edit("jobs.py", more.getBytes(UTF_8));
      assertThat(told(live, "jobs.py"))
          .hasSize(1)
          .isEqualTo(checked(Map.of("jobs.py", more, "app.py", APP), "jobs.py"));

      live.edit("jobs.py", jobs.replace("def rest", "def rests").getBytes(UTF_8));
      assertThat(told(live, "jobs.py")).isEmpty();

      live.edit("jobs.py", jobs.getBytes(UTF_8));
      assertThat(told(live, "jobs.py")).isEqualTo(before);
    }
  }

  @Test
  void aCommentThatDeclinesNothingIsToldUntilItDeclinesSomething() {
    String told = "# loopmend: ignore[blocking-call-in-coroutine]\n    ";
    String idle = APP.replace("    rest()", "    " + told + "pass");
    String used = APP.replace("    rest()", "    " + told + "rest()");
    try (LiveCheck live = live(Map.of("jobs.py", JOBS, "app.py", idle))) {
      assertThat(told(live, "app.py")).singleElement().asString().contains("app.py:5:5 stale");

      live.edit("app.py", ("import os\n" + idle).getBytes(UTF_8));
      assertThat(told(live, "app.py")).singleElement().asString().contains("app.py:6:5 stale");

      live.edit("app.py", used.getBytes(UTF_8));
      assertThat(live.findings("app.py")).isEmpty();
    }
  }

  @Test
  void afterEditsTheWholeIsWhatACheckTells() throws IOException {
    Map<String, String> texts = demo();
    List<String> paths = texts.keySet().stream().sorted().toList();
    Random random = new Random(11);
    try (LiveCheck live = live(texts)) {
      for (int round = 0; round < 40; round++) {
        for (int edit = random.nextInt(3); edit >= 0; edit--) {
          String path = paths.get(random.nextInt(paths.size()));
          String before = texts.getOrDefault(path, "");
          String text = edited(before, random);
          live.edit(path, text.getBytes(UTF_8));
          // Others go on with what a broken text was, which no check knows.
          boolean broken = live.skipped(path).isPresent();
          if (broken) {
            assertThat(live.findings(path)).isEmpty();
            live.edit(path, before.getBytes(UTF_8));
          }
          texts.put(path, broken ? before : text);
          List<String> lines = texts.getOrDefault(path, "").lines().toList();
          for (Finding finding : live.findings(path)) {
            assertThat(lines.get(finding.at().line() - 1)).isEqualTo(finding.snippet());
          }
        }
        live.inspectAgain();
        assertThat(paths.stream().flatMap(path -> told(live, path).stream()))
            .as("round " + round)
            .containsExactlyElementsOf(checked(texts).toList());
      }
    }
  }

  private static Map<String, String> demo() throws IOException {
    Map<String, String> texts = new HashMap<>();
    Path folder = Path.of("fixtures/demo");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".py")).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /// One line goes, comes twice, or gets another name or word; a text may be broken by that.
  private static String edited(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int at = random.nextInt(Math.max(1, lines.size()));
    String line = at < lines.size() ? lines.get(at) : "";
    switch (random.nextInt(6)) {
      case 0 -> lines.removeIf(it -> it.equals(line) && !it.isBlank());
      case 1 -> lines.add(at, line);
      case 2 -> lines.replaceAll(it -> it.equals(line) ? it.replace("def ", "def new_") : it);
      case 3 -> lines.replaceAll(it -> it.replace("async def ", "def ").replace("await ", ""));
      case 4 -> lines.replaceAll(it -> it.startsWith("def ") ? "async " + it : it);
      case 5 -> lines.add(0, "import time; time.sleep(1)");
      default -> throw new AssertionError();
    }
    return String.join("\n", lines) + "\n";
  }
}
