package dev.loopmend.semantic;

import java.util.Arrays;

/// Uses or calls of a file, one in each row, packed since there are many. Immutable.
final class RowTable {
  private static final int WIDTH = 6;
  private final int[] cells;

  private RowTable(int[] cells) {
    this.cells = cells;
  }

  int count() {
    return cells.length / WIDTH;
  }

  /// For a use the ref of the value, for a call the ref of the callee.
  int ref(int row) {
    return cells[row * WIDTH];
  }

  /// The unit whose code it is in.
  int by(int row) {
    return cells[row * WIDTH + 1];
  }

  /// What becomes of the value.
  Role role(int row) {
    return Role.ALL.get(cells[row * WIDTH + 2]);
  }

  /// What the role is about: see `Role`.
  int detail(int row) {
    return cells[row * WIDTH + 3];
  }

  /// For an argument its position, -1 if that cannot be told, or `-2 - ref` for the ref of a `Free`
  /// that spells its keyword.
  int place(int row) {
    return cells[row * WIDTH + 4];
  }

  /// For a call in a generator expression that is handed on, the number of the call that gets it,
  /// else -1.
  int lazyIn(int row) {
    return cells[row * WIDTH + 5];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowTable table && Arrays.equals(cells, table.cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }

  /// Collects rows.
  static final class Builder {
    private int[] cells = new int[WIDTH * 16];
    private int size;

    /// Adds a row and gives its number.
    int add(int ref, int by, Roles.Placed placed, int lazyIn) {
      if (size + WIDTH > cells.length) {
        cells = Arrays.copyOf(cells, cells.length * 2);
      }
      cells[size] = ref;
      cells[size + 1] = by;
      cells[size + 2] = Role.ALL.indexOf(placed.role());
      cells[size + 3] = placed.detail();
      cells[size + 4] = placed.place();
      cells[size + 5] = lazyIn;
      size += WIDTH;
      return size / WIDTH - 1;
    }

    RowTable build() {
      return new RowTable(Arrays.copyOf(cells, size));
    }
  }
}
