package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The report for a browser: it is one file, it shows what the other formats tell, its changes are
/// those that are made, and no text of a source becomes markup.
class HtmlReportTest {
  private static final Pattern SIDE =
      Pattern.compile("<pre data-line=\"(\\d+)\"><code>(.*?)</code></pre>");

  private static final String APP =
      """
      import asyncio
      import time

      async def f(x):
          if x:
              time.sleep(1)
          asyncio.create_task(f(x))
      """;

  @TempDir Path folder;

  @Test
  void eachFindingStandsThereWithItsChange() throws IOException {
    write("app.py", APP);
    String page = run("check", "--format", "html");
    assertThat(count(page, "<article ")).isEqualTo(2);
    assertThat(count(page, "data-recipe=\"blocking-call-in-coroutine\"")).isEqualTo(1);
    assertThat(count(page, "data-recipe=\"fire-and-forget-task\"")).isEqualTo(1);
    assertThat(page)
        .contains("app.py:6:9", "<mark>await asyncio</mark>.sleep(1)")
        .contains("value=\"blocking-call-in-coroutine\"", "value=\"error\"", "value=\"safe\"");
  }

  /// The lines on the right side, put in the place of those on the left, are the text that `apply`
  /// writes.
  @Test
  void theChangesAreThoseThatAreMade() throws IOException {
    write("app.py", APP);
    String page = run("diff", "--unsafe", "--format", "html");
    List<String> before = lines(page, "before");
    List<String> after = lines(page, "after");
    assertThat(APP.lines().toList()).containsAll(before);
    Told.by(folder, "apply", "--unsafe");
    String written = Files.readString(folder.resolve("app.py"));
    List<String> expected = written.lines().toList();
    for (String line : after) {
      assertThat(expected).contains(line);
    }
    List<String> fresh = new ArrayList<>(expected);
    APP.lines().forEach(fresh::remove);
    assertThat(after).containsAll(fresh);
  }

  @Test
  void theLinesOfANotebookAreNumberedByCell() throws IOException {
    write(
        "book.ipynb",
        """
        {"cells": [
          {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
          {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],
           "source": ["import asyncio\\n", "async def main():\\n", "    return 1"]},
          {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],
           "source": ["X = 1\\n", "asyncio.run(main())"]}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """);
    for (String command : List.of("check", "diff")) {
      assertThat(run(command, "--format", "html"))
          .contains("data-line=\"3:1\"", "data-line=\"3:2\"");
    }
  }

  @Test
  void noTextOfASourceBecomesMarkup() throws IOException {
    String evil = "</script><img src=x onerror=alert(1)>\"'&{{title}}";
    write("a<b>&'.py", APP.replace("f(x))\n", "f(x))  # " + evil + "\n"));
    write("broken<i>.py", "def f(:\n    \"" + evil + "\"\n");
    for (String command : List.of("check", "diff")) {
      String page = run(command, "--format", "html");
      assertThat(page).doesNotContain("<img", "a<b>", "broken<i>").contains("a&lt;b&gt;&amp;");
      assertThat(page).contains("{{title}}");
      assertThat(count(page, "</script>")).isEqualTo(1);
    }
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    write("app.py", APP);
    String page = run("check", "--format", "html");
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("http://", "https://", "@import");
    assertThat(page).doesNotContainPattern("(src|href)=");
  }

  @Test
  void patchesByRecipeAreNoPage() throws IOException {
    write("app.py", APP);
    Told told = Told.by(folder, "diff", "--format", "html", "--recipe-split", "out");
    assertThat(told.code()).isEqualTo(ExitCode.WRONG);
    assertThat(told.err()).contains("--recipe-split");
  }

  private static List<String> lines(String page, String side) {
    List<String> lines = new ArrayList<>();
    Matcher sides =
        Pattern.compile("<div class=\"side " + side + "\"[^>]*>(.*?)</div>", Pattern.DOTALL)
            .matcher(page);
    while (sides.find()) {
      Matcher line = SIDE.matcher(sides.group(1));
      while (line.find()) {
        lines.add(plain(line.group(2).replaceAll("</?mark>", "")));
      }
    }
    assertThat(lines).isNotEmpty();
    return lines;
  }

  private static String plain(String html) {
    return Pattern.compile("&#x([0-9A-Fa-f]+);")
        .matcher(html)
        .replaceAll(it -> Character.toString(Integer.parseInt(it.group(1), 16)))
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  private String run(String... args) {
    return Told.by(folder, args).out();
  }

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
