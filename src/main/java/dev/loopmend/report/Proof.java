package dev.loopmend.report;

import dev.loopmend.recipe.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What speaks for a fix that was made: what the engine checked, and the case in which fixes of its
/// kind are run before and after under a real interpreter.
public final class Proof {
  /// What holds of every changed file, or the fix had been withdrawn (`engine.Verification`).
  public static final String CHECKED =
      "The result parses, with await only where Python allows it; outside of the edits all tokens"
          + " are the same and statements keep their shape; no comment is lost; the recipe finds"
          + " nothing more where it fixed something.";

  private static final String FOLDER = "fixtures/behaviour/";
  private static final String TABLE = "cases.txt";

  private Proof() {}

  /// The folder of the case that shows fixes of a finding's kind; nothing for recipes of others.
  public static Optional<String> shownBy(Finding finding) {
    return Optional.ofNullable(Cases.BY_KIND.get(kind(finding.recipe(), finding.form())))
        .map(name -> FOLDER + name);
  }

  private static List<String> kind(String recipe, String form) {
    return List.of(recipe, form);
  }

  /// Read when somebody first asks: a line for each form of a recipe that is mended, its case and
  /// form with a tab between. A test keeps it true.
  private static final class Cases {
    static final Map<List<String>, String> BY_KIND = read();

    private static Map<List<String>, String> read() {
      Map<List<String>, String> cases = new HashMap<>();
      try (InputStream in = Objects.requireNonNull(Proof.class.getResourceAsStream(TABLE), TABLE);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        lines
            .lines()
            .map(line -> line.split("\t", -1))
            .forEach(
                row -> cases.put(kind(row[0].substring(0, row[0].indexOf('/')), row[1]), row[0]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return cases;
    }
  }
}
