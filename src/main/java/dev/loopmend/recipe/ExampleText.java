package dev.loopmend.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The fences of examples in the text of a recipe file, of which some get other code.
public final class ExampleText {
  private final String text;
  private final boolean windows;
  private final List<Change> changes = new ArrayList<>();

  /// Some lines that take the place of `count` lines from `first` on, which counts from 0.
  private record Change(int first, int count, List<String> lines) {}

  /// The text of a recipe file as it is stored.
  public ExampleText(String text) {
    this.windows = text.contains("\r\n");
    this.text = text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /// Whether the file still holds a fence where it was read.
  public boolean holds(Example.Code code) {
    List<String> lines = lines(text);
    int first = code.line() - 1;
    List<String> old = lines(code.text());
    return first > 0
        && first + old.size() < lines.size()
        && lines.subList(first, first + old.size()).equals(old);
  }

  /// Gives a fence other code.
  public void replace(Example.Code code, String with) {
    changes.add(new Change(code.line() - 1, lines(code.text()).size(), lines(with)));
  }

  /// Puts a fence behind that of `before`, for what becomes of its file; `word` is `after` or
  /// `after unsafe`.
  public void insertBehind(Example.Code before, String word, String with) {
    List<String> lines = lines(text);
    int end = before.line() - 1 + lines(before.text()).size();
    List<String> fence = new ArrayList<>();
    fence.add(lines.get(before.line() - 2).replaceFirst("\\bbefore\\b", word));
    fence.addAll(lines(with));
    fence.add(lines.get(end));
    changes.add(new Change(end + 1, 0, fence));
  }

  /// The text with all changes.
  public String changed() {
    List<String> lines = new ArrayList<>(lines(text));
    // Of two at one place the one that was asked for last goes in first, and so stands below.
    List<Change> backwards = new ArrayList<>(changes).reversed();
    backwards.sort(Comparator.comparingInt(Change::first).reversed());
    for (Change change : backwards) {
      List<String> place = lines.subList(change.first(), change.first() + change.count());
      place.clear();
      place.addAll(change.lines());
    }
    String end = text.endsWith("\n") ? "\n" : "";
    String changed = String.join("\n", lines) + end;
    return windows ? changed.replace("\n", "\r\n") : changed;
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}
