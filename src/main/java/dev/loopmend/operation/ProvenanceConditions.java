package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.WordCondition;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Provenance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a variable of a pattern holds by the calls that its value comes from.
final class ProvenanceConditions {
  private ProvenanceConditions() {}

  static void addKindsTo(Map<String, Condition.Factory> kinds) {
    kinds.put("made by", ProvenanceConditions::madeBy);
  }

  static void addTo(Map<String, Condition.Factory> words) {
    words.put("made-here", subject(ProvenanceConditions::madeHere));
    words.put("in-file-with", ProvenanceConditions::inFileWith);
  }

  /// Ex) `made by asyncio.get_running_loop`: each value that it may have is a result of that
  private static Made<Condition> madeBy(String variable, String argument) {
    Set<String> functions = new LinkedHashSet<>(List.of(argument.split(",\\s*", -1)));
    return functions.stream().allMatch(it -> it.matches("[A-Za-z_][\\w.]*"))
        ? new Made.Done<>(site -> isMadeBy(site, variable, functions))
        : new Made.Refused<>("needs one dotted name of a function, or several");
  }

  private static Answer isMadeBy(Site site, String variable, Set<String> functions) {
    Set<String> found =
        site.expression(variable).map(Provenance.of(site.model())::of).orElseGet(Set::of);
    if (found.isEmpty()) {
      return new Answer.Unknown("it cannot be seen where $" + variable + " comes from");
    }
    String what = "$" + variable + " comes from " + String.join(", ", found);
    return answer(functions.containsAll(found), what, what);
  }

  private static Answer madeHere(Site site, String variable) {
    boolean here =
        site.expression(variable)
            .filter(it -> Provenance.of(site.model()).isMadeIn(it, site.root()))
            .isPresent();
    return answer(here, "", "$" + variable + " is not made in this function");
  }

  /// Ex) `in-file-with asyncio`: nobody else can mean the library by what the pattern says
  private static Made<Condition> inFileWith(String subject, String word) {
    return word.matches("\\w+")
        ? new Made.Done<>(new WordCondition(_ -> new Answer.Yes(""), word))
        : new Made.Refused<>("needs one word");
  }
}
