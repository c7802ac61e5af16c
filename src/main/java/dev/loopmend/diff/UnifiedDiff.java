package dev.loopmend.diff;

import dev.loopmend.text.LineRange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/// The change of one file as git writes it.
///
/// Lines end at `\n` only and keep their terminators, so that a `\r` is a character like any other
/// and a changed final newline is a changed line. Everything works on bytes: what is no part of the
/// change appears as it stands in the file, whatever its encoding.
public final class UnifiedDiff {
  /// How many unchanged lines stand round a change.
  static final int CONTEXT = 3;

  private static final byte[] NO_NEWLINE =
      "\n\\ No newline at end of file\n".getBytes(StandardCharsets.US_ASCII);

  private UnifiedDiff() {}

  /// The diff of a file from the header on; empty if nothing changed. `path` is written with `/`
  /// and is relative to the folder in which the diff will be applied.
  public static byte[] of(String path, byte[] before, byte[] after) {
    return of(path, before, after, _ -> "");
  }

  /// The same with what stands behind the line numbers of each hunk: `section` names the part of
  /// the old file that holds its first changed line, from 1.
  public static byte[] of(String path, byte[] before, byte[] after, IntFunction<String> section) {
    Lines old = Lines.of(before);
    Lines changed = Lines.of(after);
    List<Hunk> hunks = Hunk.between(old, changed, CONTEXT);
    return written(hunks.isEmpty() ? "" : header(path), hunks, old, changed, section);
  }

  private static byte[] written(
      String header, List<Hunk> hunks, Lines old, Lines changed, IntFunction<String> section) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, header);
    for (Hunk hunk : hunks) {
      write(out, hunk.header(section.apply(hunk.firstChange() + 1)));
      for (Hunk.Row row : hunk.rows()) {
        switch (row) {
          case Hunk.Row.Kept(int line, int _) -> write(out, ' ', old, line);
          case Hunk.Row.Removed(int line) -> write(out, '-', old, line);
          case Hunk.Row.Added(int line) -> write(out, '+', changed, line);
        }
      }
    }
    return out.toByteArray();
  }

  /// The diff that makes a new file, as git writes it.
  public static byte[] ofNew(String path, byte[] text) {
    Lines none = Lines.of(new byte[0]);
    Lines lines = Lines.of(text);
    String old = GitPath.quoted("a/" + path);
    String made = GitPath.quoted("b/" + path);
    String header =
        "diff --git %s %s\nnew file mode 100644\n--- /dev/null\n+++ %s%s"
            .formatted(old, made, made, stop(path));
    return written(header, Hunk.between(none, lines, CONTEXT), none, lines, _ -> "");
  }

  /// The lines of the old file that a change takes away or replaces. What is only put in has no
  /// lines there: it stands between the last and the first of a range that is empty.
  ///
  /// Ex) lines put in above line 3 give the range from 3 to 2
  public static List<LineRange> changedLines(byte[] before, byte[] after) {
    return Hunk.changes(Lines.of(before), Lines.of(after)).stream()
        .map(change -> new LineRange(change.oldFrom() + 1, change.oldTo()))
        .toList();
  }

  private static String header(String path) {
    String stop = stop(path);
    String old = GitPath.quoted("a/" + path);
    String changed = GitPath.quoted("b/" + path);
    return "diff --git %s %s\n--- %s%s+++ %s%s".formatted(old, changed, old, stop, changed, stop);
  }

  /// Git ends a name that holds a space with a tab, so that patch finds the end of the name.
  private static String stop(String path) {
    return path.indexOf(' ') >= 0 ? "\t\n" : "\n";
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(ByteArrayOutputStream out, char mark, Lines lines, int line) {
    out.write(mark);
    lines.writeTo(out, line);
    if (!lines.isTerminated(line)) {
      out.writeBytes(NO_NEWLINE);
    }
  }
}
