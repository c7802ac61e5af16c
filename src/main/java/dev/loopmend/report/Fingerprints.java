package dev.loopmend.report;

import dev.loopmend.recipe.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Marks by which a finding is known again after lines were put in or taken out elsewhere in its
/// file: made of the recipe, the path and the line's text without its indentation; equal ones of a
/// file are counted.
final class Fingerprints {
  private static final int BYTES = 12;

  private final Map<String, Integer> seen = new HashMap<>();

  /// The mark of the next finding; findings come in the order of path and place.
  String of(Finding finding) {
    String about =
        String.join("\n", finding.recipe(), finding.at().path(), finding.snippet().strip());
    int count = seen.merge(about, 1, Integer::sum);
    return HexFormat.of().formatHex(hash(about), 0, BYTES) + ":" + count;
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
