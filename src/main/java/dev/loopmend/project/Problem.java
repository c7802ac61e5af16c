package dev.loopmend.project;

/// A fault of the set-up. `line` counts from 1 and is 0 where there is no place.
public record Problem(String where, int line, String message) {
  /// The fault as one line: where, what, what to do.
  public String text() {
    String place = line > 0 ? where + ":" + line : where;
    return place.isEmpty() ? message : place + ": " + message;
  }
}
