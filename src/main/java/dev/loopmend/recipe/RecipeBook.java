package dev.loopmend.recipe;

import java.util.List;

/// Recipes that were read together, or what is wrong with their files.
public final class RecipeBook {
  private RecipeBook() {}

  /// What came of reading recipe files.
  public sealed interface Loading {
    /// The recipes in the order in which they run.
    record Loaded(List<Recipe> recipes) implements Loading {
      public Loaded {
        recipes = List.copyOf(recipes);
      }
    }

    record Broken(List<Problem> problems) implements Loading {
      public Broken {
        problems = List.copyOf(problems);
      }
    }
  }

  /// What is wrong with a recipe file, and where; lines count from 1.
  public record Problem(String file, int line, String message) {}
}
