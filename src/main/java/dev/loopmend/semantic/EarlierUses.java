package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Unit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the uses of files meant before some of them were edited, with functions as they are
/// numbered now. A function is the same if its name is; what is gone is used no more.
final class EarlierUses {
  /// Where nothing is known from before.
  static final EarlierUses NONE = new EarlierUses();

  /// What one file uses: function, row and flags; and rows by the name of a method.
  private record Uses(IntList found, Map<String, IntList> possible) {}

  private final Map<Integer, Uses> byFile = new HashMap<>();

  private EarlierUses() {}

  /// What the files used that were not edited: those whose facts are the same in both lists, which
  /// hold the same files in the same order.
  static EarlierUses of(CallGraph before, List<FileView> were, List<FileView> are) {
    EarlierUses uses = new EarlierUses();
    for (FileView file : are) {
      if (isSame(were.get(file.number()), file)) {
        uses.byFile.put(file.number(), new Uses(new IntList(), new HashMap<>()));
      }
    }
    int[] now = numbers(were, are);
    before.eachFound(
        (function, file, row, flags) -> {
          Uses known = uses.byFile.get(file);
          if (known != null && now[function] >= 0) {
            known.found().add(now[function], row, flags);
          }
        });
    before.eachPossible(
        (method, file, row) -> {
          Uses known = uses.byFile.get(file);
          if (known != null) {
            known.possible().computeIfAbsent(method, _ -> new IntList()).add(row);
          }
        });
    return uses;
  }

  private static boolean isSame(FileView was, FileView is) {
    return was.facts().equals(is.facts());
  }

  /// By the number of each function from before the one that it has now, or -1.
  private static int[] numbers(List<FileView> were, List<FileView> are) {
    FileView last = were.getLast();
    int[] numbers = new int[last.firstUnit() + last.facts().units().size()];
    for (FileView is : are) {
      FileView was = were.get(is.number());
      if (isSame(was, is)) {
        for (int unit = 0; unit < was.facts().units().size(); unit++) {
          numbers[was.firstUnit() + unit] = is.firstUnit() + unit;
        }
      } else {
        byName(was, is, numbers);
      }
    }
    return numbers;
  }

  /// Of several functions of one name the first is the first.
  private static void byName(FileView was, FileView is, int[] numbers) {
    Map<String, Deque<Integer>> named = new HashMap<>();
    List<Unit> units = is.facts().units();
    for (int unit = 0; unit < units.size(); unit++) {
      named.computeIfAbsent(units.get(unit).name(), _ -> new ArrayDeque<>()).add(unit);
    }
    int end = was.firstUnit() + was.facts().units().size();
    Arrays.fill(numbers, was.firstUnit(), end, -1);
    for (int unit = 0; unit < was.facts().units().size(); unit++) {
      Deque<Integer> left = named.get(was.facts().units().get(unit).name());
      if (left != null && !left.isEmpty()) {
        numbers[was.firstUnit() + unit] = is.firstUnit() + left.remove();
      }
    }
  }

  /// Adds what a file used, if that is known: to `found` function, file, row and flags, to
  /// `possible` file and row by the name of a method.
  boolean add(FileView file, IntList found, Map<String, IntList> possible) {
    Uses known = byFile.get(file.number());
    if (known == null) {
      return false;
    }
    for (int at = 0; at < known.found().size(); at += 3) {
      IntList triple = known.found();
      found.add(triple.get(at), file.number(), triple.get(at + 1), triple.get(at + 2));
    }
    known
        .possible()
        .forEach(
            (method, rows) -> {
              IntList all = possible.computeIfAbsent(method, _ -> new IntList());
              for (int at = 0; at < rows.size(); at++) {
                all.add(file.number(), rows.get(at));
              }
            });
    return true;
  }
}
