package dev.loopmend.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.behaviour.Interpreter;
import dev.loopmend.edit.Safety;
import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.FileSettings;
import dev.loopmend.engine.MemoryTree;
import dev.loopmend.injection.GeneratedProgram.Place;
import dev.loopmend.injection.GeneratedProgram.Plan;
import dev.loopmend.injection.GeneratedProgram.Unit;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Puts bugs into correct programs at random places and in random spelling: the tool finds these
/// and no others, mends what can be mended, and the mended program prints what the correct one
/// prints. `-Dinjection.count=N` programs, from `-Dinjection.seed=N`; each tenth is run.
class InjectionTest {
  private static final PythonVersion TARGET = PythonVersion.parse("3.11").orElseThrow();
  private static final int COUNT = Integer.getInteger("injection.count", 60);
  private static final long SEED = Long.getLong("injection.seed", System.nanoTime() % 1_000_000);
  private static final int RUN_EACH = Integer.getInteger("injection.run-each", 6);
  private static final Engine.Limits ALL = new Engine.Limits(true, 1, 1 << 22);
  private static final String FILE = "program.py";
  private static final List<Place> PLACES = List.of(Place.values());

  private final Engine engine =
      new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, new NotebookFormat());
  private final List<Template> templates = Template.all();

  private final Optional<Interpreter> python =
      Interpreter.found().stream().filter(one -> one.version().isAtLeast(TARGET)).findFirst();

  @TempDir Path folder;

  @Test
  void everyRecipeHasABug() {
    assertThat(templates).extracting(Template::recipe).containsAll(ids());
  }

  @Test
  void bugsAreFoundAndMended() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (int number = 0; number < COUNT; number++) {
      long seed = SEED + number;
      List<Plan> plans = plans(new Random(seed), number);
      GeneratedProgram correct =
          GeneratedProgram.of(plans.stream().map(Plan::without).toList(), seed);
      GeneratedProgram buggy = GeneratedProgram.of(plans, seed);
      List<String> trouble = new ArrayList<>(found(correct));
      trouble.addAll(found(buggy));
      trouble.addAll(mended(correct, buggy, number % RUN_EACH == 0));
      for (String what : trouble) {
        wrong.add("-Dinjection.count=1 -Dinjection.seed=" + seed + ": " + what);
      }
    }
    assertThat(wrong).as("from -Dinjection.seed=" + SEED).isEmpty();
  }

  private List<String> ids() {
    return BuiltIn.RECIPES.stream().map(Recipe::id).toList();
  }

  /// Pieces in random order; the first bugs are those that come next in the row of all.
  private List<Plan> plans(Random random, int number) {
    List<Plan> plans = new ArrayList<>();
    int size = 3 + random.nextInt(4);
    int bugs = 1 + random.nextInt(2);
    boolean first = COUNT > 1;
    for (int at = 0; at < size; at++) {
      int chosen = at == 0 && first ? number % templates.size() : random.nextInt(templates.size());
      Place place = PLACES.get(random.nextInt(PLACES.size()));
      plans.add(new Plan(templates.get(chosen), at < bugs, place));
    }
    Collections.shuffle(plans, random);
    return plans;
  }

  /// Bugs that are not found, and findings where there is none.
  private List<String> found(GeneratedProgram program) {
    List<Finding> findings = engine.check(tree(program.text()), ALL).left();
    List<String> trouble = new ArrayList<>();
    for (Unit unit : program.units()) {
      boolean found =
          findings.stream()
              .anyMatch(one -> is(one, unit.template().recipe()) && unit.holds(one.at().line()));
      if (unit.bug() && !found) {
        trouble.add("not found: " + unit.template().name() + "\n" + program.text());
      }
    }
    for (Finding finding : findings) {
      boolean meant =
          program.units().stream()
              .anyMatch(
                  unit ->
                      unit.bug()
                          && unit.holds(finding.at().line())
                          && is(finding, unit.template().recipe()));
      if (!meant) {
        trouble.add("false alarm: " + told(finding) + "\n" + program.text());
      }
    }
    return trouble;
  }

  private static boolean is(Finding finding, String recipe) {
    return finding.recipe().equals(recipe);
  }

  private static String told(Finding finding) {
    return finding.recipe()
        + " in line "
        + finding.at().line()
        + (finding.safety() instanceof Safety.Report(String because) ? ", " + because : "");
  }

  private List<String> mended(GeneratedProgram correct, GeneratedProgram buggy, boolean run)
      throws IOException {
    ChangeSet changes = engine.mend(tree(buggy.text()), ALL);
    List<String> trouble = new ArrayList<>();
    changes.withdrawn().forEach(one -> trouble.add("withdrawn: " + one.why()));
    List<String> reported =
        buggy.units().stream()
            .map(Unit::template)
            .filter(Template::isReported)
            .map(Template::recipe)
            .toList();
    changes.left().stream()
        .filter(one -> !reported.contains(one.recipe()))
        .forEach(one -> trouble.add("not mended: " + told(one) + "\n" + buggy.text()));
    boolean runs =
        buggy.units().stream()
            .allMatch(
                unit -> unit.template().isRun() && !(unit.bug() && unit.template().isReported()));
    if (run && runs && python.isPresent() && trouble.isEmpty()) {
      String mended =
          changes.changed().stream()
              .map(FileOutcome.Changed::after)
              .map(text -> text.text())
              .findFirst()
              .orElse(buggy.text());
      String wanted = printed(correct.text());
      String got = printed(mended);
      if (!got.equals(wanted)) {
        trouble.add("prints " + got + " instead of " + wanted + "\n" + mended);
      }
    }
    return trouble;
  }

  private String printed(String program) throws IOException {
    Path file = Files.writeString(folder.resolve(FILE), program);
    return python.orElseThrow().answer(file, "");
  }

  private MemoryTree tree(String text) {
    FileSettings settings =
        new FileSettings(TARGET, ids().stream().collect(Collectors.toSet()), Map.of());
    return MemoryTree.of(Map.of(FILE, text.getBytes(StandardCharsets.UTF_8)), settings);
  }
}
