package dev.loopmend.recipe;

import java.util.List;
import java.util.Optional;

/// How a form is rewritten: steps in order. `form` is empty for a rewrite that serves every form;
/// `policy` is the option value that chooses it.
public record Rewrite(String form, Optional<Policy> policy, List<Step> steps, int line) {
  public Rewrite {
    steps = List.copyOf(steps);
  }

  /// `## Rewrite: OPTION = VALUE`
  public record Policy(String option, String value) {}

  /// One line or fence of a rewrite.
  public sealed interface Step {
    record Apply(Operation operation) implements Step {}

    record UnsafeWhen(Condition condition, String because) implements Step {}
  }
}
