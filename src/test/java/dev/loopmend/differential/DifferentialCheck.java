package dev.loopmend.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.differential.OtherTools.Finding;
import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.metamorphic.Program;
import dev.loopmend.metamorphic.Programs;
import dev.loopmend.notebook.NotebookFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ruff and pyright find before and after all fixes: what a fix is for is gone, and nothing is
/// new. On all programs of the fixtures and recipe files, or on the folders of
/// `-Ddifferential.folders=PATH:PATH`; what is new goes to `target/differential.txt` as well.
class DifferentialCheck {
  /// What a fix is for, in the words of the other tools.
  private static final Map<String, Set<String>> MEANT =
      Map.of(
          "fire-and-forget-task",
          Set.of("asyncio-dangling-task"),
          "blocking-call-in-coroutine",
          Set.of(
              "blocking-sleep-in-async-function",
              "blocking-http-call-in-async-function",
              "blocking-http-call-httpx-in-async-function",
              "blocking-open-call-in-async-function",
              "blocking-input-in-async-function",
              "create-subprocess-in-async-function",
              "run-process-in-async-function",
              "wait-for-process-in-async-function"),
          "missing-await",
          Set.of("reportUnusedCoroutine"));

  /// What is new and is meant to be: a rule, and a part of what it says or of the line.
  private record Explained(String rule, String part) {
    boolean covers(Finding finding, String line) {
      return finding.rule().equals(rule)
          && (finding.message().contains(part) || line.contains(part));
    }
  }

  private static final List<Explained> EXPLAINED =
      List.of(
          // Imports that nothing uses any more stay, since other files may import from there, and
          // so do other names of what was called.
          new Explained("unused-import", ""),
          new Explained("unused-variable", "run = asyncio.run"),
          // `asyncio` was imported for types only, and is needed for more now.
          new Explained("redefined-while-unused", "import asyncio"),
          // aiohttp's own way to close what an application keeps.
          new Explained("yield-in-context-manager-in-async-generator", "yield"),
          // A lifespan is handed on as it is, with state or without.
          new Explained("reportAttributeAccessIssue", "\"lifespan_context\""),
          // Ex) functools.partial(contextvars.copy_context().run, load): runs, and has no type
          new Explained("reportArgumentType", "functools.partial(contextvars.copy_context().run"),
          // An attribute that is None before a loop runs: pyright said so of the line that stood
          // here.
          new Explained("reportArgumentType", "\"AbstractEventLoop | None\""),
          new Explained("reportOptionalMemberAccess", "\"put_nowait\""),
          // What waits for a moment on the clock goes on doing so; it no longer stops the loop.
          new Explained("async-busy-wait", "perf_counter()"),
          // An example that is wrong on purpose, as what it was made of was.
          new Explained("reportGeneralTypeIssues", "\"tuple[Event]\" is not awaitable"));

  private final Engine engine =
      new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, new NotebookFormat());
  private final OtherTools tools = OtherTools.installed();

  /// The changed files by their paths, each with the folder of its program.
  private final SortedMap<String, String> changed = new TreeMap<>();

  private final List<String> trouble = new ArrayList<>();
  private final List<String> explained = new ArrayList<>();
  private int meant;

  @TempDir Path folder;

  @Test
  void othersFindNothingNew() throws IOException, InterruptedException {
    List<Program> programs = programs();
    List<ChangeSet> runs = new ArrayList<>();
    for (int number = 0; number < programs.size(); number++) {
      String place = "p" + number;
      Program program = programs.get(number);
      ChangeSet run = program.mend(engine);
      runs.add(run);
      write(place, program, run);
    }
    SortedMap<String, String> known = new TreeMap<>(changed);
    // A fix may have made it.
    known.keySet().removeIf(path -> !Files.exists(folder.resolve("before").resolve(path)));
    Map<String, List<Finding>> before = tools.findings(folder.resolve("before"), known);
    Map<String, List<Finding>> after = tools.findings(folder.resolve("after"), changed);
    for (String path : changed.keySet()) {
      Seen old = seen("before", path, before);
      Seen now = seen("after", path, after);
      String place = path.substring(0, path.indexOf('/'));
      int number = Integer.parseInt(place.substring(1));
      String name = programs.get(number).name() + " " + path;
      compareWhatIsNew(name, old, now);
      runs.get(number).fixed().stream()
          .filter(one -> path.equals(place + "/" + one.at().path()))
          .collect(
              Collectors.groupingBy(
                  one -> new Fixed(one.recipe(), one.snippet().strip()), Collectors.counting()))
          .forEach((fixed, count) -> compareWhatIsMeant(name, fixed, count, old, now));
    }
    String table =
        "%d programs, %d files changed, %d findings of others that a fix is for%n%s%n%s%n"
            .formatted(
                programs.size(),
                changed.size(),
                meant,
                String.join("\n", trouble),
                String.join("\n", explained));
    Files.writeString(Path.of("target", "differential.txt"), table);
    assertThat(changed).isNotEmpty();
    assertThat(trouble).isEmpty();
  }

  private List<Program> programs() throws IOException {
    String named = System.getProperty("differential.folders", "");
    if (named.isEmpty()) {
      return Programs.all(BuiltIn.RECIPES);
    }
    List<Program> programs = new ArrayList<>();
    for (String path : named.split(File.pathSeparator, -1)) {
      programs.add(Programs.folder(Path.of(path), BuiltIn.RECIPES));
    }
    return programs;
  }

  /// A recipe and the line that it mended.
  private record Fixed(String recipe, String line) {}

  /// A file and what others find in it.
  private record Seen(List<String> lines, List<Finding> findings) {
    /// How many findings of some rules are about lines of a text.
    long count(Set<String> rules, String line) {
      return findings.stream()
          .filter(one -> rules.contains(one.rule()) && textOf(one).strip().equals(line))
          .count();
    }

    String textOf(Finding finding) {
      return lines.get(Math.min(finding.line(), lines.size()) - 1);
    }
  }

  private Seen seen(String side, String path, Map<String, List<Finding>> findings)
      throws IOException {
    Path file = folder.resolve(side).resolve(path);
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    return new Seen(lines, findings.getOrDefault(path, List.of()));
  }

  /// Writes a program as it was and as it is mended.
  private void write(String place, Program program, ChangeSet run) throws IOException {
    if (run.changed().isEmpty()) {
      return;
    }
    Map<String, String> texts = new TreeMap<>(program.files());
    writeAll(folder.resolve("before").resolve(place), texts);
    for (FileOutcome.Changed file : run.changed()) {
      texts.put(file.path(), file.after().text());
      changed.put(place + "/" + file.path(), place);
    }
    writeAll(folder.resolve("after").resolve(place), texts);
  }

  private static void writeAll(Path root, Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = root.resolve(text.getKey());
      Files.createDirectories(file.resolve("..").normalize());
      Files.writeString(file, text.getValue());
    }
  }

  private void compareWhatIsNew(String name, Seen old, Seen now) {
    Map<String, Integer> known = new HashMap<>();
    old.findings().forEach(one -> known.merge(one.what(), 1, Integer::sum));
    for (Finding one : now.findings()) {
      if (known.merge(one.what(), -1, Integer::sum) < 0) {
        String line = now.textOf(one);
        String told = "%s:%d: %s%n    %s".formatted(name, one.line(), one.what(), line.strip());
        if (EXPLAINED.stream().anyMatch(it -> it.covers(one, line))) {
          explained.add("explained: " + told);
        } else {
          trouble.add("new: " + told);
        }
      }
    }
  }

  private void compareWhatIsMeant(String name, Fixed fixed, long count, Seen old, Seen now) {
    Set<String> rules = MEANT.getOrDefault(fixed.recipe(), Set.of());
    long gone = Math.min(count, old.count(rules, fixed.line()));
    meant += (int) gone;
    if (now.count(rules, fixed.line()) > old.count(rules, fixed.line()) - gone) {
      trouble.add("still there: %s: %s%n    %s".formatted(name, rules, fixed.line()));
    }
  }
}
