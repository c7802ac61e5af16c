package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Bound;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Bindings of a file by their numbers, packed: a code base has millions of them. Immutable.
final class BoundNames {
  private static final Bound NO_BINDING =
      new Bound("", Scope.Kind.MODULE, List.of(), false, false, -1);

  private final int[] numbers;
  private final Bound[] bound;

  private BoundNames(int[] numbers, Bound[] bound) {
    this.numbers = numbers;
    this.bound = bound;
  }

  static BoundNames of(Map<Integer, Bound> byNumber) {
    int[] numbers = byNumber.keySet().stream().mapToInt(it -> it).sorted().toArray();
    Bound[] bound = Arrays.stream(numbers).mapToObj(byNumber::get).toArray(Bound[]::new);
    return new BoundNames(numbers, bound);
  }

  /// The binding of a number; one that binds nothing if there is none.
  Bound at(int number) {
    int at = Arrays.binarySearch(numbers, number);
    return at < 0 ? NO_BINDING : bound[at];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoundNames names
        && Arrays.equals(numbers, names.numbers)
        && Arrays.equals(bound, names.bound);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }
}
