package dev.loopmend.semantic;

import java.util.List;
import java.util.Optional;

/// What a function-valued ref may run. Functions are numbered through all files.
sealed interface Target {

  /// No function of the project.
  record None() implements Target {}

  /// Functions of the project. Not `sure` if the ref may as well stand for something else, or if a
  /// subclass overrides the method: then each of them may run. `constructs` tells that the ref is a
  /// class, whose call runs them.
  record Functions(List<Integer> units, boolean sure, boolean constructs) implements Target {}

  /// A method of that name of something whose class cannot be told.
  record Possible(String method) implements Target {}

  /// The function, if it is one for sure.
  default Optional<Integer> only() {
    return this instanceof Functions(List<Integer> units, boolean sure, boolean constructs)
            && sure
            && !constructs
            && units.size() == 1
        ? Optional.of(units.getFirst())
        : Optional.empty();
  }
}
