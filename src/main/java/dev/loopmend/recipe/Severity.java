package dev.loopmend.recipe;

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
}
