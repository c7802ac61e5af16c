package dev.loopmend.engine;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.Example.Code;
import dev.loopmend.recipe.Example.Role;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs the examples of a recipe, each in several dresses: other line ends, tabs, without a final
/// newline, behind a byte order mark.
public final class ExampleCheck {
  private static final Engine.Limits SAFE = new Engine.Limits(false, 1, 1 << 22);
  private static final Engine.Limits UNSAFE = new Engine.Limits(true, 1, 1 << 22);

  private final Recipe recipe;
  private final Formats formats;
  private final Engine engine;
  private final List<ExampleFailure> failures = new ArrayList<>();

  private ExampleCheck(Recipe recipe, Knowledge knowledge, Formats formats) {
    this.recipe = recipe;
    this.formats = formats;
    this.engine = new Engine(List.of(recipe), knowledge, formats);
  }

  /// The failures of all examples of a recipe, in order. Of files in another format than plain text
  /// an example shows the Python.
  public static List<ExampleFailure> check(Recipe recipe, Knowledge knowledge, Formats formats) {
    try (Workers workers = new Workers(Engine.Limits.DEFAULT.jobs(), Progress.UNSEEN)) {
      return workers
          .map(
              "examples",
              recipe.examples(),
              example -> new ExampleCheck(recipe, knowledge, formats).failures(example))
          .stream()
          .flatMap(List::stream)
          .distinct()
          .toList();
    }
  }

  /// The failures of an example as it stands.
  static List<ExampleFailure> plain(
      Recipe recipe, Example example, Knowledge knowledge, Formats formats) {
    ExampleCheck check = new ExampleCheck(recipe, knowledge, formats);
    check.run(example, Dress.PLAIN);
    return check.failures;
  }

  /// The failures of an example in the first dress in which it has some.
  private List<ExampleFailure> failures(Example example) {
    if (example.lacksResult()) {
      int line = example.with(Role.BEFORE).getFirst().line();
      failures.add(new ExampleFailure(example, line, "there is no 'python after'", "", ""));
    }
    for (Dress dress : Dress.values()) {
      if (failures.isEmpty()) {
        run(example, dress);
      }
    }
    return failures;
  }

  /// How the code of an example is dressed.
  private enum Dress {
    PLAIN("as it stands"),
    CRLF("with CRLF line ends"),
    CR("with CR line ends"),
    TABS("indented by tabs"),
    NO_FINAL_NEWLINE("without a final newline"),
    BYTE_ORDER_MARK("behind a byte order mark");

    private final String words;

    Dress(String words) {
      this.words = words;
    }

    String wear(String text) {
      return switch (this) {
        case PLAIN, BYTE_ORDER_MARK -> text;
        case CRLF -> text.replace("\n", "\r\n");
        case CR -> text.replace("\n", "\r");
        case TABS ->
            String.join("\n", text.lines().map(Dress::tabbed).toList())
                + (text.endsWith("\n") ? "\n" : "");
        case NO_FINAL_NEWLINE -> text.stripTrailing();
      };
    }

    private static String tabbed(String line) {
      int spaces = line.length() - line.stripLeading().length();
      return "\t".repeat(spaces / 4) + " ".repeat(spaces % 4) + line.substring(spaces);
    }

    byte[] bytes(Code code, Formats formats) {
      byte[] bytes = formats.made(code.file(), wear(code.text())).encode().orElseThrow();
      return this == BYTE_ORDER_MARK ? marked(bytes) : bytes;
    }

    private static byte[] marked(byte[] bytes) {
      byte[] mark = "\uFEFF".getBytes(StandardCharsets.UTF_8);
      byte[] marked = Arrays.copyOf(mark, mark.length + bytes.length);
      System.arraycopy(bytes, 0, marked, mark.length, bytes.length);
      return marked;
    }
  }

  /// What becomes of the Python files of an example as they stand, by their names; with unsafe
  /// fixes or without.
  static Map<String, String> results(
      Recipe recipe, Example example, Knowledge knowledge, Formats formats, boolean unsafe) {
    ExampleCheck check = new ExampleCheck(recipe, knowledge, formats);
    Map<String, Code> sources = sources(example);
    Map<String, byte[]> bytes =
        check.mend(
            example,
            Dress.PLAIN,
            sources,
            check.files(sources, Dress.PLAIN),
            check.settings(example),
            unsafe ? UNSAFE : SAFE);
    Map<String, String> results = new LinkedHashMap<>();
    bytes.forEach((file, it) -> results.put(file, new String(it, StandardCharsets.UTF_8)));
    results.keySet().removeIf(Formats::isNotebook);
    return results;
  }

  private static Map<String, Code> sources(Example example) {
    Map<String, Code> sources = new LinkedHashMap<>();
    for (Code code : example.codes()) {
      if (code.role() != Role.AFTER && code.role() != Role.AFTER_UNSAFE) {
        sources.put(code.file(), code);
      }
    }
    return sources;
  }

  private Map<String, byte[]> files(Map<String, Code> sources, Dress dress) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    sources.forEach((file, code) -> files.put(file, dress.bytes(code, formats)));
    return files;
  }

  private void run(Example example, Dress dress) {
    Map<String, Code> sources = sources(example);
    FileSettings settings = settings(example);
    Map<String, byte[]> files = files(sources, dress);
    checkFindings(example, dress, sources, MemoryTree.of(files, settings));
    boolean unsafeByDefault = recipe.safety() == Safety.Level.UNSAFE;
    for (Engine.Limits limits : List.of(SAFE, UNSAFE)) {
      Map<String, byte[]> result = mend(example, dress, sources, files, settings, limits);
      sources
          .values()
          .forEach(
              code -> {
                Code expected = expected(example, code, limits.unsafe(), unsafeByDefault);
                compare(
                    example, dress, code, expected, result.getOrDefault(code.file(), new byte[0]));
              });
    }
  }

  private FileSettings settings(Example example) {
    Map<String, String> options = new LinkedHashMap<>();
    example.options().forEach((name, value) -> options.put(recipe.id() + "." + name, value));
    return new FileSettings(
        example.target().orElse(PythonVersion.OLDEST), Set.of(recipe.id()), options);
  }

  private void checkFindings(
      Example example, Dress dress, Map<String, Code> sources, SourceTree tree) {
    ChangeSet found = engine.check(tree, SAFE);
    found.skipped().forEach(skip -> fail(example, example.line(), dress, skip.why()));
    for (Code code : sources.values()) {
      List<Finding> findings =
          found.left().stream().filter(one -> one.at().path().equals(code.file())).toList();
      if (code.role() == Role.REPORTED && findings.isEmpty()) {
        fail(example, code.line(), dress, "nothing is reported");
      }
      for (Finding finding : findings) {
        int line = code.line() + finding.at().line() - 1;
        if (code.role() == Role.UNCHANGED) {
          fail(example, line, dress, "a false alarm: " + finding.message());
        } else if (code.role() == Role.REPORTED
            && finding.safety().level() != Safety.Level.REPORT) {
          fail(example, line, dress, "it is fixed, not only reported");
        }
      }
    }
  }

  private Map<String, byte[]> mend(
      Example example,
      Dress dress,
      Map<String, Code> sources,
      Map<String, byte[]> files,
      FileSettings settings,
      Engine.Limits limits) {
    Map<String, byte[]> result = new LinkedHashMap<>(files);
    ChangeSet changes = engine.mend(MemoryTree.of(files, settings), limits);
    changes.changed().forEach(file -> result.put(file.path(), bytes(file)));
    for (FileOutcome.Withdrawn failure : changes.withdrawn()) {
      fail(example, example.line(), dress, "a fix was withdrawn: " + failure.why());
    }
    ChangeSet again = engine.mend(MemoryTree.of(result, settings), limits);
    for (FileOutcome.Changed file : again.changed()) {
      Code code = sources.get(file.path());
      int line = code == null ? example.line() : code.line();
      fail(example, line, dress, "a second run changes the file again");
    }
    return result;
  }

  private static byte[] bytes(FileOutcome.Changed file) {
    return file.after().encode().orElseThrow();
  }

  /// The code that a file must become.
  private static Code expected(
      Example example, Code code, boolean unsafe, boolean unsafeByDefault) {
    Code expected = code;
    for (Code other : example.codes()) {
      boolean counts =
          other.role() == Role.AFTER
              ? unsafe || !unsafeByDefault
              : other.role() == Role.AFTER_UNSAFE && unsafe;
      if (counts && other.file().equals(code.file())) {
        expected = other;
      }
    }
    return expected;
  }

  private void compare(Example example, Dress dress, Code code, Code expected, byte[] actual) {
    byte[] bytes = dress.bytes(expected, formats);
    if (!Arrays.equals(bytes, actual)) {
      String wanted = new String(bytes, StandardCharsets.UTF_8);
      String given = new String(actual, StandardCharsets.UTF_8);
      failures.add(
          new ExampleFailure(
              example,
              expected.line(),
              code.file() + " comes out otherwise, " + dress.words,
              wanted,
              given));
    }
  }

  private void fail(Example example, int line, Dress dress, String what) {
    failures.add(new ExampleFailure(example, line, what + ", " + dress.words, "", ""));
  }
}
