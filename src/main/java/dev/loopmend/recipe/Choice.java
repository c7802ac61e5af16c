package dev.loopmend.recipe;

import java.util.List;

/// The first of several ways to rewrite whose condition holds.
record Choice(List<Alternative> alternatives) implements Operation {
  Choice {
    alternatives = List.copyOf(alternatives);
  }

  /// A way, and when it may be taken.
  record Alternative(Condition condition, Operation operation) {}

  @Override
  public Outcome apply(Site site, Draft draft) {
    for (Alternative one : alternatives) {
      if (one.condition().test(site).isYes()) {
        return one.operation().apply(site, draft);
      }
    }
    return new Outcome.Declined("none of the recipe's rewrites fits here");
  }
}
