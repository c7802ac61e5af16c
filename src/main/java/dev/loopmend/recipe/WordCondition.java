package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Workspace;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A condition that can only hold in files with one of some words, in whatever place: what any name
/// of a file may stand for is not to be looked up in all others.
public record WordCondition(Condition condition, SortedSet<String> words) implements Condition {
  /// The same with one word.
  public WordCondition(Condition condition, String word) {
    this(condition, new TreeSet<>(Set.of(word)));
  }

  @Override
  public Answer test(Site site) {
    return words.stream().anyMatch(site.model().tree()::holdsWord)
        ? condition.test(site)
        : new Answer.No("the file has no " + String.join(" or ", words));
  }

  @Override
  public Set<Set<String>> requiredNames() {
    return words.stream().map(Set::of).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean asksCallers() {
    return condition.asksCallers();
  }

  @Override
  public boolean asksSubclasses() {
    return condition.asksSubclasses();
  }

  @Override
  public boolean mayHoldIn(Workspace workspace, String path) {
    return condition.mayHoldIn(workspace, path);
  }

  @Override
  public Set<Set<String>> wordsElsewhere() {
    return condition.wordsElsewhere();
  }
}
