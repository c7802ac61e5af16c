package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import java.util.Set;
import java.util.function.Function;

/// A condition whose answer lies in other files as well: with the callers of the function round a
/// match, or where some words stand.
public record FarCondition(
    Condition condition,
    boolean asksCallers,
    boolean asksCoroutineCallers,
    boolean asksSubclasses,
    Set<Set<String>> wordsElsewhere)
    implements Condition {

  /// A condition about who calls the function round a match.
  public static Condition callers(Function<Site, Answer> question) {
    return new FarCondition(question::apply, true, false, false, Set.of());
  }

  /// A condition about who calls the function round a match, coroutine functions as well.
  public static FarCondition allCallers(Function<Site, Answer> question) {
    return new FarCondition(question::apply, true, true, false, Set.of());
  }

  /// A condition that other files decide which hold all words of one of the sets.
  public static Condition words(Function<Site, Answer> question, Set<Set<String>> words) {
    return new FarCondition(question::apply, false, false, false, words);
  }

  /// A condition about methods, which what derives from a class may replace.
  public static Condition subclasses(Function<Site, Answer> question) {
    return new FarCondition(question::apply, false, false, true, Set.of());
  }

  @Override
  public Answer test(Site site) {
    return condition.test(site);
  }
}
