package dev.loopmend.engine;

import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.RecipeFiles;
import dev.loopmend.recipe.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The recipes and knowledge files that come with Loopmend, and a user's own beside them.
public final class Recipes {
  private static final String INDEX = "/recipes/INDEX";

  private Recipes() {}

  /// The built-in recipes in the order in which they run.
  public static RecipeBook.Loading builtIn(Vocabulary vocabulary) {
    return with(vocabulary, List.of());
  }

  /// The built-in recipes together with own ones.
  public static RecipeBook.Loading with(Vocabulary vocabulary, List<NamedText> own) {
    return RecipeFiles.read(resources(".md"), own, vocabulary);
  }

  /// The same for a run over files, where the built-in recipes may lack their examples.
  public static RecipeBook.Loading forRun(Vocabulary vocabulary, List<NamedText> own) {
    return RecipeFiles.readForRun(own, vocabulary).orElseGet(() -> with(vocabulary, own));
  }

  /// The built-in facts about libraries.
  public static KnowledgeReader.Loading knowledge() {
    return KnowledgeReader.builtIn().orElseGet(() -> knowledge(List.of()));
  }

  /// The facts about libraries: the built-in ones and those of own files.
  public static KnowledgeReader.Loading knowledge(List<NamedText> own) {
    return KnowledgeReader.read(resources(".yaml"), own);
  }

  /// The files of the recipe folder that the build listed, by the end of their names.
  private static List<NamedText> resources(String ending) {
    List<NamedText> files = new ArrayList<>();
    for (String name : read(INDEX).lines().sorted().toList()) {
      if (name.endsWith(ending)) {
        files.add(new NamedText("recipes/" + name, read("/recipes/" + name)));
      }
    }
    return files;
  }

  private static String read(String resource) {
    try (InputStream stream = Recipes.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the application lacks " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
