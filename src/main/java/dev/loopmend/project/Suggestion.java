package dev.loopmend.project;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known word that somebody probably meant.
public final class Suggestion {
  private Suggestion() {}

  /// A clause such as `; did you mean "select"?`, or nothing if no known word is near.
  public static String clause(String word, Collection<String> known) {
    return nearest(word, known).map(found -> "; did you mean \"" + found + "\"?").orElse("");
  }

  /// The known word that differs from the given one in the fewest characters, at most a third.
  public static Optional<String> nearest(String word, Collection<String> known) {
    int limit = Math.max(1, word.length() / 3);
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> distance(word, candidate) <= limit || candidate.startsWith(word));
  }

  /// Levenshtein's distance: how many characters are put in, taken out or replaced.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int at = 0; at <= other.length(); at++) {
      row[at] = at;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[other.length()];
  }
}
