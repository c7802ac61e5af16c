package dev.loopmend.semantic;

import java.util.function.IntFunction;

/// By function, which functions call it in code of their own, in ascending order. Immutable.
final class Callers {
  private final int[] from;
  private final int[] callers;

  Callers(int functions, IntFunction<int[]> calleesOf) {
    int[] counts = new int[functions + 1];
    for (int function = 0; function < functions; function++) {
      for (int callee : calleesOf.apply(function)) {
        counts[callee + 1]++;
      }
    }
    for (int function = 0; function < functions; function++) {
      counts[function + 1] += counts[function];
    }
    this.from = counts;
    this.callers = new int[counts[functions]];
    int[] next = counts.clone();
    for (int function = 0; function < functions; function++) {
      for (int callee : calleesOf.apply(function)) {
        callers[next[callee]++] = function;
      }
    }
  }

  int count(int function) {
    return from[function + 1] - from[function];
  }

  /// A caller of a function, by its place among them, from 0.
  int get(int function, int at) {
    return callers[from[function] + at];
  }
}
