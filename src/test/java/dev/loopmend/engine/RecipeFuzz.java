package dev.loopmend.engine;

import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.RecipeFiles;
import dev.loopmend.recipe.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The target that Jazzer calls (`mvn test -Pfuzz`): any text is a recipe, or its faults are named
/// with lines that it has.
public final class RecipeFuzz {
  private static final Vocabulary VOCABULARY = Operations.vocabulary(BuiltIn.KNOWLEDGE);

  private RecipeFuzz() {}

  /// Throws if the reader does, or names a line that is not there.
  public static void fuzzerTestOneInput(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<NamedText> own = List.of(new NamedText("own.md", text));
    if (RecipeFiles.read(List.of(), own, VOCABULARY)
        instanceof RecipeBook.Loading.Broken(var problems)) {
      long lines = text.lines().count() + 2;
      for (RecipeBook.Problem problem : problems) {
        if (problem.line() < 0 || problem.line() > lines || problem.message().isBlank()) {
          throw new IllegalStateException(problem.toString());
        }
      }
    }
  }
}
