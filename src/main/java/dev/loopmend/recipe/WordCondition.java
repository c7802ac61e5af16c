package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import java.util.Set;
import java.util.regex.Pattern;

/// A condition that can only hold in files with some word, in whatever place: what any name of a
/// file may stand for is not to be looked up in all others.
public record WordCondition(Condition condition, String word) implements Condition {
  @Override
  public Answer test(Site site) {
    Answer answer = condition.test(site);
    return answer.isNo() || isWrittenIn(site.model().tree().text())
        ? answer
        : new Answer.No("the file has no " + word);
  }

  private boolean isWrittenIn(String text) {
    Pattern whole = Pattern.compile("(?U)(?<!\\w)" + Pattern.quote(word) + "(?!\\w)");
    return whole.matcher(text).find();
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
  public Set<Set<String>> wordsElsewhere() {
    return condition.wordsElsewhere();
  }
}
