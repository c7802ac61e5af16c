package dev.loopmend.recipe;

import dev.loopmend.edit.Fix;
import dev.loopmend.edit.Safety;
import java.util.List;
import java.util.Optional;

/// A fault at a place: what is wrong, how sure its fix is, and the fix itself if there is one.
/// `form` names the form of the recipe that matched, empty for the only one; `snippet` is the
/// source line that the finding starts in, without its line end.
public record Finding(
    String recipe,
    String form,
    Severity severity,
    Location at,
    String message,
    Safety safety,
    List<Note> notes,
    Optional<Fix> fix,
    String snippet) {
  public Finding {
    notes = List.copyOf(notes);
  }

  /// A further place that explains the finding.
  public record Note(Location at, String message) {}
}
