package dev.loopmend.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/// Neighbouring changes with the unchanged lines round them. Line numbers count from 0 here.
record Hunk(int oldStart, int newStart, List<Row> rows) {
  Hunk {
    rows = List.copyOf(rows);
  }

  /// A line of a hunk by its number in the old or the new file.
  sealed interface Row {
    record Kept(int oldLine, int newLine) implements Row {}

    record Removed(int oldLine) implements Row {}

    record Added(int newLine) implements Row {}
  }

  /// Lines `oldFrom` to `oldTo` of the old file become `newFrom` to `newTo` of the new one, the
  /// ends not counted.
  record Change(int oldFrom, int oldTo, int newFrom, int newTo) {
    private int order(Change other) {
      int order = Integer.compare(oldFrom, other.oldFrom);
      return order == 0 ? Integer.compare(newFrom, other.newFrom) : order;
    }
  }

  /// The hunks that turn one file into the other. Changes whose context would touch share a hunk.
  static List<Hunk> between(Lines old, Lines changed, int context) {
    List<Change> changes = changes(old, changed);
    List<Hunk> hunks = new ArrayList<>();
    int first = 0;
    for (int next = 1; next <= changes.size(); next++) {
      boolean apart =
          next == changes.size()
              || changes.get(next).oldFrom - changes.get(next - 1).oldTo > 2 * context;
      if (apart) {
        hunks.add(of(changes.subList(first, next), old.count(), context));
        first = next;
      }
    }
    return List.copyOf(hunks);
  }

  /// The alignment of java-diff-utils. Equal lines at both ends are taken off before, since its
  /// cost grows with the product of length and difference.
  static List<Change> changes(Lines old, Lines changed) {
    int shorter = Math.min(old.count(), changed.count());
    int head = 0;
    while (head < shorter && old.line(head).equals(changed.line(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && old.line(old.count() - 1 - tail).equals(changed.line(changed.count() - 1 - tail))) {
      tail++;
    }
    int offset = head;
    return joined(
        DiffUtils.diff(
                old.lines().subList(head, old.count() - tail),
                changed.lines().subList(head, changed.count() - tail),
                new MyersDiffWithLinearSpace<String>())
            .getDeltas()
            .stream()
            .map(delta -> change(delta, offset))
            .sorted(Change::order)
            .toList());
  }

  /// Changes without an unchanged line between them are one: removed lines then stand before added
  /// ones, as git writes them.
  private static List<Change> joined(List<Change> changes) {
    List<Change> joined = new ArrayList<>();
    for (Change change : changes) {
      if (!joined.isEmpty() && joined.getLast().oldTo == change.oldFrom) {
        Change last = joined.removeLast();
        joined.add(new Change(last.oldFrom, change.oldTo, last.newFrom, change.newTo));
      } else {
        joined.add(change);
      }
    }
    return joined;
  }

  private static Change change(AbstractDelta<String> delta, int offset) {
    int oldFrom = delta.getSource().getPosition() + offset;
    int newFrom = delta.getTarget().getPosition() + offset;
    return new Change(
        oldFrom, oldFrom + delta.getSource().size(), newFrom, newFrom + delta.getTarget().size());
  }

  private static Hunk of(List<Change> changes, int oldCount, int context) {
    Change first = changes.getFirst();
    int lead = Math.min(context, first.oldFrom);
    List<Row> rows = new ArrayList<>();
    int oldAt = first.oldFrom - lead;
    int newAt = first.newFrom - lead;
    int oldStart = oldAt;
    int newStart = newAt;
    for (Change change : changes) {
      keep(rows, oldAt, newAt, change.oldFrom - oldAt);
      for (int line = change.oldFrom; line < change.oldTo; line++) {
        rows.add(new Row.Removed(line));
      }
      for (int line = change.newFrom; line < change.newTo; line++) {
        rows.add(new Row.Added(line));
      }
      oldAt = change.oldTo;
      newAt = change.newTo;
    }
    keep(rows, oldAt, newAt, Math.min(context, oldCount - oldAt));
    return new Hunk(oldStart, newStart, rows);
  }

  private static void keep(List<Row> rows, int oldFrom, int newFrom, int count) {
    for (int line = 0; line < count; line++) {
      rows.add(new Row.Kept(oldFrom + line, newFrom + line));
    }
  }

  /// The line of the old file, from 0, that is changed first, or before which something is added.
  int firstChange() {
    int line = oldStart;
    for (Row row : rows) {
      if (!(row instanceof Row.Kept)) {
        break;
      }
      line++;
    }
    return line;
  }

  /// The line that opens the hunk: a count of 1 is left out, an empty side starts one line higher.
  /// What is in the hunk stands behind the numbers, where git names a function.
  String header(String section) {
    int kept = count(Row.Kept.class);
    String old = range(oldStart, kept + count(Row.Removed.class));
    String changed = range(newStart, kept + count(Row.Added.class));
    return "@@ -%s +%s @@%s\n".formatted(old, changed, section.isEmpty() ? "" : " " + section);
  }

  private int count(Class<? extends Row> kind) {
    return (int) rows.stream().filter(kind::isInstance).count();
  }

  private static String range(int start, int count) {
    int shown = count == 0 ? start : start + 1;
    return count == 1 ? Integer.toString(shown) : shown + "," + count;
  }
}
