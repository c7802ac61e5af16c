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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares the parser with CPython on files of the standard library that it brings along: on a
/// part of them, with `-Dcorpus=library` on all of them (as `mvn verify -Pcorpus` does), or with
/// `-Dcorpus=FOLDER` on all files of a folder. Pythons older than 3.13 have other positions here
/// and there, so only acceptance is compared with them.
class CorpusTest {
  /// Every so many files make the sample.
  private static final int STEP = 40;

  private static final Set<String> WITH_OUR_POSITIONS = Set.of("3.13", "3.14");

  @TempDir Path folder;

  /// What CPython says of a file: nothing if it rejects it.
  private record Seen(Path file, Optional<List<String>> spans) {}

  @Test
  void standardLibraryIsReadAsCPythonReadsIt() throws IOException, InterruptedException {
    Optional<Oracle> python = Oracle.chosen();
    assumeThat(python).as("a python3 on the path").isPresent();
    List<String> wrong = new ArrayList<>();
    boolean compareSpans = WITH_OUR_POSITIONS.contains(python.get().version());
    List<Seen> all = seen(python.get(), files(python.get()));
    assertThat(all).isNotEmpty();
    for (Seen seen : all) {
      compare(seen, compareSpans).ifPresent(wrong::add);
    }
    assertThat(wrong).isEmpty();
  }

  private List<Path> files(Oracle python) throws IOException, InterruptedException {
    String whole = System.getProperty("corpus", "");
    String library =
        whole.isEmpty() || whole.equals("library")
            ? python.run("import sysconfig; print(sysconfig.get_path('stdlib'))").orElseThrow()
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

  private List<Seen> seen(Oracle python, List<Path> files)
      throws IOException, InterruptedException {
    List<String> paths = files.stream().map(Path::toString).toList();
    List<Seen> all = new ArrayList<>();
    List<String> lines = python.lines(paths, folder, "spans.py", "-");
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
