package dev.loopmend.diff;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The change of one text in pieces that can stand beside each other: what stays on both sides, and
/// what lines become.
public final class SideBySide {
  private SideBySide() {}

  /// A line by its number, from 1, without its terminator.
  public record Line(int number, String text) {}

  /// Neighbouring lines that all stay, or lines that become others; either side of a change may be
  /// empty. `apart` if lines are left out before it.
  public record Piece(boolean stays, boolean apart, List<Line> before, List<Line> after) {
    public Piece {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /// The pieces of the hunks of a change; none if the texts are equal.
  public static List<Piece> of(String before, String after) {
    Lines old = Lines.of(before.getBytes(StandardCharsets.UTF_8));
    Lines changed = Lines.of(after.getBytes(StandardCharsets.UTF_8));
    List<Piece> pieces = new ArrayList<>();
    for (Hunk hunk : Hunk.between(old, changed, UnifiedDiff.CONTEXT)) {
      Open open = new Open(pieces, hunk.oldStart() > 0);
      for (Hunk.Row row : hunk.rows()) {
        switch (row) {
          case Hunk.Row.Kept(int oldLine, int newLine) ->
              open.kept(line(old, oldLine), line(changed, newLine));
          case Hunk.Row.Removed(int oldLine) -> open.removed(line(old, oldLine));
          case Hunk.Row.Added(int newLine) -> open.added(line(changed, newLine));
        }
      }
      open.close();
    }
    return List.copyOf(pieces);
  }

  private static Line line(Lines lines, int number) {
    byte[] bytes = lines.line(number).getBytes(StandardCharsets.ISO_8859_1);
    return new Line(
        number + 1, new String(bytes, StandardCharsets.UTF_8).replaceFirst("\r?\n$", ""));
  }

  /// The piece that grows.
  private static final class Open {
    private final List<Piece> done;
    private final List<Line> before = new ArrayList<>();
    private final List<Line> after = new ArrayList<>();
    private boolean stays = true;
    private boolean apart;

    Open(List<Piece> done, boolean apart) {
      this.done = done;
      this.apart = apart;
    }

    void kept(Line old, Line changed) {
      turn(true);
      before.add(old);
      after.add(changed);
    }

    void removed(Line line) {
      turn(false);
      before.add(line);
    }

    void added(Line line) {
      turn(false);
      after.add(line);
    }

    private void turn(boolean toStay) {
      if (stays != toStay) {
        close();
        stays = toStay;
      }
    }

    void close() {
      if (!before.isEmpty() || !after.isEmpty()) {
        done.add(new Piece(stays, apart, before, after));
        before.clear();
        after.clear();
        apart = false;
      }
    }
  }
}
