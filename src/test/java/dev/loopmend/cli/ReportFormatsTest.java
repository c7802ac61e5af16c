package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The formats of `check` for programs: their structure, their places, and that the fixes of SARIF
/// give what `apply` writes.
class ReportFormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String APP =
      """
      import asyncio
      import time

      async def f(x):
          s = "äö😀"; time.sleep(1)
          asyncio.create_task(f(x))
          return asyncio.run(
              f(x))
      """;

  @TempDir Path folder;

  @BeforeEach
  void project() throws IOException {
    write("loopmend.toml", "");
    write("app.py", APP);
  }

  @Test
  void jsonPlacesCountCodePointsFromOne() throws IOException {
    JsonNode report = JSON.readTree(text("check", "--format", "json"));
    assertThat(report.get("version").asInt()).isEqualTo(1);
    JsonNode sleep = finding(report.get("findings"), "blocking-call-in-coroutine");
    assertThat(sleep.get("path").asText()).isEqualTo("app.py");
    assertThat(sleep.get("line").asInt()).isEqualTo(5);
    assertThat(sleep.get("column").asInt()).isEqualTo(16);
    assertThat(sleep.get("end_line").asInt()).isEqualTo(5);
    assertThat(sleep.get("end_column").asInt()).isEqualTo(29);
    assertThat(sleep.fieldNames())
        .toIterable()
        .containsAll(
            List.of("recipe", "severity", "safety", "message", "because", "notes", "edits"));
    JsonNode edit = sleep.get("edits").get(0);
    assertThat(edit.get("column").asInt()).isEqualTo(16);
    assertThat(edit.get("start").asInt()).isEqualTo(APP.indexOf("time.sleep"));
  }

  @Test
  void jsonLinesHoldTheSameFindings() throws IOException {
    JsonNode report = JSON.readTree(text("check", "--format", "json"));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text("check", "--format", "jsonl").lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines).hasSize(3);
    assertThat(report.get("findings")).containsExactlyElementsOf(lines);
  }

  @Test
  void pathsOutsideOfTheCurrentFolderAreAbsolute() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Told told = Told.by(inner, "check", "--format", "jsonl", "../app.py");
    String first = told.out().lines().findFirst().orElseThrow();
    assertThat(JSON.readTree(first).get("path").asText())
        .isEqualTo(folder.resolve("app.py").toString());
    String sarif = Told.by(inner, "check", "--format", "sarif", "../app.py").out();
    JsonNode place = results(JSON.readTree(sarif)).get(0).at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText())
        .isEqualTo("file://" + folder.resolve("app.py"));
    assertThat(place.at("/artifactLocation").has("uriBaseId")).isFalse();
  }

  @Test
  void sarifHasTheStructureOfItsSchema() throws IOException {
    write("broken é.py", "async def f(:\n    time.sleep(asyncio)\n");
    JsonNode log = JSON.readTree(text("check", "--format", "sarif"));
    assertThat(log.get("version").asText()).isEqualTo("2.1.0");
    assertThat(log.get("runs")).hasSize(1);
    JsonNode run = log.at("/runs/0");
    assertThat(run.get("columnKind").asText()).isEqualTo("unicodeCodePoints");
    JsonNode rules = run.at("/tool/driver/rules");
    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("Loopmend");
    for (JsonNode rule : rules) {
      assertThat(rule.at("/shortDescription/text").asText()).isNotBlank();
      assertThat(rule.at("/fullDescription/text").asText()).isNotBlank();
      assertThat(rule.at("/help/text").asText()).isNotBlank();
      assertThat(rule.at("/defaultConfiguration/level").asText()).isIn("note", "warning", "error");
    }
    assertThat(results(log)).hasSize(3);
    for (JsonNode result : results(log)) {
      String id = result.get("ruleId").asText();
      assertThat(rules.get(result.get("ruleIndex").asInt()).get("id").asText()).isEqualTo(id);
      assertThat(result.get("level").asText()).isIn("note", "warning", "error");
      assertThat(result.at("/message/text").asText()).isNotBlank();
      JsonNode place = result.at("/locations/0/physicalLocation");
      assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("app.py");
      assertThat(place.at("/region/startLine").asInt()).isPositive();
      assertThat(place.at("/region/endColumn").asInt()).isPositive();
      assertThat(result.at("/partialFingerprints/primaryLocationLineHash").asText())
          .matches("[0-9a-f]{24}:1");
    }
    JsonNode skipped = run.at("/invocations/0/toolExecutionNotifications/0");
    assertThat(skipped.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("broken%20%C3%A9.py");
    assertThat(skipped.at("/message/text").asText()).startsWith("skipped: ");
  }

  @Test
  void eachFixOfSarifIsCompleteByItself() throws IOException {
    write("loopmend.toml", "select = ['fire-and-forget-task']\n");
    write("app.py", "import asyncio\n\nasync def f(x):\n    asyncio.create_task(f(x))\n");
    JsonNode changes =
        results(JSON.readTree(text("check", "--format", "sarif")))
            .get(0)
            .at("/fixes/0/artifactChanges");
    assertThat(changes).hasSize(1);
    String mended = Files.readString(folder.resolve("app.py"));
    List<JsonNode> replacements = new ArrayList<>();
    changes.get(0).get("replacements").forEach(replacements::add);
    replacements.sort(Comparator.comparingInt((JsonNode one) -> start(one)).reversed());
    for (JsonNode one : replacements) {
      int from =
          offset(mended, one.at("/deletedRegion/startLine"), one.at("/deletedRegion/startColumn"));
      int to = offset(mended, one.at("/deletedRegion/endLine"), one.at("/deletedRegion/endColumn"));
      mended =
          mended.substring(0, from)
              + one.at("/insertedContent/text").asText()
              + mended.substring(to);
    }
    Told.by(folder, "apply", "-q");
    assertThat(mended).isEqualTo(Files.readString(folder.resolve("app.py")));
  }

  private static int start(JsonNode replacement) {
    JsonNode region = replacement.get("deletedRegion");
    return region.get("startLine").asInt() * 1000 + region.get("startColumn").asInt();
  }

  private static int offset(String text, JsonNode line, JsonNode column) {
    int at = 0;
    for (int number = 1; number < line.asInt(); number++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at + column.asInt() - 1;
  }

  @Test
  void fingerprintsSurviveShiftedLines() throws IOException {
    List<String> before = fingerprints();
    write("app.py", "# a comment\n\n" + APP);
    assertThat(fingerprints()).isEqualTo(before).doesNotHaveDuplicates();
    write("app.py", APP.replace("sleep(1)", "sleep(2)"));
    assertThat(fingerprints()).isNotEqualTo(before);
  }

  @Test
  void unsafeFixesAreOfferedOnlyWhenTheyAreAskedFor() throws IOException {
    write("app.py", "import asyncio\n\nasync def f(x):\n    asyncio.run(f(x), debug=True)\n");
    assertThat(results(JSON.readTree(text("check", "--format", "sarif"))).get(0).has("fixes"))
        .isFalse();
    assertThat(
            results(JSON.readTree(text("check", "--unsafe", "--format", "sarif")))
                .get(0)
                .has("fixes"))
        .isTrue();
  }

  private List<String> fingerprints() throws IOException {
    List<String> found = new ArrayList<>();
    for (JsonNode result : results(JSON.readTree(text("check", "--format", "sarif")))) {
      found.add(result.at("/partialFingerprints/primaryLocationLineHash").asText());
    }
    return found;
  }

  @Test
  void gitHubGetsOneCommandForEachFinding() throws IOException {
    write("a,b.py", "import time\nasync def f():\n    time.sleep(1)\n");
    List<String> lines = text("check", "--format", "github").lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst())
        .startsWith(
            "::error file=a%2Cb.py,line=3,endLine=3,col=5,endColumn=17,"
                + "title=blocking-call-in-coroutine::")
        .endsWith("[safe fix]");
    assertThat(lines.getLast()).startsWith("::error file=app.py,line=7,endLine=8,title=nested");
  }

  @Test
  void quietTwiceIsQuiet() throws IOException {
    assertThat(Told.by(folder, "check", "-q", "--quiet").err()).isEmpty();
  }

  @Test
  void gitHubGetsNoControlCharacters() throws IOException {
    write("\u001b[31m\tred.py", "import time\nasync def f():\n    time.sleep(1)\n");
    assertThat(text("check", "--format", "github").lines())
        .anyMatch(line -> line.startsWith("::error file=\\x1b[31m red.py,line=3"))
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
  }

  @Test
  void severalReportsAreWrittenAtOnce() throws IOException {
    Told told =
        Told.by(
            folder,
            "check",
            "--format",
            "text",
            "--format",
            "sarif",
            "--output",
            "out.sarif",
            "--format",
            "jsonl",
            "-o",
            "out.jsonl");
    assertThat(told.code()).isEqualTo(1);
    assertThat(told.out()).isEqualTo(Told.by(folder, "check").out());
    assertThat(folder.resolve("out.sarif")).content().isEqualTo(text("check", "--format", "sarif"));
    assertThat(folder.resolve("out.jsonl")).content().isEqualTo(text("check", "--format", "jsonl"));
    // As before, the order does not count where there is one of each.
    assertThat(Told.by(folder, "check", "-o", "out.json", "--format", "json").out()).isEmpty();
    assertThat(folder.resolve("out.json")).content().isEqualTo(text("check", "--format", "json"));
  }

  @Test
  void reportsThatCannotBeToldApartAreRefused() {
    assertThat(Told.by(folder, "check", "--format", "json", "--format", "sarif").err())
        .isEqualTo(
            "loopmend: --format: only one report can go to standard output; give --output\n");
    assertThat(Told.by(folder, "check", "--format", "json", "-o", "a", "-o", "b").err())
        .startsWith("loopmend: --output b needs a --format before it");
    assertThat(
            Told.by(folder, "check", "--format", "json", "-o", "a", "--format", "sarif", "-o", "a")
                .err())
        .isEqualTo("loopmend: --output: each report needs a file of its own\n");
    assertThat(Told.by(folder, "check", "--format", "xml").err())
        .startsWith("loopmend: Invalid value for option '--format': expected one of [text, json,");
  }

  @Test
  void statisticsTellOfEachRecipe() {
    List<String> said = Told.by(folder, "check", "--stats").err().lines().toList();
    assertThat(said.getFirst())
        .matches("loopmend: recipe +time +nodes +matches +fixed +left +suppressed +conflicts lost");
    assertThat(said)
        .anyMatch(
            line ->
                line.matches(
                    "loopmend: nested-asyncio-run +[0-9.]+ ms +[1-9][0-9]* +1 +0 +1 +0 +0"));
    assertThat(said).anyMatch(line -> line.matches("loopmend: unbounded-queue +[0-9.]+ ms.*"));
  }

  private static JsonNode results(JsonNode log) {
    return log.at("/runs/0/results");
  }

  private static JsonNode finding(JsonNode findings, String recipe) {
    for (JsonNode finding : findings) {
      if (finding.get("recipe").asText().equals(recipe)) {
        return finding;
      }
    }
    throw new AssertionError("no finding of " + recipe);
  }

  private String text(String... args) {
    Told told = Told.by(folder, args);
    return new String(told.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
