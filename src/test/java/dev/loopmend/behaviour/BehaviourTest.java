package dev.loopmend.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.loopmend.edit.Safety;
import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.FileSettings;
import dev.loopmend.engine.MemoryTree;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs the Python of each case before and after its recipe, and compares what can be observed.
///
/// With `-Dloopmend.facts=write` the observed facts replace the expected ones of the cases that
/// fail, which fail all the same.
class BehaviourTest {
  private static final boolean WRITE = "write".equals(System.getProperty("loopmend.facts"));

  private static final Path CASES = Path.of("src/main/resources/dev/loopmend/report/cases.txt");

  private final List<Interpreter> interpreters = Interpreter.found();

  @TempDir private Path results;

  @Test
  void everyFixIsRun() {
    List<String> run =
        BehaviourCase.all().stream()
            .filter(fixture -> fixture.outcome() == BehaviourCase.Outcome.MENDED)
            .map(BehaviourCase::recipe)
            .toList();

    assertThat(BuiltIn.RECIPES)
        .filteredOn(recipe -> recipe.safety() != Safety.Level.REPORT)
        .extracting(Recipe::id)
        .allSatisfy(id -> assertThat(run).contains(id));
  }

  /// Reports name the first case of each form, by a table that is kept here: one that sets no
  /// option if there is one, since most runs set none.
  @Test
  void everyRewriteIsRun() throws IOException {
    Set<String> run = new TreeSet<>();
    Map<String, String> cases = new TreeMap<>();
    List<BehaviourCase> all =
        BehaviourCase.all().stream()
            .sorted(Comparator.comparing(fixture -> !fixture.options().isEmpty()))
            .toList();
    for (BehaviourCase fixture : all) {
      if (fixture.outcome() == BehaviourCase.Outcome.MENDED) {
        for (Finding finding : mend(fixture, fixture.files(), fixture.unsafe()).fixed()) {
          run.addAll(Kinds.of(recipe(fixture.recipe()), finding.form(), fixture.options()));
          if (fixture.folder().startsWith(BehaviourCase.ROOT)) {
            cases.putIfAbsent(
                fixture.recipe() + "\t" + finding.form(), fixture.name() + "\t" + finding.form());
          }
        }
      }
    }

    assertThat(run).containsAll(Kinds.all(BuiltIn.RECIPES));
    String table = String.join("\n", cases.values()) + "\n";
    String kept = Files.readString(CASES);
    if (WRITE) {
      Files.writeString(CASES, table);
    }
    assertThat(kept).isEqualTo(table);
  }

  private Recipe recipe(String id) {
    return BuiltIn.RECIPES.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> factsHold() {
    ExecutorService two = Executors.newFixedThreadPool(2);
    List<DynamicTest> tests =
        BehaviourCase.all().stream()
            .map(
                fixture -> {
                  var run = CompletableFuture.runAsync(() -> check(fixture), two);
                  return DynamicTest.dynamicTest(fixture.name(), () -> await(run));
                })
            .toList();
    return tests.stream().onClose(two::close);
  }

  private static void await(CompletableFuture<Void> run) throws Throwable {
    try {
      run.join();
    } catch (CompletionException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void check(BehaviourCase fixture) {
    try {
      Path after = mended(fixture);
      List<Interpreter> fitting = Interpreter.fitting(interpreters, fixture);
      if (fitting.isEmpty()) {
        missing(fixture);
      }
      for (Interpreter python : fitting) {
        compare(fixture.factsBefore(), python, fixture.driver(), fixture.before(), false);
        if (fixture.outcome() == BehaviourCase.Outcome.MENDED) {
          compare(fixture.factsAfter(), python, fixture.driver(), after, true);
          assertThat(Files.readString(fixture.factsAfter())).doesNotContain("never awaited");
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A newer Python is nothing that can be asked for; that there is none at all, or that a library
  /// is missing, is a fault of the machine that tests every change.
  private void missing(BehaviourCase fixture) {
    boolean tooOld =
        !interpreters.isEmpty()
            && fixture.oldestPython().isPresent()
            && fixture.modules().isEmpty();
    String what = "no Python for " + fixture.name();
    assertThat("true".equals(System.getenv("CI")) && !tooOld).as(what).isFalse();
    abort(what);
  }

  private static void compare(
      Path expected, Interpreter python, Path driver, Path module, boolean strict)
      throws IOException {
    String facts = python.facts(driver, module, strict);
    String wanted = Files.exists(expected) ? Files.readString(expected) : "";
    if (WRITE && !facts.equals(wanted)) {
      Files.writeString(expected, facts);
    }
    assertThat(facts).as("%s on Python %s", expected, python.version()).isEqualTo(wanted);
  }

  /// The module that is driven as the recipe makes it, with the files beside it.
  private Path mended(BehaviourCase fixture) throws IOException {
    SortedMap<String, byte[]> files = fixture.files();
    ChangeSet safe = mend(fixture, files, false);
    assertThat(safe.skipped()).isEmpty();
    assertThat(safe.withdrawn()).isEmpty();
    boolean mended = fixture.outcome() == BehaviourCase.Outcome.MENDED;
    assertThat(safe.fixed().isEmpty())
        .as("nothing is mended without asking, %s", safe.left())
        .isEqualTo(!mended || fixture.unsafe());
    if (!mended) {
      assertThat(safe.left().isEmpty())
          .as("no finding")
          .isEqualTo(fixture.outcome() == BehaviourCase.Outcome.UNCHANGED);
      return fixture.before();
    }
    ChangeSet result = fixture.unsafe() ? mend(fixture, files, true) : safe;
    assertThat(result.withdrawn()).isEmpty();
    assertThat(result.changed()).isNotEmpty();
    for (FileOutcome.Changed changed : result.changed()) {
      files.put(changed.path(), changed.after().encode().orElseThrow());
    }
    Path folder = results.resolve(fixture.name().replace('/', '-'));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return folder.resolve(fixture.subject());
  }

  private ChangeSet mend(BehaviourCase fixture, Map<String, byte[]> files, boolean unsafe) {
    PythonVersion target = fixture.oldestPython().orElse(PythonVersion.OLDEST);
    FileSettings settings = new FileSettings(target, Set.of(fixture.recipe()), fixture.options());
    MemoryTree tree = MemoryTree.of(files, settings);
    return new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, new NotebookFormat())
        .mend(tree, new Engine.Limits(unsafe, 1, 1 << 20));
  }
}
