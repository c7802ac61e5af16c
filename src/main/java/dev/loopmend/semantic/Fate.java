package dev.loopmend.semantic;

/// What one use does with the function that it means.
sealed interface Fate {

  /// The name only passes on: `run = work`, an expression statement.
  record Nothing() implements Fate {}

  /// It is called in the code round the use, by a call of that number or, without one, by the use
  /// itself: a property that is read, a decorator.
  record Runs(FunctionUse.Kind kind, int call) implements Fate {}

  /// It is an argument of a call that takes it. `through` is the function of the project that it is
  /// given to, if that hands it on, else "".
  record Handed(Takers.Taker taker, int call, String through) implements Fate {}

  /// It is given to a function of the project and called in the code of a function there, which is
  /// that one or stands in it; `through` is that one.
  record Inside(int unit, String through) implements Fate {}

  /// It is lost from sight.
  record Lost(String how) implements Fate {}
}
