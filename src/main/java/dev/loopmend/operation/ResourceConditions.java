package dev.loopmend.operation;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.sharing.LeftOpen;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Conditions about objects that have to be closed: whether that happens on every path, and who
/// else may need them.
final class ResourceConditions {
  private static final Pattern CLOSING =
      Pattern.compile("([\\w.]+) by (await )?(\\w+)(?: beside ([\\w.]+))?");

  private ResourceConditions() {}

  static void addTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    // `$X left-open CLASS by CLOSE`: it is closed nowhere, or something may lead past where it is.
    words.put("left-open", about(knowledge, LeftOpen::isLeftOpen));
    // `$X needed-elsewhere CLASS by CLOSE`: others may need it where the block that makes it has
    // closed it.
    words.put("needed-elsewhere", about(knowledge, LeftOpen::isNeededElsewhere));
    // `$X needed-by-gathered CLASS by CLOSE`: coroutines of a `gather` may need it when the
    // `gather` has failed.
    words.put("needed-by-gathered", about(knowledge, LeftOpen::isGathered));
    // `$X used-outside-block CLASS by CLOSE`: it is used, or closed, otherwise than in the block
    // that makes it and by one statement of that.
    words.put("used-outside-block", about(knowledge, LeftOpen::isUsedOutside));
  }

  /// Ex) `$CLIENT left-open httpx.AsyncClient by await aclose`
  private static Condition.Factory about(Knowledge knowledge, Function<LeftOpen, Answer> question) {
    return (subject, argument) -> {
      Matcher parts = CLOSING.matcher(argument);
      if (subject.isEmpty() || !parts.matches()) {
        return new Made.Refused<>(
            "needs a variable before it, and 'CLASS by [await] METHOD [beside CLASS]'");
      }
      LeftOpen.Closing closing =
          new LeftOpen.Closing(
              parts.group(1),
              parts.group(3),
              parts.group(2) != null,
              Optional.ofNullable(parts.group(4)).orElse(""));
      return new Made.Done<>(
          FarCondition.subclasses(site -> ask(site, knowledge, subject, closing, question)));
    };
  }

  private static Answer ask(
      Site site,
      Knowledge knowledge,
      String variable,
      LeftOpen.Closing closing,
      Function<LeftOpen, Answer> question) {
    return site.expression(variable)
        .flatMap(it -> LeftOpen.of(site.codebase(), knowledge, site.model(), it, closing))
        .map(question)
        .orElseGet(() -> new Answer.No("$" + variable + " is no local variable of its own"));
  }
}
