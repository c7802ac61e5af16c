package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Workspace;
import java.util.Set;
import java.util.function.BiPredicate;
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
    Set<Set<String>> wordsElsewhere,
    BiPredicate<Workspace, String> possible)
    implements Condition {

  /// A condition about who calls the function round a match.
  public static Condition callers(Function<Site, Answer> question) {
    return callers(question, FarCondition::anywhere);
  }

  /// The same; it holds nowhere in a file that is not `possible` by what it is linked to.
  public static Condition callers(
      Function<Site, Answer> question, BiPredicate<Workspace, String> possible) {
    return callers(question, possible, Set.of());
  }

  /// The same, about who calls it; files that hold all words of one of the sets decide as well.
  public static Condition callers(
      Function<Site, Answer> question,
      BiPredicate<Workspace, String> possible,
      Set<Set<String>> words) {
    return new FarCondition(question::apply, true, false, false, Set.of(), words, possible);
  }

  /// A condition about who calls the function round a match, coroutine functions as well.
  public static FarCondition allCallers(Function<Site, Answer> question) {
    return new FarCondition(
        question::apply, true, true, false, Set.of(), Set.of(), FarCondition::anywhere);
  }

  /// The same, about methods as well, which what derives from a class may replace.
  public static Condition allCallersAndSubclasses(Function<Site, Answer> question) {
    return new FarCondition(
        question::apply, true, true, true, Set.of(), Set.of(), FarCondition::anywhere);
  }

  /// A condition about whether the program is started with the coroutine function round a match, by
  /// something whose name ends in one of some words.
  public static Condition starters(Function<Site, Answer> question, Set<String> words) {
    return new FarCondition(
        question::apply, false, false, false, words, Set.of(), FarCondition::anywhere);
  }

  /// A condition that other files decide which hold all words of one of the sets.
  public static Condition words(Function<Site, Answer> question, Set<Set<String>> words) {
    return new FarCondition(
        question::apply, false, false, false, Set.of(), words, FarCondition::anywhere);
  }

  /// A condition about methods, which what derives from a class may replace.
  public static Condition subclasses(Function<Site, Answer> question) {
    return new FarCondition(
        question::apply, false, false, true, Set.of(), Set.of(), FarCondition::anywhere);
  }

  /// What is possible in any file.
  public static boolean anywhere(Workspace workspace, String path) {
    return true;
  }

  @Override
  public boolean mayHoldIn(Workspace workspace, String path) {
    return possible.test(workspace, path);
  }

  @Override
  public Answer test(Site site) {
    return condition.test(site);
  }
}
