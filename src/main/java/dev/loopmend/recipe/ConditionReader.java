package dev.loopmend.recipe;

import dev.loopmend.match.Variable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads a condition: `[not] [$VARIABLE] name [argument]`.
final class ConditionReader {
  private final Vocabulary vocabulary;
  private final Predicate<String> isBound;
  private final Refusal refusal;

  ConditionReader(Vocabulary vocabulary, Predicate<String> isBound, Refusal refusal) {
    this.vocabulary = vocabulary;
    this.isBound = isBound;
    this.refusal = refusal;
  }

  /// A condition and the variable (without dollars, or empty) that it is about.
  record Read(String subject, Condition condition) {}

  Optional<Read> read(String text, int line) {
    String rest = text.strip();
    boolean negated = rest.startsWith("not ");
    if (negated) {
      rest = rest.substring(4).strip();
    }
    String subject = "";
    if (Variable.isVariable(rest)) {
      String[] parts = rest.split("\\s+", 2);
      subject = Variable.nameOf(parts[0]);
      if (!isBound.test(subject)) {
        refusal.refuse(line, "no pattern of this form binds " + parts[0]);
      }
      rest = parts.length > 1 ? parts[1] : "";
    }
    String about = subject;
    return named(vocabulary.conditions(), subject, rest, "condition", line, refusal)
        .map(made -> new Read(about, negated ? site -> made.test(site).negated() : made));
  }

  /// The condition that a name stands for, which may have several words, and its argument.
  static Optional<Condition> named(
      Map<String, Condition.Factory> known,
      String subject,
      String text,
      String what,
      int line,
      Refusal refusal) {
    String name = "";
    for (String candidate : known.keySet()) {
      boolean fits = text.equals(candidate) || text.startsWith(candidate + " ");
      if (fits && candidate.length() > name.length()) {
        name = candidate;
      }
    }
    Condition.Factory factory = known.get(name);
    if (factory == null) {
      String word = text.split("\\s+", 2)[0];
      refusal.refuse(
          line, "unknown " + what + " '" + word + "'" + Suggestion.clause(word, known.keySet()));
      return Optional.empty();
    }
    return switch (factory.make(subject, text.substring(name.length()).strip())) {
      case Made.Done(Condition condition) -> Optional.of(condition);
      case Made.Refused(String why) -> {
        refusal.refuse(line, name + ": " + why);
        yield Optional.empty();
      }
    };
  }
}
