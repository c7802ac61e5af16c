package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Workspace;
import java.util.Set;

/// A condition that can only hold in files with some word, in whatever place: what any name of a
/// file may stand for is not to be looked up in all others.
public record WordCondition(Condition condition, String word) implements Condition {
  @Override
  public Answer test(Site site) {
    return site.model().tree().holdsWord(word)
        ? condition.test(site)
        : new Answer.No("the file has no " + word);
  }

  @Override
  public Set<Set<String>> requiredNames() {
    return Set.of(Set.of(word));
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
