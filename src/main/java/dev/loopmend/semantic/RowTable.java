package dev.loopmend.semantic;

import java.util.Arrays;

/// Uses or calls of a file, one in each row, packed since there are many. Immutable.
final class RowTable {
  private static final int WIDTH = 4;
  private static final int ROLE_BITS = 4;

  /// By row: the ref, the unit with the role in its lowest bits, the detail, the place.
  private final int[] cells;

  /// The rows that have a `lazyIn`, which are few, and the calls that it is.
  private final int[] lazyRows;

  private final int[] lazyCalls;

  private RowTable(int[] cells, int[] lazyRows, int[] lazyCalls) {
    this.cells = cells;
    this.lazyRows = lazyRows;
    this.lazyCalls = lazyCalls;
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
    return cells[row * WIDTH + 1] >>> ROLE_BITS;
  }

  /// What becomes of the value.
  Role role(int row) {
    return Role.ALL.get(cells[row * WIDTH + 1] & ((1 << ROLE_BITS) - 1));
  }

  /// What the role is about: see `Role`.
  int detail(int row) {
    return cells[row * WIDTH + 2];
  }

  /// For an argument its position, -1 if that cannot be told, or `-2 - ref` for the ref of a `Free`
  /// that spells its keyword.
  int place(int row) {
    return cells[row * WIDTH + 3];
  }

  /// For a call in a generator expression that is handed on, the number of the call that gets it,
  /// else -1.
  int lazyIn(int row) {
    int at = Arrays.binarySearch(lazyRows, row);
    return at < 0 ? -1 : lazyCalls[at];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowTable table
        && Arrays.equals(cells, table.cells)
        && Arrays.equals(lazyRows, table.lazyRows)
        && Arrays.equals(lazyCalls, table.lazyCalls);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }

  /// Collects rows.
  static final class Builder {
    private int[] cells = new int[WIDTH * 16];
    private int size;
    private final IntList lazyRows = new IntList();
    private final IntList lazyCalls = new IntList();

    void add(int ref, int by, Roles.Placed placed, int lazyIn) {
      if (size + WIDTH > cells.length) {
        cells = Arrays.copyOf(cells, cells.length * 2);
      }
      cells[size] = ref;
      cells[size + 1] = by << ROLE_BITS | Role.ALL.indexOf(placed.role());
      cells[size + 2] = placed.detail();
      cells[size + 3] = placed.place();
      if (lazyIn >= 0) {
        lazyRows.add(size / WIDTH);
        lazyCalls.add(lazyIn);
      }
      size += WIDTH;
    }

    RowTable build() {
      return new RowTable(Arrays.copyOf(cells, size), lazyRows.toArray(), lazyCalls.toArray());
    }
  }
}
