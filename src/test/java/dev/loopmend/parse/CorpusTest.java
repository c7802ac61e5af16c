package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopmend.parse.ParseResult.Parsed;
import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.SpanDump;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares the parser with CPython on files of the standard library that the `python3.13` or else
/// the `python3` on the path brings along: on a part of them, with `-Dcorpus=library` on all of
/// them (as `mvn verify -Pcorpus` does), or with `-Dcorpus=FOLDER` on all files of a folder. A
/// Python other than 3.13 has other positions here and there, so only acceptance is compared with
/// it; `-Dcorpus.python=PROGRAM` names another.
class CorpusTest {
  private static final List<String> PYTHONS =
      List.of(System.getProperty("corpus.python", "python3.13"), "python3");

  /// Every so many files make the sample.
  private static final int STEP = 40;

  @TempDir Path folder;
  private String python = "python3";

  /// What CPython says of a file: nothing if it rejects it.
  private record Seen(Path file, Optional<List<String>> spans) {}

  @Test
  void standardLibraryIsReadAsCPythonReadsIt() throws IOException, InterruptedException {
    Optional<String> version = Optional.empty();
    for (String candidate : PYTHONS) {
      if (version.isEmpty()) {
        python = candidate;
        version = run("import sys; print('%d.%d' % sys.version_info[:2])");
      }
    }
    assumeThat(version).as("a python3 on the path").isPresent();
    List<String> wrong = new ArrayList<>();
    boolean compareSpans = version.orElseThrow().equals("3.13");
    List<Seen> all = seen(files());
    assertThat(all).isNotEmpty();
    for (Seen seen : all) {
      compare(seen, compareSpans).ifPresent(wrong::add);
    }
    assertThat(wrong).isEmpty();
  }

  private List<Path> files() throws IOException, InterruptedException {
    String whole = System.getProperty("corpus", "");
    String library =
        whole.isEmpty() || whole.equals("library")
            ? run("import sysconfig; print(sysconfig.get_path('stdlib'))").orElseThrow()
            : whole;
    List<Path> found = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(Path.of(library))) {
      walk.filter(file -> file.toString().endsWith(".py")).sorted().forEach(found::add);
    }
    List<Path> chosen = new ArrayList<>();
    for (int n = 0; n < found.size(); n += whole.isEmpty() ? STEP : 1) {
      // A package that was installed beside the library may be a file for another Python.
      if (!whole.isEmpty() || !found.get(n).toString().contains("site-packages")) {
        chosen.add(found.get(n));
      }
    }
    return chosen;
  }

  private Optional<String> run(String code) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(python, "-c", code).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<Seen> seen(List<Path> files) throws IOException, InterruptedException {
    Path list = Files.write(folder.resolve("files"), files.stream().map(Path::toString).toList());
    Path output = folder.resolve("spans");
    Process process =
        new ProcessBuilder(python, "fixtures/oracle/spans.py", "-")
            .redirectInput(list.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    List<Seen> all = new ArrayList<>();
    List<String> lines = Files.readAllLines(output);
    int from = 0;
    for (int n = 1; n <= lines.size(); n++) {
      if (n == lines.size() || lines.get(n).startsWith("== ")) {
        List<String> spans = lines.subList(from + 1, n);
        boolean rejected = spans.equals(List.of("rejected"));
        all.add(
            new Seen(
                Path.of(lines.get(from).substring(3)),
                rejected ? Optional.empty() : Optional.of(spans)));
        from = n;
      }
    }
    return all;
  }

  private static Optional<String> compare(Seen seen, boolean compareSpans) {
    String text;
    switch (decode(seen.file)) {
      case SourceText.Decoding.Decoded decoded -> text = decoded.source().text();
      case SourceText.Decoding.Undecodable it -> {
        return seen.spans.map(_ -> seen.file + " cannot be decoded: " + it.why());
      }
    }
    return switch (PythonParser.parse(text, Dialect.PYTHON)) {
      case Rejected rejected -> {
        int line = LineMap.of(text).line(rejected.offset());
        yield seen.spans.map(_ -> seen.file + ":" + line + " rejected: " + rejected.message());
      }
      case Parsed parsed -> {
        if (seen.spans.isEmpty()) {
          yield Optional.of(seen.file + " is accepted, but not by CPython");
        }
        if (!Parsing.joined(parsed.tree().tokens()).equals(text)) {
          yield Optional.of(seen.file + " is not what its tokens join to");
        }
        yield compareSpans ? firstDifference(seen, SpanDump.of(parsed.tree())) : Optional.empty();
      }
    };
  }

  private static SourceText.Decoding decode(Path file) {
    try {
      return SourceText.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> firstDifference(Seen seen, List<String> ours) {
    List<String> theirs = seen.spans.orElseThrow();
    if (ours.equals(theirs)) {
      return Optional.empty();
    }
    int at = 0;
    while (at < ours.size() && at < theirs.size() && ours.get(at).equals(theirs.get(at))) {
      at++;
    }
    String our = at < ours.size() ? ours.get(at) : "nothing";
    String their = at < theirs.size() ? theirs.get(at) : "nothing";
    return Optional.of(seen.file + ": CPython has " + their + ", we have " + our);
  }
}
