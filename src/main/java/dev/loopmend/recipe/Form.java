package dev.loopmend.recipe;

import dev.loopmend.match.CodePattern;
import java.util.List;

/// One form of a fault: patterns of which one must match, and what must hold there. The name is
/// empty for the only form of a recipe.
public record Form(String name, List<CodePattern> patterns, List<Clause> clauses, int line) {
  public Form {
    patterns = List.copyOf(patterns);
    clauses = List.copyOf(clauses);
  }

  /// What a condition decides.
  public enum Word {
    /// no finding unless it holds
    WHERE,
    /// no finding if it holds
    UNLESS,
    /// the fix is unsafe if it holds
    UNSAFE_WHEN,
    /// there is no fix if it holds
    REPORT_WHEN
  }

  /// A condition of a form. `subject` is the variable (without dollars) that it concerns, empty for
  /// the whole match: it is passed over where the pattern that matched does not bind that variable.
  public record Clause(
      Word word, String subject, Condition condition, String because, String text, int line) {}
}
