package dev.loopmend.rewrite;

import java.util.function.Predicate;

/// Names for what a fix adds.
public final class FreeName {
  private FreeName() {}

  /// The name itself, or with the first number behind it by which it is free. Ex) `tasks_1`
  public static String like(String base, Predicate<String> isFree) {
    String name = base;
    for (int number = 1; !isFree.test(name); number++) {
      name = base + "_" + number;
    }
    return name;
  }
}
