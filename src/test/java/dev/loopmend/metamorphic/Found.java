package dev.loopmend.metamorphic;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.recipe.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/// A finding, as far as it must stay the same: the recipe, how sure the fix is, and where it
/// starts.
record Found(String recipe, String level, Place place) {
  private static final Comparator<Found> ORDER =
      Comparator.comparing((Found it) -> it.place().path())
          .thenComparingInt(it -> it.place().offset())
          .thenComparing(Found::recipe)
          .thenComparing(Found::level);

  static Found of(Finding finding, UnaryOperator<Place> places) {
    Place place = new Place(finding.at().path(), finding.at().span().start());
    return new Found(finding.recipe(), finding.safety().level().word(), places.apply(place));
  }

  /// What was found, in the order of the places.
  static List<Found> in(ChangeSet findings) {
    return in(findings, UnaryOperator.identity());
  }

  /// What was found, at the places to which it has moved.
  static List<Found> in(ChangeSet findings, UnaryOperator<Place> places) {
    return findings.left().stream().map(it -> of(it, places)).sorted(ORDER).toList();
  }
}
