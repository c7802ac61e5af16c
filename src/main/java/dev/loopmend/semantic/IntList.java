package dev.loopmend.semantic;

import java.util.Arrays;

/// A list of numbers that grows. A place outside of it is an error of the caller.
public final class IntList {
  private int[] cells = new int[8];
  private int size;

  /// An empty list.
  public IntList() {}

  /// Puts a number at the end.
  public void add(int value) {
    if (size == cells.length) {
      cells = Arrays.copyOf(cells, Math.max(8, size * 2));
    }
    cells[size++] = value;
  }

  // Not `int...`: an array for each call was most of a fifth of what linking allocated.

  /// Puts two numbers at the end.
  public void add(int first, int second) {
    add(first);
    add(second);
  }

  /// Puts three numbers at the end.
  public void add(int first, int second, int third) {
    add(first, second);
    add(third);
  }

  /// Puts four numbers at the end.
  public void add(int first, int second, int third, int fourth) {
    add(first, second);
    add(third, fourth);
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
