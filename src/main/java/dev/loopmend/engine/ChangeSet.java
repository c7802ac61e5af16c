package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import java.util.List;

/// What a run gives: outcomes of files in the order of their paths, and the findings that are left.
///
/// `left` are findings of the final texts that were not fixed, each with its safety; their fixes
/// refer to those texts. After `check` nothing is fixed and `left` holds every finding.
public record ChangeSet(List<FileOutcome> files, List<Finding> left, Statistics statistics) {
  public ChangeSet {
    files = List.copyOf(files);
    left = List.copyOf(left);
  }

  /// How much was done: files read, files parsed, files skipped, suppressed findings, and how often
  /// everything was linked.
  public record Statistics(int read, int parsed, int skipped, int suppressed, int links) {}

  /// The changed files in the order of their paths.
  public List<FileOutcome.Changed> changed() {
    return files.stream()
        .filter(FileOutcome.Changed.class::isInstance)
        .map(FileOutcome.Changed.class::cast)
        .toList();
  }

  /// The files that could not be worked on.
  public List<FileOutcome.Skipped> skipped() {
    return files.stream()
        .filter(FileOutcome.Skipped.class::isInstance)
        .map(FileOutcome.Skipped.class::cast)
        .toList();
  }

  /// The fixes that did not stand up to verification.
  public List<FileOutcome.Withdrawn> withdrawn() {
    return files.stream()
        .filter(FileOutcome.Withdrawn.class::isInstance)
        .map(FileOutcome.Withdrawn.class::cast)
        .toList();
  }

  /// All findings that were fixed, in the order of their files.
  public List<Finding> fixed() {
    return changed().stream().flatMap(file -> file.applied().stream()).toList();
  }
}
