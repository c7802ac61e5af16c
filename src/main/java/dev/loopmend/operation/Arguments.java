package dev.loopmend.operation;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Factories for conditions by what they take behind their name.
final class Arguments {
  private Arguments() {}

  /// A condition about the place of the match, which takes nothing.
  static Condition.Factory none(Function<Site, Answer> question) {
    return plain(question::apply);
  }

  /// A condition that takes nothing.
  static Condition.Factory plain(Condition condition) {
    return (subject, argument) ->
        argument.isEmpty()
            ? new Made.Done<>(condition)
            : new Made.Refused<>("takes no argument, but got '" + argument + "'");
  }

  /// A condition about the place of the match and a dotted name.
  static Condition.Factory name(BiFunction<Site, String, Answer> question) {
    return name(argument -> site -> question.apply(site, argument));
  }

  /// A condition that is made of a dotted name.
  static Condition.Factory name(Function<String, Condition> condition) {
    return (subject, argument) ->
        argument.matches("[A-Za-z_][\\w.]*")
            ? new Made.Done<>(condition.apply(argument))
            : new Made.Refused<>("needs one dotted name");
  }

  /// A condition about what a variable stands for.
  static Condition.Factory subject(BiFunction<Site, String, Answer> question) {
    return (subject, argument) -> {
      if (subject.isEmpty()) {
        return new Made.Refused<>("needs a variable before it");
      }
      return argument.isEmpty()
          ? new Made.Done<>(site -> question.apply(site, subject))
          : new Made.Refused<>("takes no argument, but got '" + argument + "'");
    };
  }

  /// The words of a list, some of which may be blank. Ex) `[aiohttp, httpx]`
  static List<String> words(String list) {
    return Arrays.stream(list.replaceAll("^\\[|\\]$", "").split(",", -1))
        .map(String::strip)
        .toList();
  }

  /// Yes for the first of some names of which it is so; unknown if that cannot be seen of one, and
  /// `whyNo` if it is so of none.
  static Answer anyOf(List<String> names, String whyNo, Function<String, Answer> question) {
    Answer answer = new Answer.No(whyNo);
    for (String name : names) {
      Answer one = question.apply(name);
      if (one.isYes()) {
        return one;
      }
      answer = one.isNo() ? answer : one;
    }
    return answer;
  }

  /// Yes or no, with a reason for either.
  static Answer answer(boolean yes, String whyYes, String whyNo) {
    return yes ? new Answer.Yes(whyYes) : new Answer.No(whyNo);
  }
}
