package dev.loopmend.semantic;

import java.util.Arrays;

/// A list of numbers that grows.
final class IntList {
  private int[] cells = new int[8];
  private int size;

  void add(int... values) {
    if (size + values.length > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(cells.length * 2, size + values.length));
    }
    System.arraycopy(values, 0, cells, size, values.length);
    size += values.length;
  }

  int get(int at) {
    return cells[at];
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(cells, size);
  }

  void clear() {
    cells = new int[0];
    size = 0;
  }
}
