package dev.loopmend.recipe;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Python version such as 3.11.
public record PythonVersion(int major, int minor) implements Comparable<PythonVersion> {
  /// What a project that says nothing is taken to support.
  public static final PythonVersion OLDEST = new PythonVersion(3, 8);

  private static final Pattern FORM = Pattern.compile("(3)\\.(\\d{1,3})(?:\\.\\d+)?");

  /// Reads `3.11` or `3.11.2`; anything else, Python 2 too, is nothing.
  public static Optional<PythonVersion> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    return form.matches()
        ? Optional.of(
            new PythonVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
        : Optional.empty();
  }

  /// Whether this version has what came with another.
  public boolean isAtLeast(PythonVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(PythonVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
