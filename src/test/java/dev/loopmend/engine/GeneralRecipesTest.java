package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.semantic.Knowledge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recipes of users that have nothing to do with asyncio: files alone, with facts of their own.
class GeneralRecipesTest {
  private static final Path FOLDER = Path.of("fixtures/recipes");

  private static List<NamedText> texts(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .map(GeneralRecipesTest::text)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NamedText text(Path file) {
    try {
      return new NamedText(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Knowledge knowledge() {
    return switch (Recipes.knowledge(texts(FOLDER.resolve("knowledge"), ".yaml"))) {
      case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> knowledge;
      case KnowledgeReader.Loading.Broken(var problems) -> throw new AssertionError(problems);
    };
  }

  static Stream<Recipe> recipes() {
    List<NamedText> own = texts(FOLDER, ".md");
    return switch (Recipes.with(Operations.vocabulary(knowledge()), own)) {
      case RecipeBook.Loading.Loaded(List<Recipe> all) ->
          all.stream().filter(recipe -> recipe.source().startsWith(FOLDER.toString()));
      case RecipeBook.Loading.Broken(var problems) -> throw new AssertionError(problems);
    };
  }

  @Test
  void thereAreTen() {
    assertThat(recipes()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void examplesComeOut(Recipe recipe) {
    assertThat(ExampleCheck.check(recipe, knowledge(), new NotebookFormat())).isEmpty();
    assertThat(recipe.hints()).isEmpty();
  }
}
