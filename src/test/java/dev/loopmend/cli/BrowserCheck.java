package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The HTML report in a real browser: `mvn test -Dtest=BrowserCheck`, with Chromium (`-Dbrowser=`
/// its command). Its name keeps it out of the usual tests, which need no browser.
class BrowserCheck {
  private static final int FILES = 100;
  private static final int FINDINGS_OF_A_FILE = 10;
  private static final int MOST_MS_TO_OPEN = 2000;
  private static final int MOST_MS_TO_FILTER = 100;

  /// Uses the page as people do, and leaves what it saw in the title.
  private static final String USE =
      """
      <script>
      addEventListener("load", () => {
        const seen = { opened: performance.now(), entries: document.querySelectorAll("article").length };
        const form = document.getElementById("filter");
        const shown = () => [...document.querySelectorAll("article")].filter((it) => !it.hidden).length;
        let slowest = 0;
        const filter = () => {
          const start = performance.now();
          form.dispatchEvent(new Event("input"));
          document.body.offsetHeight;
          slowest = Math.max(slowest, performance.now() - start);
          return shown();
        };
        const box = (value) => form.querySelector(`[value="${value}"]`);
        box("fire-and-forget-task").checked = false;
        seen.withoutTasks = filter();
        box("fire-and-forget-task").checked = true;
        box("safe").checked = false;
        seen.withoutSafe = filter();
        box("safe").checked = true;
        form.elements.path.value = "m07";
        seen.ofOneFile = filter();
        form.elements.path.value = "";
        seen.all = filter();
        seen.filtered = slowest;
        const key = (name) =>
          document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
        const root = document.documentElement;
        key("j");
        key("j");
        seen.focus = document.activeElement.id;
        const theme = root.dataset.theme;
        key("t");
        seen.themeChanges = theme !== root.dataset.theme;
        const back = getComputedStyle(document.body).backgroundColor;
        key("t");
        seen.coloursChange = back !== getComputedStyle(document.body).backgroundColor;
        const width = () => document.querySelector(".becomes .after").getBoundingClientRect().width;
        const before = width();
        key("u");
        seen.viewsDiffer = Math.abs(before - width()) > 100;
        seen.nameless = [...document.querySelectorAll("input, button")].filter(
          (it) => !(it.labels?.length || it.textContent.trim())).length;
        document.title = btoa(JSON.stringify(seen));
      });
      </script>
      </body>
      """;

  @TempDir Path folder;

  @Test
  void aThousandFindingsAreQuickToOpenAndToFilter() throws IOException, InterruptedException {
    for (int file = 0; file < FILES; file++) {
      StringBuilder text = new StringBuilder("import asyncio\nimport time\n");
      for (int at = 0; at < FINDINGS_OF_A_FILE / 2; at++) {
        text.append("\n\nasync def f%d(x):\n".formatted(at));
        text.append("    time.sleep(%d)\n    asyncio.create_task(x())\n".formatted(at));
        text.append("    return x\n");
      }
      Files.writeString(folder.resolve("m%02d.py".formatted(file)), text);
    }
    String page = Told.by(folder, "check", "--format", "html").out();
    Path report = folder.resolve("report.html");
    Files.write(report, page.replace("</body>", USE).getBytes(StandardCharsets.ISO_8859_1));
    JsonNode seen = browse(report);
    int all = FILES * FINDINGS_OF_A_FILE;
    assertThat(seen.get("entries").asInt()).isEqualTo(all);
    assertThat(seen.get("withoutTasks").asInt()).isEqualTo(all / 2);
    assertThat(seen.get("withoutSafe").asInt()).isLessThan(all);
    assertThat(seen.get("ofOneFile").asInt()).isEqualTo(FINDINGS_OF_A_FILE);
    assertThat(seen.get("all").asInt()).isEqualTo(all);
    assertThat(seen.get("focus").asText()).isEqualTo("e2");
    assertThat(seen.get("themeChanges").asBoolean()).isTrue();
    assertThat(seen.get("coloursChange").asBoolean()).isTrue();
    assertThat(seen.get("viewsDiffer").asBoolean()).isTrue();
    assertThat(seen.get("nameless").asInt()).isZero();
    assertThat(seen.get("opened").asDouble()).isLessThan(MOST_MS_TO_OPEN);
    assertThat(seen.get("filtered").asDouble()).isLessThan(MOST_MS_TO_FILTER);
  }

  /// What the script of a page left in its title.
  private JsonNode browse(Path page) throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Process browser =
        new ProcessBuilder(
                System.getProperty("browser", "chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--window-size=1300,1000",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(browser.waitFor()).isZero();
    Matcher title =
        Pattern.compile("<title>([A-Za-z0-9+/=]+)</title>").matcher(Files.readString(dom));
    assertThat(title.find()).as("the script ran to its end").isTrue();
    return new ObjectMapper().readTree(Base64.getDecoder().decode(title.group(1)));
  }
}
