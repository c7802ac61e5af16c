package dev.loopmend.semantic;

import java.util.List;

/// The methods that stand for each other by inheritance. `above` are those of base classes in the
/// project that a method overrides, `below` those of subclasses in the project that override it,
/// each by path and place. `outside` tells whether a base class outside of the project has a method
/// of that name: unknown if a base cannot be told or nothing is known of it.
public record Overrides(List<FunctionRef> above, List<FunctionRef> below, Answer outside) {
  public Overrides {
    above = List.copyOf(above);
    below = List.copyOf(below);
  }
}
