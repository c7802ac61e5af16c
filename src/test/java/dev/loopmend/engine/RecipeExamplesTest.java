package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.Recipe;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example of every recipe that comes with Loopmend, in all its dresses.
class RecipeExamplesTest {

  static Stream<Recipe> recipes() {
    return BuiltIn.RECIPES.stream();
  }

  static Stream<Arguments> examples() {
    return recipes()
        .flatMap(
            recipe ->
                recipe.examples().stream().map(it -> Arguments.of(recipe.id(), it.title(), it)));
  }

  /// One at a time, so that a fault in the code fails few tests, and says which: for the profile
  /// `pit`, since all of them come out in each of their dresses below.
  @Tag("single")
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("examples")
  void anExampleComesOut(String id, String title, Example example) {
    List<ExampleFailure> failures =
        ExampleCheck.plain(BuiltIn.recipe(id), example, BuiltIn.KNOWLEDGE, new NotebookFormat());
    assertThat(failures).as(() -> id + ", " + title + show(failures)).isEmpty();
  }

  @Tag("whole")
  @ParameterizedTest
  @MethodSource("recipes")
  void examplesComeOut(Recipe recipe) {
    List<ExampleFailure> failures =
        ExampleCheck.check(recipe, BuiltIn.KNOWLEDGE, new NotebookFormat());
    assertThat(failures).as(() -> show(failures)).isEmpty();
  }

  private static String show(List<ExampleFailure> failures) {
    return String.join("\n\n", failures.stream().map(RecipeExamplesTest::show).toList());
  }

  @Test
  void nothingIsToBeHintedAt() {
    assertThat(BuiltIn.RECIPES.stream().flatMap(recipe -> recipe.hints().stream())).isEmpty();
  }

  private static String show(ExampleFailure failure) {
    return failure.example().title()
        + ", line "
        + failure.line()
        + ": "
        + failure.what()
        + "\n--- expected\n"
        + visible(failure.expected())
        + "\n--- actual\n"
        + visible(failure.actual());
  }

  private static String visible(String text) {
    return text.replace("\t", "→").replace("\r", "␍").replace(" \n", "·\n");
  }

  @Test
  void everyRecipeHasAnExampleThatStaysSilentAndOneThatDoesNot() {
    for (Recipe recipe : BuiltIn.RECIPES) {
      assertThat(recipe.examples())
          .as(recipe.id())
          .anyMatch(example -> !example.with(Example.Role.UNCHANGED).isEmpty())
          .anyMatch(example -> example.with(Example.Role.UNCHANGED).isEmpty());
    }
  }
}
