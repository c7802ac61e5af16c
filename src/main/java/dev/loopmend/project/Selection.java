package dev.loopmend.project;

import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Severity;
import dev.loopmend.recipe.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which recipes words such as ids, tags, severities and `all` stand for.
public final class Selection {
  private static final String ALL = "all";

  private final List<Recipe> recipes;
  private final Set<String> words = new TreeSet<>();

  public Selection(List<Recipe> recipes) {
    this.recipes = List.copyOf(recipes);
    words.add(ALL);
    Arrays.stream(Severity.values()).forEach(severity -> words.add(severity.word()));
    for (Recipe recipe : recipes) {
      words.add(recipe.id());
      words.addAll(recipe.tags());
    }
  }

  /// What is wrong with a word, if it stands for nothing.
  public Optional<String> fault(String word) {
    return words.contains(word)
        ? Optional.empty()
        : Optional.of(
            "no recipe, tag or severity is called \"%s\"%s"
                .formatted(word, Suggestion.clause(word, words)));
  }

  /// The ids of the recipes that are on. `select` empty means all that are on by default. One that
  /// is off by default has to be named by its id, and who names an id means it, whatever `ignore`
  /// says of its tags and severity.
  public Set<String> on(List<String> select, List<String> ignore, Set<String> enabled) {
    Set<String> on = new TreeSet<>();
    for (Recipe recipe : recipes) {
      String id = recipe.id();
      boolean named = select.contains(id);
      boolean chosen =
          named
              || (enabled.contains(id)
                  && (select.isEmpty() || select.stream().anyMatch(word -> fits(word, recipe))));
      boolean dropped =
          ignore.contains(id) || (!named && ignore.stream().anyMatch(word -> fits(word, recipe)));
      if (chosen && !dropped) {
        on.add(id);
      }
    }
    return Set.copyOf(on);
  }

  private static boolean fits(String word, Recipe recipe) {
    return word.equals(ALL)
        || word.equals(recipe.id())
        || word.equals(recipe.severity().word())
        || recipe.tags().contains(word);
  }
}
