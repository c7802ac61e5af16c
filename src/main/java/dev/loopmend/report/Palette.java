package dev.loopmend.report;

import dev.loopmend.recipe.Severity;

/// Colours of a terminal, or none.
public record Palette(boolean coloured) {
  public static final Palette PLAIN = new Palette(false);

  public String bold(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String red(String text) {
    return paint("31", text);
  }

  String green(String text) {
    return paint("32", text);
  }

  String cyan(String text) {
    return paint("36", text);
  }

  String severity(Severity severity) {
    return switch (severity) {
      case INFO -> cyan(severity.word());
      case WARNING -> paint("33", severity.word());
      case ERROR -> red(severity.word());
    };
  }

  private String paint(String code, String text) {
    return coloured ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
