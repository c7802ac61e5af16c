package dev.loopmend.recipe;

import dev.loopmend.edit.Safety;
import java.util.List;
import java.util.Optional;

/// How a form is rewritten: steps in order. `title` is its heading; `form` is empty for a rewrite
/// that serves every form; `policy` is the option value that chooses it; all of `where` must hold
/// at a match.
public record Rewrite(
    String title,
    String form,
    Optional<Policy> policy,
    List<Condition> where,
    List<Step> steps,
    int line) {
  public Rewrite {
    where = List.copyOf(where);
    steps = List.copyOf(steps);
  }

  /// What the steps make of a draft at a match, in their order.
  public Operation.Outcome apply(Site site, Draft draft) {
    Draft made = draft;
    for (Step step : steps) {
      switch (step) {
        case Step.When(var condition, Safety lower) -> {
          if (!condition.test(site).isNo()) {
            if (lower instanceof Safety.Report(String because)) {
              return new Operation.Outcome.Declined(because);
            }
            made = made.lowered(lower);
          }
        }
        case Step.Apply(Operation operation) -> {
          switch (operation.apply(site, made)) {
            case Operation.Outcome.Done(Draft next) -> made = next;
            case Operation.Outcome.Whole(Draft next) -> {
              return new Operation.Outcome.Done(next);
            }
            case Operation.Outcome.Declined declined -> {
              return declined;
            }
          }
        }
      }
    }
    return new Operation.Outcome.Done(made);
  }

  /// Whether the rewrite is one for a form at a site, under its options.
  boolean serves(String name, Site site) {
    boolean chosen =
        policy.map(one -> one.value().equals(site.options().get(one.option()))).orElse(true);
    return chosen
        && (form.isEmpty() || form.equals(name))
        && where.stream().allMatch(it -> it.test(site).isYes());
  }

  /// `## Rewrite: OPTION = VALUE` or `## Rewrite: FORM, OPTION = VALUE`
  public record Policy(String option, String value) {}

  /// One line or fence of a rewrite.
  public sealed interface Step {
    record Apply(Operation operation) implements Step {}

    /// Under a condition, also where it cannot be told, the fix is at most as safe as `lower`.
    record When(Condition condition, Safety lower) implements Step {}
  }
}
