package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopmend.parse.ParseResult.Parsed;
import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asks CPython and the parser about the same sources: all that CPython's own tests of its syntax
/// compile, and mutants of them. What one accepts, the other must accept, apart from what
/// `package-info.java` of the parser lists. `mvn verify -Pcorpus` takes more test modules and more
/// mutants, `-Dcorpus.seed=N` other ones.
class AcceptanceTest {
  private static final boolean WHOLE = !System.getProperty("corpus", "").isEmpty();
  private static final String SEED = System.getProperty("corpus.seed", "1");
  private static final String MUTANTS = WHOLE ? "200000" : "10000";

  private static final String SAMPLE =
      "syntax fstring patma type_params type_aliases named_expressions unpack_ex except_star"
          + " positional_only_arg pep646_syntax string_literals eof flufl global future_stmt";

  private static final String ALL =
      SAMPLE
          + " exceptions grammar scope coroutines asyncgen generators genexps listcomps setcomps"
          + " dictcomps keywordonlyarg compile ast unparse codeop source_encoding super typing"
          + " unicode_identifiers utf8source int_literal complex bytes str traceback symtable dis"
          + " peepholer decorators extcall with augassign dict set class lambda builtin tokenize"
          + " annotations type_annotations raise pyclbr tstring lazy_import dataclasses enum"
          + " yield_from";

  /// What CPython refuses in one version and not in another, and we only where the newest does.
  private static final Pattern OTHER_VERSIONS_DIFFER =
      Pattern.compile(
          "cannot be used within an annotation"
              + "|newlines are not allowed in format specifiers"
              + "|unknown Unicode character name");

  /// What we refuse with CPython 3.14 though 3.13 lets it pass.
  private static final Pattern REFUSED_SINCE_3_14 =
      Pattern.compile("'__debug__'|'await' outside|an asynchronous comprehension outside");

  /// With this import `<>` is an operator and `!=` is none: an old joke that we do not make.
  private static final String JOKE = "barry_as_FLUFL";

  @TempDir static Path folder;

  /// What CPython's tests compile, in lines of `recorded.py`.
  private static List<String> recorded = List.of();

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    Optional<Oracle> recorder = Oracle.reference();
    assumeThat(recorder.filter(AcceptanceTest::hasTests)).as("a python3 with tests").isPresent();
    List<String> modules = new ArrayList<>();
    for (String name : (WHOLE ? ALL : SAMPLE).split(" ", -1)) {
      modules.add("test.test_" + name);
    }
    recorded =
        recorder
            .orElseThrow()
            .lines(List.of(), folder, "recorded.py", modules.toArray(String[]::new));
  }

  @Test
  void sourcesOfCPythonsTestsAreJudgedAsCPythonJudgesThem()
      throws IOException, InterruptedException {
    Oracle judge = judge();
    List<String> lines = judge.lines(recorded, folder, "recorded.py", "--judge");
    assertThat(lines).hasSizeGreaterThan(500);
    assertThat(differences(lines, judge.version())).isEmpty();
  }

  @Test
  void mutantsAreJudgedAsCPythonJudgesThem() throws IOException, InterruptedException {
    Oracle judge = judge();
    List<String> mutants = judge.lines(recorded, folder, "mutants.py", SEED, MUTANTS);
    assertThat(differences(mutants, judge.version())).as("seed " + SEED).isEmpty();
  }

  /// Only the newest Pythons agree with our grammar on what is no Python.
  private static Oracle judge() throws InterruptedException {
    Optional<Oracle> found = Oracle.chosen();
    assumeThat(found.map(Oracle::version))
        .as("a python3.13")
        .hasValueSatisfying(version -> assumeThat(version).isIn("3.13", "3.14"));
    return found.orElseThrow();
  }

  private static boolean hasTests(Oracle python) {
    try {
      return python.run("import test.test_syntax").isPresent();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> differences(List<String> lines, String version) {
    List<String> wrong = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(" ", 5);
      byte[] source = Base64.getDecoder().decode(parts[3]);
      String text = new String(source, StandardCharsets.UTF_8);
      if (!text.contains(JOKE)) {
        difference(parts[0], parts[4], source, version)
            .map(what -> what + "\n" + text)
            .ifPresent(wrong::add);
      }
    }
    return wrong;
  }

  private static Optional<String> difference(
      String verdict, String message, byte[] source, String version) {
    boolean accepted = verdict.equals("accepted");
    return switch (SourceText.decode(source)) {
      case SourceText.Decoding.Undecodable it ->
          accepted ? Optional.of("cannot be decoded: " + it.why()) : Optional.empty();
      case SourceText.Decoding.Decoded(SourceText decoded) ->
          switch (PythonParser.parse(decoded.text(), Dialect.PYTHON)) {
            case Parsed parsed ->
                !verdict.equals("rejected")
                        || OTHER_VERSIONS_DIFFER.matcher(message).find()
                        || NewerSyntax.in(parsed.tree(), version)
                    ? Optional.empty()
                    : Optional.of("is accepted, but not by CPython: " + message);
            case Rejected rejected -> {
              checkPlace(decoded.text(), rejected);
              yield accepted && !REFUSED_SINCE_3_14.matcher(rejected.message()).find()
                  ? Optional.of("is rejected, but not by CPython: " + rejected)
                  : Optional.empty();
            }
          };
    };
  }

  private static void checkPlace(String text, Rejected rejected) {
    assertThat(rejected.offset()).isBetween(0, text.length());
    assertThat(LineMap.of(text).line(rejected.offset())).isPositive();
    assertThat(rejected.message()).isNotBlank();
  }
}
