package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.Proof;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one recipe changed, as a commit of its own: each file before and after that recipe, and how
/// many findings of it are left in all.
record CommitDraft(Recipe recipe, List<FileOutcome.Changed> files, int left) {
  private static final int WIDTH = 72;

  CommitDraft {
    files = List.copyOf(files);
  }

  /// One draft for each recipe that changed something, in the order in which they ran.
  static List<CommitDraft> of(ChangeSet set, List<Recipe> recipes) {
    List<CommitDraft> drafts = new ArrayList<>();
    for (Recipe recipe : recipes) {
      List<FileOutcome.Changed> files = new ArrayList<>();
      set.changed().forEach(file -> stage(file, recipe.id()).ifPresent(files::add));
      int left = (int) set.left().stream().filter(one -> isOf(one, recipe)).count();
      if (!files.isEmpty()) {
        drafts.add(new CommitDraft(recipe, files, left));
      }
    }
    return List.copyOf(drafts);
  }

  private static boolean isOf(Finding finding, Recipe recipe) {
    return finding.recipe().equals(recipe.id());
  }

  private static Optional<FileOutcome.Changed> stage(FileOutcome.Changed file, String recipe) {
    SourceText before = file.before();
    for (FileOutcome.Stage stage : file.stages()) {
      if (stage.recipe().equals(recipe)) {
        List<Finding> fixed =
            file.applied().stream().filter(one -> one.recipe().equals(recipe)).toList();
        return Optional.of(
            new FileOutcome.Changed(file.path(), before, stage.after(), fixed, List.of(stage)));
      }
      before = stage.after();
    }
    return Optional.empty();
  }

  /// How many different findings the commit fixes.
  int fixed() {
    return Outcome.fixes(files);
  }

  /// Ex) `3 fixes in 2 files, 1 finding left`
  String extent() {
    return ClosingLine.count(fixed(), "fix")
        + " in "
        + ClosingLine.count(files.size(), "file")
        + (left == 0 ? "" : ", " + ClosingLine.count(left, "finding") + " left");
  }

  /// The commit message: the recipe's title, why, how much, and trailers that name the recipe and
  /// the version of Loopmend.
  String message(String version) {
    String rest = left == 0 ? "none is left" : left == 1 ? "1 is left" : left + " are left";
    String extent =
        "%s in %s fixed; %s."
            .formatted(
                ClosingLine.count(fixed(), "finding"),
                ClosingLine.count(files.size(), "file"),
                rest);
    return "%s\n\n%s\n\n%s\n\n%s\n\nLoopmend-Recipe: %s\nLoopmend-Version: %s\n"
        .formatted(
            recipe.title(), wrapped(recipe.message()), extent, proof(), recipe.id(), version);
  }

  /// What was checked, and the cases that show fixes of these kinds.
  private String proof() {
    List<String> cases =
        files.stream()
            .flatMap(file -> file.applied().stream())
            .flatMap(finding -> Proof.shownBy(finding).stream())
            .distinct()
            .sorted()
            .toList();
    String shown = cases.isEmpty() ? "" : "\n\nShown by:\n" + String.join("\n", cases);
    return wrapped(Proof.CHECKED) + shown;
  }

  private static String wrapped(String text) {
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        wrapped.append('\n');
        column = 0;
      } else if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return wrapped.toString();
  }
}
