package dev.loopmend.report;

import dev.loopmend.edit.Safety;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.recipe.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The line that ends every run: what was read, parsed and skipped, what was fixed, what more
/// `--unsafe` would fix, and what is left for a person.
public final class ClosingLine {
  /// How many different reasons for skipping are spelled out.
  private static final int REASONS = 3;

  private ClosingLine() {}

  /// What the run did with the fixes it made: the word before "in N files".
  public enum Deed {
    /// `check`: nothing is fixed.
    CHECKED,
    /// `diff`: fixes are shown.
    SHOWN,
    /// `apply`: fixes are written.
    WRITTEN,
    /// `branch`: fixes are committed.
    COMMITTED
  }

  /// The line, without a line end. `fixes` and `files` count what was shown or written.
  public static String of(ChangeSet set, Deed deed, int fixes, int files) {
    StringBuilder line = new StringBuilder();
    ChangeSet.Statistics done = set.statistics();
    line.append(count(done.read(), "file")).append(" read, ").append(done.parsed());
    line.append(" parsed").append(skipped(set.skipped()));
    switch (deed) {
      case CHECKED -> line.append("; ").append(findings(set.left().size()));
      case SHOWN -> line.append("; ").append(made(fixes, files, "to make"));
      case WRITTEN -> line.append("; ").append(made(fixes, files, "made"));
      case COMMITTED -> line.append("; ").append(made(fixes, files, "committed"));
    }
    Map<Safety.Level, Long> left =
        set.left().stream()
            .map(Finding::safety)
            .collect(Collectors.groupingBy(Safety::level, Collectors.counting()));
    long safe = left.getOrDefault(Safety.Level.SAFE, 0L);
    long unsafe = left.getOrDefault(Safety.Level.UNSAFE, 0L);
    long report = left.getOrDefault(Safety.Level.REPORT, 0L);
    if (safe > 0) {
      line.append("; ")
          .append(safe)
          .append(deed == Deed.CHECKED ? " with a safe fix" : " not made");
    }
    if (unsafe > 0) {
      line.append("; --unsafe would fix ").append(unsafe).append(" more");
    }
    if (report > 0) {
      line.append("; ").append(report).append(" left for a person");
    }
    if (done.suppressed() > 0) {
      line.append("; ").append(done.suppressed()).append(" suppressed");
    }
    return line.toString();
  }

  /// The line that ends a look for what a pattern matches, without a line end.
  public static String matched(ChangeSet set) {
    ChangeSet.Statistics done = set.statistics();
    int matches = set.left().size();
    return count(done.read(), "file")
        + " read, "
        + done.parsed()
        + " parsed"
        + skipped(set.skipped())
        + "; "
        + (matches == 0 ? "no matches" : count(matches, "match"));
  }

  private static String findings(int count) {
    return count == 0 ? "no findings" : count(count, "finding");
  }

  private static String made(int fixes, int files, String deed) {
    return fixes == 0
        ? "no fixes"
        : count(fixes, "fix") + " " + deed + " in " + count(files, "file");
  }

  /// Ex) `, 3 skipped (2: permission denied; 1: it is not valid UTF-8)`
  private static String skipped(List<FileOutcome.Skipped> files) {
    if (files.isEmpty()) {
      return "";
    }
    Map<String, Integer> reasons = new LinkedHashMap<>();
    files.forEach(file -> reasons.merge(reason(file.why()), 1, Integer::sum));
    String listed =
        reasons.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(REASONS)
            .map(reason -> reason.getValue() + ": " + reason.getKey())
            .collect(Collectors.joining("; "));
    int more = Math.max(0, reasons.size() - REASONS);
    String rest = more == 0 ? "" : "; and " + count(more, "other reason");
    return ", " + files.size() + " skipped (" + listed + rest + ")";
  }

  /// The reason without what to do about it, and without what stands at the place.
  ///
  /// Ex) `invalid syntax at '='`, `it is not valid UTF-8; save it as UTF-8`
  private static String reason(String why) {
    String reason = Line.of(why).split("; | at '|, not '", 2)[0];
    return reason.startsWith("invalid syntax") ? "invalid syntax" : reason;
  }

  /// Ex) `1 file`, `2 files`, `2 fixes`, `2 matches`
  public static String count(int count, String noun) {
    boolean hissing = noun.endsWith("x") || noun.endsWith("ch");
    String ending = count == 1 ? "" : hissing ? "es" : "s";
    return count + " " + noun + ending;
  }
}
