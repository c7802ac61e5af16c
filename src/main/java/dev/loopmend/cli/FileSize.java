package dev.loopmend.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes of files as people write them.
final class FileSize {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,10})\\s*([KMG]?)(?:I?B)?", Pattern.CASE_INSENSITIVE);

  private FileSize() {}

  /// Ex) `500000`, `500K`, `4M`, `4MiB`: bytes, at most what an array can hold.
  static OptionalInt parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return OptionalInt.empty();
    }
    String unit = Optional.ofNullable(form.group(2)).orElse("").toUpperCase(Locale.ROOT);
    int shift =
        switch (unit) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          default -> 0;
        };
    long bytes = Long.parseLong(form.group(1)) << shift;
    return OptionalInt.of((int) Math.min(bytes, Integer.MAX_VALUE - 8));
  }
}
