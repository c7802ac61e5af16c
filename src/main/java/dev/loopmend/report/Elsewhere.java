package dev.loopmend.report;

import dev.loopmend.diff.UnifiedDiff;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.SourceTree;
import dev.loopmend.text.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What fixes change elsewhere than where findings were asked for, by PATHs or by changed lines: an
/// import at the top of the file, a caller in another one.
public final class Elsewhere {
  /// How many places of a file are named.
  private static final int NAMED = 10;

  private Elsewhere() {}

  /// One line for each file that is changed elsewhere, with the lines as they were read.
  ///
  /// Ex) `needed elsewhere: lib/prices.py:3, 10-12`
  public static List<String> of(List<FileOutcome.Changed> files, SourceTree tree) {
    List<String> lines = new ArrayList<>();
    for (FileOutcome.Changed file : files) {
      List<LineRange> places = file.isNew() ? List.of() : places(file, tree);
      if (file.isNew()) {
        lines.add("needed elsewhere: %s, which is new".formatted(Line.of(file.path())));
      }
      if (!places.isEmpty()) {
        int more = places.size() - NAMED;
        String named =
            places.stream().limit(NAMED).map(Elsewhere::named).collect(Collectors.joining(", "));
        lines.add(
            "needed elsewhere: %s:%s%s"
                .formatted(Line.of(file.path()), named, more > 0 ? ", and " + more + " more" : ""));
      }
    }
    return List.copyOf(lines);
  }

  private static List<LineRange> places(FileOutcome.Changed file, SourceTree tree) {
    boolean asked = tree.standing(file.path()) == SourceTree.Standing.CHOSEN;
    Optional<List<LineRange>> chosen = tree.chosenLines(file.path());
    if (asked && chosen.isEmpty()) {
      return List.of();
    }
    byte[] before = file.before().encode().orElse(new byte[0]);
    byte[] after = file.after().encode().orElse(before);
    List<LineRange> wanted = asked ? chosen.orElseThrow() : List.of();
    List<LineRange> places = new ArrayList<>();
    for (LineRange change : UnifiedDiff.changedLines(before, after)) {
      if (change.last() >= change.first()) {
        outside(change, wanted, places);
      } else if (wanted.stream().noneMatch(range -> range.touches(change))) {
        places.add(change);
      }
    }
    return places;
  }

  /// Adds what of some lines is not wanted.
  private static void outside(LineRange change, List<LineRange> wanted, List<LineRange> places) {
    for (int line = change.first(); line <= change.last(); line++) {
      int at = line;
      boolean goesOn =
          !places.isEmpty() && places.getLast().last() == line - 1 && line > change.first();
      if (wanted.stream().noneMatch(range -> range.holds(at))) {
        int first = goesOn ? places.removeLast().first() : line;
        places.add(new LineRange(first, line));
      }
    }
  }

  private static String named(LineRange lines) {
    return lines.last() > lines.first()
        ? lines.first() + "-" + lines.last()
        : Integer.toString(lines.first());
  }
}
