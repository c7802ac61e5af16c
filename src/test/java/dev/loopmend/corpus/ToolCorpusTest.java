package dev.loopmend.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.FileSettings;
import dev.loopmend.engine.MemoryTree;
import dev.loopmend.metamorphic.Formatting;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.parse.Oracle;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All recipes with all their fixes on folders of Python that were not written for them: no crash,
/// no fix that is withdrawn, results that compile, keep their comments and every byte that no fix
/// is about, and a second run that changes nothing. A table of what was seen goes to
/// `target/corpus.txt`. `Corpus` says which folders; `-Dcorpus.target=3.13` is the oldest Python of
/// the code, `-Dcorpus.set=A.B=C,D.E=F` are options of recipes, and `-Dcorpus.subset=N` selects
/// every second recipe or so, by chance from that seed; `-Dcorpus.layout=SEMICOLONS` lays the code
/// out in one of the ways of `Formatting` first.
class ToolCorpusTest {
  private static final Engine.Limits ALL = new Engine.Limits(true, 2, 4 << 20);
  private static final String HEAD =
      "files\tskipped\tfound\tfixed\tfiles changed\tleft\ttrouble\tseconds\tfolder";

  private final Engine engine =
      new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, new NotebookFormat());

  private final FileSettings settings =
      new FileSettings(
          PythonVersion.parse(System.getProperty("corpus.target", "3.11")).orElseThrow(),
          selected(),
          options(System.getProperty("corpus.set", "")));

  @TempDir Path results;

  @Test
  void whatIsMendedHoldsUp() throws IOException, InterruptedException {
    Optional<Oracle> python = Oracle.reference();
    assumeThat(python).as("a python3 on the path").isPresent();
    List<String> table = new ArrayList<>(List.of(HEAD));
    List<String> trouble = new ArrayList<>();
    for (Path folder : Corpus.folders(python.get())) {
      long start = System.nanoTime();
      Corpus corpus = laidOut(Corpus.read(folder));
      assertThat(corpus.files()).as("files below " + folder).isNotEmpty();
      ChangeSet mended = engine.mend(MemoryTree.of(corpus.files(), settings), ALL);
      List<String> wrong = trouble(corpus, mended, python.get());
      trouble.addAll(wrong);
      table.add(row(corpus, mended, wrong.size(), (System.nanoTime() - start) / 1_000_000_000));
      Files.write(Path.of("target", "corpus.txt"), table);
    }
    assertThat(trouble).isEmpty();
  }

  private static Corpus laidOut(Corpus corpus) {
    return Optional.ofNullable(System.getProperty("corpus.layout"))
        .map(Formatting.Style::valueOf)
        .map(corpus::in)
        .orElse(corpus);
  }

  private Set<String> selected() {
    Optional<Random> chance = Optional.ofNullable(Long.getLong("corpus.subset")).map(Random::new);
    return BuiltIn.RECIPES.stream()
        .filter(_ -> chance.map(Random::nextBoolean).orElse(true))
        .map(Recipe::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The script that looks at bytes knows nothing of how fixes are made; here it sees what it is
  /// for.
  @Test
  void strayBytesAreSeen() throws IOException, InterruptedException {
    Optional<Oracle> python = Oracle.reference();
    assumeThat(python).as("a python3 on the path").isPresent();
    String text = "a = 1\nb = f(2)  # two\n\nc = 3\n";
    Map<String, String> wrong =
        Map.of(
            text.replace("a = 1", "a = 1 "),
            "line 1 changed in white space only",
            text.replace("f(2)", "f( 2 )"),
            "line 2 changed in white space only",
            text.replace("\n\n", "\n\n\n"),
            "line 4 changed in white space only",
            text.replace("c = 3\n", "c = 3"),
            "the end of the last line changed",
            text.replace("a = 1\n", "a = 2\r\n"),
            "new line ends b'\\r\\n'",
            "\uFEFF" + text.replace("a = 1", "a = 2"),
            "the byte order mark changed",
            text.replace("  # two", ""),
            "lost the comment '# two'");
    Path before = Files.writeString(results.resolve("before.py"), text);
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      Path after = Files.writeString(results.resolve("after.py"), one.getKey());
      assertThat(python.get().lines(List.of(before + "\t" + after), results, "mended.py"))
          .contains(before + "\t" + one.getValue());
    }
    Path moved =
        Files.writeString(
            results.resolve("moved.py"), text.replace("b = ", "if a:\n    b = ").replace("c", "d"));
    assertThat(python.get().lines(List.of(before + "\t" + moved), results, "mended.py")).isEmpty();
  }

  private static String row(Corpus corpus, ChangeSet mended, int trouble, long seconds) {
    int fixed = mended.fixed().size();
    return List.of(
            corpus.files().size(),
            mended.skipped().size(),
            fixed + mended.left().size(),
            fixed,
            mended.changed().size(),
            mended.left().size(),
            trouble,
            seconds,
            corpus.folder())
        .stream()
        .map(Object::toString)
        .collect(Collectors.joining("\t"));
  }

  private List<String> trouble(Corpus corpus, ChangeSet mended, Oracle python)
      throws IOException, InterruptedException {
    List<String> trouble = new ArrayList<>();
    for (FileOutcome.Withdrawn one : mended.withdrawn()) {
      trouble.add(corpus.folder() + "/" + at(one.finding()) + " withdrawn: " + one.why());
    }
    corpus.files().forEach((path, bytes) -> unlike(path, bytes).ifPresent(trouble::add));
    SortedMap<String, byte[]> after = new TreeMap<>(corpus.files());
    List<String> pairs = new ArrayList<>();
    for (FileOutcome.Changed file : mended.changed()) {
      byte[] bytes = file.after().encode().orElseThrow();
      after.put(file.path(), bytes);
      String ending = file.path().replaceAll(".*(?=\\.)", "");
      Path copy = Files.write(results.resolve(pairs.size() + ending), bytes);
      Path before = results.resolve("before" + pairs.size() + ending);
      if (!file.isNew()) {
        Files.write(before, corpus.files().get(file.path()));
      }
      pairs.add(before + "\t" + copy);
    }
    trouble.addAll(python.lines(pairs, results, "mended.py"));
    ChangeSet again = engine.mend(MemoryTree.of(after, settings), ALL);
    for (Finding finding : again.fixed()) {
      trouble.add(corpus.folder() + "/" + at(finding) + " is mended by a second run");
    }
    return trouble;
  }

  private static String at(Finding finding) {
    return finding.at().path() + ":" + finding.at().line() + ": " + finding.recipe();
  }

  /// What is decoded has to encode to the same bytes, whatever the file holds.
  private static Optional<String> unlike(String path, byte[] bytes) {
    return switch (new NotebookFormat().decode(path, bytes)) {
      case SourceText.Decoding.Undecodable _ -> Optional.empty();
      case SourceText.Decoding.Decoded(SourceText source) ->
          source.encode().filter(same -> Arrays.equals(same, bytes)).isPresent()
              ? Optional.empty()
              : Optional.of(path + " does not encode to its bytes");
    };
  }

  private static Map<String, String> options(String words) {
    Map<String, String> options = new TreeMap<>();
    for (String word : words.isEmpty() ? Set.<String>of() : Set.of(words.split(",", -1))) {
      String[] sides = word.split("=", 2);
      options.put(sides[0], sides[1]);
    }
    return options;
  }
}
