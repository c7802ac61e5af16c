package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import java.util.Set;
import java.util.function.Function;

/// A condition whose answer lies in other files as well: with the callers of the function round a
/// match, with what starts the program with it, or where some words stand.
public record FarCondition(
    Condition condition, boolean asksCallers, Set<String> starters, Set<Set<String>> wordsElsewhere)
    implements Condition {

  /// A condition about who calls the function round a match.
  public static Condition callers(Function<Site, Answer> question) {
    return new FarCondition(question::apply, true, Set.of(), Set.of());
  }

  /// A condition about whether the program is started with the coroutine function round a match, by
  /// something whose name ends in one of some words.
  public static Condition starters(Function<Site, Answer> question, Set<String> words) {
    return new FarCondition(question::apply, false, words, Set.of());
  }

  /// A condition that other files decide which hold all words of one of the sets.
  public static Condition words(Function<Site, Answer> question, Set<Set<String>> words) {
    return new FarCondition(question::apply, false, Set.of(), words);
  }

  @Override
  public Answer test(Site site) {
    return condition.test(site);
  }
}
