package dev.loopmend.semantic;

/// By function, which functions call it in code of their own, in ascending order. Immutable.
final class Callers {
  private final int[] from;
  private final int[] callers;

  /// `callees` are those of all functions in turn, those of one from its place in `callsFrom` on;
  /// negative ones do not count.
  Callers(int[] callsFrom, int[] callees) {
    int functions = callsFrom.length - 1;
    this.from = new int[functions + 1];
    for (int callee : callees) {
      if (callee >= 0) {
        from[callee + 1]++;
      }
    }
    for (int function = 0; function < functions; function++) {
      from[function + 1] += from[function];
    }
    this.callers = new int[from[functions]];
    int[] next = from.clone();
    for (int function = 0; function < functions; function++) {
      for (int at = callsFrom[function]; at < callsFrom[function + 1]; at++) {
        if (callees[at] >= 0) {
          callers[next[callees[at]]++] = function;
        }
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
