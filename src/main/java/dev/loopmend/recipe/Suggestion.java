package dev.loopmend.recipe;

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

  /// The known word that begins with the given one, else that which differs from it in the fewest
  /// characters, at most a third.
  public static Optional<String> nearest(String word, Collection<String> known) {
    int limit = Math.max(1, word.length() / 3);
    Optional<String> longer =
        known.stream().filter(candidate -> startsWith(candidate, word)).sorted().findFirst();
    return longer.or(() -> closest(word, known, limit));
  }

  private static boolean startsWith(String candidate, String word) {
    return word.length() >= 2 && candidate.startsWith(word);
  }

  private static Optional<String> closest(String word, Collection<String> known, int limit) {
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> !word.isEmpty() && distance(word, candidate) <= limit);
  }

  /// How many characters are put in, taken out, replaced or swapped with their neighbour.
  private static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : least(cost, one, other, i, j);
      }
    }
    return cost[one.length()][other.length()];
  }

  private static int least(int[][] cost, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int replaced = cost[i - 1][j - 1] + (same ? 0 : 1);
    int least = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
