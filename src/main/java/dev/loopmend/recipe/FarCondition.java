package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import java.util.Set;
import java.util.function.Function;

/// A condition whose answer lies in other files as well: with the callers of the function round a
/// match, with what starts the program with it, with what derives from a class, or where some words
/// stand.
public record FarCondition(
    Condition condition,
    boolean asksCallers,
    boolean asksCoroutineCallers,
    boolean asksSubclasses,
    Set<String> starters,
    Set<Set<String>> wordsElsewhere)
    implements Condition {

  /// A condition about who calls the function round a match.
  public static Condition callers(Function<Site, Answer> question) {
    return new FarCondition(question::apply, true, false, false, Set.of(), Set.of());
  }

  /// A condition about who calls the function round a match, coroutine functions as well.
  public static FarCondition allCallers(Function<Site, Answer> question) {
    return new FarCondition(question::apply, true, true, false, Set.of(), Set.of());
  }

  /// A condition about whether the program is started with the coroutine function round a match, by
  /// something whose name ends in one of some words.
  public static Condition starters(Function<Site, Answer> question, Set<String> words) {
    return new FarCondition(question::apply, false, false, false, words, Set.of());
  }

  /// A condition that other files decide which hold all words of one of the sets.
  public static Condition words(Function<Site, Answer> question, Set<Set<String>> words) {
    return new FarCondition(question::apply, false, false, false, Set.of(), words);
  }

  /// A condition about methods, which what derives from a class may replace.
  public static Condition subclasses(Function<Site, Answer> question) {
    return new FarCondition(question::apply, false, false, true, Set.of(), Set.of());
  }

  @Override
  public Answer test(Site site) {
    return condition.test(site);
  }
}
