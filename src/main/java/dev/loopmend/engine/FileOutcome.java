package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import dev.loopmend.text.SourceText;
import java.util.List;

/// What became of a file that is not simply unchanged.
public sealed interface FileOutcome {
  String path();

  /// The file gets another text; `applied` are the findings fixed in it, recipe after recipe, those
  /// of other files included that needed an edit of this one alone: none where only a fix to
  /// another file reaches into it. `stages` are the texts on the way, one for each recipe that
  /// changed the file, the last of them `after`. The text `before` of a new file is absent.
  record Changed(
      String path, SourceText before, SourceText after, List<Finding> applied, List<Stage> stages)
      implements FileOutcome {
    public Changed {
      applied = List.copyOf(applied);
      stages = List.copyOf(stages);
    }

    /// Whether there was no such file before.
    public boolean isNew() {
      return before.isAbsent();
    }
  }

  /// The text of a file after a recipe changed it.
  record Stage(String recipe, SourceText after) {}

  /// The file could not be worked on. Line and column count from 1, both 0 where there is no place;
  /// `snippet` is that line, empty if it is not known.
  record Skipped(String path, int line, int column, String why, String snippet)
      implements FileOutcome {
    /// A file of which no line can be shown.
    public Skipped(String path, int line, int column, String why) {
      this(path, line, column, why, "");
    }
  }

  /// A fix was made and withdrawn, since its result did not stand up to verification: our fault.
  record Withdrawn(String path, Finding finding, String before, String after, String why)
      implements FileOutcome {}
}
