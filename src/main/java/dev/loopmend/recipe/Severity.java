package dev.loopmend.recipe;

import java.util.Arrays;
import java.util.Optional;

/// How bad a fault is, from mild to grave.
public enum Severity {
  INFO,
  WARNING,
  ERROR;

  /// The severity as recipe files and reports write it.
  public String word() {
    return switch (this) {
      case INFO -> "info";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  /// The severity of a word, if it is one.
  public static Optional<Severity> parse(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word.strip())).findFirst();
  }
}
