package dev.loopmend.recipe;

import dev.loopmend.recipe.RecipeBook.Loading;
import dev.loopmend.recipe.RecipeBook.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads recipe files, checks them one by one and together, and orders them.
public final class RecipeFiles {
  private RecipeFiles() {}

  /// Reads the built-in recipes and a user's own. An own recipe with the id of another one, and an
  /// `after`, `yields-to` or `ignores-output-of` that names no recipe, are problems.
  public static Loading read(List<NamedText> builtIn, List<NamedText> own, Vocabulary vocabulary) {
    return read(readers(builtIn, vocabulary), readers(own, vocabulary));
  }

  /// The same for a run over files, with the built-in recipes as the build read them: these have no
  /// examples. Nothing if the build left no table of them.
  public static Optional<Loading> readForRun(List<NamedText> own, Vocabulary vocabulary) {
    List<RecipeReader> builtIn = new ArrayList<>();
    ParsedTexts.builtIn()
        .recipes()
        .forEach(
            (name, parts) ->
                builtIn.add(
                    new RecipeReader(
                        name, parts, RecipeReader.Extent.WITHOUT_EXAMPLES, vocabulary)));
    return builtIn.isEmpty()
        ? Optional.empty()
        : Optional.of(read(builtIn, readers(own, vocabulary)));
  }

  private static List<RecipeReader> readers(List<NamedText> files, Vocabulary vocabulary) {
    return files.stream().map(file -> RecipeReader.of(file, vocabulary)).toList();
  }

  private static Loading read(List<RecipeReader> builtIn, List<RecipeReader> own) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Recipe> recipes = new LinkedHashMap<>();
    Set<String> ownIds = new LinkedHashSet<>();
    List<RecipeReader> all = new ArrayList<>(builtIn);
    all.addAll(own);
    for (RecipeReader reader : all) {
      Recipe recipe = reader.read();
      problems.addAll(reader.problems());
      Recipe other = recipes.putIfAbsent(recipe.id(), recipe);
      if (other != null) {
        String message = "there is a recipe '" + recipe.id() + "' already: " + other.source();
        problems.add(new Problem(reader.file(), 1, message));
      } else if (own.contains(reader)) {
        ownIds.add(recipe.id());
      }
    }
    recipes.values().forEach(recipe -> checkNames(recipe, recipes.keySet(), problems));
    List<Recipe> ordered = new RecipeOrder(List.copyOf(recipes.values()), ownIds).order(problems);
    return problems.isEmpty() ? new Loading.Loaded(ordered) : new Loading.Broken(problems);
  }

  private static void checkNames(Recipe recipe, Set<String> known, List<Problem> problems) {
    List<String> named = new ArrayList<>(recipe.after());
    named.addAll(recipe.yieldsTo());
    named.addAll(recipe.ignoresOutputOf());
    for (String name : named) {
      if (!known.contains(name)) {
        String message = "there is no recipe '" + name + "'" + Suggestion.clause(name, known);
        problems.add(new Problem(recipe.source(), 1, message));
      }
    }
  }
}
