package dev.loopmend.semantic;

import java.util.Arrays;

/// A list of numbers that grows. A place outside of it is an error of the caller.
public final class IntList {
  private int[] cells = new int[8];
  private int size;

  /// An empty list.
  public IntList() {}

  /// Puts numbers at the end.
  public void add(int... values) {
    if (size + values.length > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(cells.length * 2, size + values.length));
    }
    System.arraycopy(values, 0, cells, size, values.length);
    size += values.length;
  }

  /// The number at a place, from 0.
  public int get(int at) {
    return cells[at];
  }

  /// How many numbers there are.
  public int size() {
    return size;
  }

  /// A copy of the numbers.
  public int[] toArray() {
    return Arrays.copyOf(cells, size);
  }

  void clear() {
    cells = new int[0];
    size = 0;
  }
}
