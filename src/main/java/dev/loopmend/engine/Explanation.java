package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Trial;
import java.util.List;
import java.util.Optional;

/// Why a recipe finds something on a line or not: the places of the line at which its patterns were
/// tried, in the order of the text. `isOn` tells whether the project of the file has the recipe on,
/// `generated` the line of a comment that says that the file is not written by hand, 0 for none.
public record Explanation(Recipe recipe, boolean isOn, int generated, List<Place> places) {
  public Explanation {
    places = List.copyOf(places);
  }

  /// A place with its code. `finding` is what a run gives for it, without looking at `declined`,
  /// the comments by which the authors do not want it, and `yielded`, the recipes that take it
  /// instead.
  public record Place(
      Location at,
      String code,
      List<Trial> trials,
      Optional<Finding> finding,
      List<String> declined,
      List<String> yielded) {}
}
