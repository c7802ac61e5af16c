package dev.loopmend.diff;

import java.util.ArrayList;
import java.util.List;

/// Whole lines of a text that become others: the characters from `start` to `end`, the end not
/// counted, are replaced. Offsets are UTF-16 units of the old text from 0.
public record TextChange(int start, int end, String replacement) {

  /// The changes that turn one text into the other, in its order; they do not touch each other.
  public static List<TextChange> between(String old, String changed) {
    Lines before = lines(old);
    Lines after = lines(changed);
    int[] starts = new int[before.count() + 1];
    for (int line = 0; line < before.count(); line++) {
      starts[line + 1] = starts[line] + before.line(line).length();
    }
    List<TextChange> changes = new ArrayList<>();
    for (Hunk.Change change : Hunk.changes(before, after)) {
      String replacement = String.join("", after.lines().subList(change.newFrom(), change.newTo()));
      changes.add(new TextChange(starts[change.oldFrom()], starts[change.oldTo()], replacement));
    }
    return List.copyOf(changes);
  }

  private static Lines lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return new Lines(lines);
  }
}
