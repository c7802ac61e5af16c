package dev.loopmend.metamorphic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.FileSettings;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.Recipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Whichever recipes are selected: they give what they give one behind the other in their order,
/// and a second run finds nothing more to mend. `-Dsubsets.seed=N` chooses others.
class RecipeSubsetsTest {
  private static final long SEED = Long.getLong("subsets.seed", 8);

  private final Engine engine =
      new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, new NotebookFormat());

  @Test
  void allRecipesTogetherDoWhatTheyDoOneByOne() {
    Set<String> all = ids(BuiltIn.RECIPES);
    assertThat(
            Sample.of(Programs.all(BuiltIn.RECIPES), "all recipes").stream()
                // The examples of a recipe have little in them for the others.
                .filter(it -> it.name().startsWith("fixtures/"))
                .flatMap(it -> unlike(it, all).stream())
                .toList())
        .isEmpty();
  }

  @Test
  void anyRecipesTogetherDoWhatTheyDoOneByOne() {
    Random random = new Random(SEED);
    List<String> wrong = new ArrayList<>();
    for (Program program : Sample.of(Programs.all(BuiltIn.RECIPES), "some recipes")) {
      Set<String> some = ids(BuiltIn.RECIPES.stream().filter(_ -> random.nextBoolean()).toList());
      wrong.addAll(unlike(program, some));
    }
    assertThat(wrong).as("seed " + SEED).isEmpty();
  }

  private List<String> unlike(Program program, Set<String> selected) {
    List<String> wrong = new ArrayList<>();
    Program together = mended(program, selected);
    if (!mended(together, selected).files().equals(together.files())) {
      wrong.add(program.name() + ": a second run mends more, of " + selected);
    }
    Program one = program;
    for (Recipe recipe : BuiltIn.RECIPES) {
      if (selected.contains(recipe.id())) {
        // What it yields to has mended what it can, and is there for what it reports.
        Set<String> step = new HashSet<>(recipe.yieldsTo());
        step.retainAll(selected);
        step.add(recipe.id());
        one = mended(one, step);
      }
    }
    if (!one.files().equals(together.files())) {
      wrong.add(program.name() + ": one by one gives something else, of " + selected);
    }
    return wrong;
  }

  private Program mended(Program program, Set<String> selected) {
    FileSettings settings =
        new FileSettings(program.settings().target(), selected, program.settings().options());
    ChangeSet changes = new Program(program.name(), program.files(), settings).mend(engine);
    Map<String, String> texts = new TreeMap<>(program.files());
    for (FileOutcome.Changed changed : changes.changed()) {
      texts.put(changed.path(), changed.after().text());
    }
    return program.with(texts);
  }

  private static Set<String> ids(Collection<Recipe> recipes) {
    return recipes.stream().map(Recipe::id).collect(Collectors.toUnmodifiableSet());
  }
}
