package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run gives: outcomes of files in the order of their paths, and the findings that are left.
///
/// `left` are findings of the final texts that were not fixed, each with its safety; their fixes
/// refer to those texts. After `check` nothing is fixed and `left` holds every finding. `stale` are
/// findings about comments that decline nothing any more, only after `check`.
public record ChangeSet(
    List<FileOutcome> files, List<Finding> left, List<Finding> stale, Statistics statistics) {
  public ChangeSet {
    files = List.copyOf(files);
    left = List.copyOf(left);
    stale = List.copyOf(stale);
  }

  /// What a run gives that does not look at comments.
  public ChangeSet(List<FileOutcome> files, List<Finding> left, Statistics statistics) {
    this(files, left, List.of(), statistics);
  }

  /// What is left with the stale comments among it, by path and place.
  public ChangeSet withStale() {
    List<Finding> all = new ArrayList<>(left);
    all.addAll(stale);
    all.sort(ChangeSet::inOrder);
    return new ChangeSet(files, all, List.of(), statistics);
  }

  /// The order of findings: by path, place and recipe.
  static int inOrder(Finding one, Finding other) {
    int byPath = one.at().path().compareTo(other.at().path());
    int byPlace = byPath == 0 ? one.at().span().compareTo(other.at().span()) : byPath;
    return byPlace == 0 ? one.recipe().compareTo(other.recipe()) : byPlace;
  }

  /// How much was done: files read, files parsed, files skipped, suppressed findings, and how often
  /// everything was linked. `efforts` tells of each recipe, in the order in which they run.
  public record Statistics(
      int read, int parsed, int skipped, int suppressed, int links, Map<String, Effort> efforts) {
    public Statistics {
      efforts = Collections.unmodifiableMap(new LinkedHashMap<>(efforts));
    }

    /// Statistics that tell nothing of recipes.
    public Statistics(int read, int parsed, int skipped, int suppressed, int links) {
      this(read, parsed, skipped, suppressed, links, Map.of());
    }
  }

  /// What a recipe did: the time over all threads in nanoseconds, at how many nodes it looked and
  /// how often it found something (both again after each round of fixes), how much of that the
  /// authors declined, and how many changes had to wait for another round.
  public record Effort(long nanos, long nodes, int matches, int suppressed, int conflicts) {}

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
