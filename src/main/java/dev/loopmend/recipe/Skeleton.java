package dev.loopmend.recipe;

import java.util.Locale;
import java.util.Optional;

/// A recipe file to begin with: it has all parts that a file needs, and its test passes.
public final class Skeleton {
  private static final String TEXT =
      """
      ---
      title: TITLE
      severity: warning
      safety: safe
      ---
      Say here what is wrong, and to whom it matters: this paragraph is the message of each finding.

      ## Match
      ```python pattern
      logging.warn($MESSAGE, $$$ARGUMENTS)
      ```

      ## Rewrite
      ```python rewrite
      logging.warning($MESSAGE, $$$ARGUMENTS)
      ```

      ## Example: what changes, under every name
      ```python before
      import logging as log
      from logging import warn

      log.warn("%s is late", "train")
      warn("late")
      ```
      ```python after
      import logging as log
      from logging import warn

      log.warning("%s is late", "train")
      log.warning("late")
      ```

      ## Example: what stays
      ```python unchanged
      def warn(message):
          print(message)


      warn("late")
      ```
      """;

  private Skeleton() {}

  /// The file of a recipe with an id; the title is made of its words.
  public static String of(String id) {
    String words = id.replace('-', ' ');
    String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return TEXT.replace("TITLE", title);
  }

  /// Why a word cannot be the id of a recipe, as a sentence; empty if it can.
  public static Optional<String> refuse(String id) {
    return id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")
        ? Optional.empty()
        : Optional.of("the file name is the recipe's id and must be in kebab-case: '" + id + "'");
  }
}
