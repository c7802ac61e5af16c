package dev.loopmend.git;

import dev.loopmend.text.LineRange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The hunks of what `git diff -U0` prints, by the new path of each file from the top of the
/// repository.
record ZeroContextDiff(Map<String, List<Hunk>> files) {
  private static final Pattern HEADER =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

  /// Lines that became others. A side without lines stands behind the line of its number.
  record Hunk(int oldStart, int oldCount, int newStart, int newCount) {
    LineRange lines() {
      return new LineRange(newStart, newStart + newCount - 1);
    }
  }

  static ZeroContextDiff parse(String diff) {
    Map<String, List<Hunk>> files = new TreeMap<>();
    List<Hunk> hunks = new ArrayList<>();
    Iterator<String> lines = List.of(diff.split("\n", -1)).iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      Matcher header = HEADER.matcher(line);
      if (line.startsWith("+++ ")) {
        hunks = new ArrayList<>();
        name(line.substring(4)).ifPresent(put(files, hunks));
      } else if (header.matches()) {
        Hunk hunk =
            new Hunk(
                Integer.parseInt(header.group(1)),
                count(header.group(2)),
                Integer.parseInt(header.group(3)),
                count(header.group(4)));
        hunks.add(hunk);
        // What stands in the hunk may look like a header itself.
        for (int left = hunk.oldCount + hunk.newCount; left > 0 && lines.hasNext(); ) {
          left -= lines.next().startsWith("\\") ? 0 : 1;
        }
      }
    }
    return new ZeroContextDiff(files);
  }

  private static Consumer<String> put(Map<String, List<Hunk>> files, List<Hunk> hunks) {
    return name -> files.put(name, hunks);
  }

  private static int count(@Nullable String group) {
    return group == null ? 1 : Integer.parseInt(group);
  }

  /// Ex) `b/app.py`, `b/my app.py` and a tab, `"b/na\303\257ve.py"`, `/dev/null`
  private static Optional<String> name(String field) {
    String bare = field.endsWith("\t") ? field.substring(0, field.length() - 1) : field;
    String path = bare.startsWith("\"") ? unquoted(bare) : bare;
    return path.startsWith("b/") ? Optional.of(path.substring(2)) : Optional.empty();
  }

  private static String unquoted(String quoted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 1; at < quoted.length() - 1; at++) {
      char c = quoted.charAt(at);
      if (c != '\\') {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      } else if (Character.isDigit(quoted.charAt(at + 1))) {
        bytes.write(Integer.parseInt(quoted.substring(at + 1, at + 4), 8));
        at += 3;
      } else {
        at++;
        bytes.write(escaped(quoted.charAt(at)));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0B;
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> c;
    };
  }

  /// The changed lines of each file; a file that only lost lines has none.
  Map<String, List<LineRange>> lines() {
    Map<String, List<LineRange>> lines = new TreeMap<>();
    files.forEach(
        (name, hunks) ->
            lines.put(
                name, hunks.stream().filter(hunk -> hunk.newCount > 0).map(Hunk::lines).toList()));
    return lines;
  }

  /// Lines of the old side of a file as the new side counts them; those that became others are
  /// these others.
  List<LineRange> moved(String name, List<LineRange> old) {
    List<LineRange> moved = new ArrayList<>();
    for (LineRange range : old) {
      int first = newLine(name, range.first(), true);
      int last = newLine(name, range.last(), false);
      if (first <= last) {
        moved.add(new LineRange(first, last));
      }
    }
    return List.copyOf(moved);
  }

  private int newLine(String name, int line, boolean first) {
    int shift = 0;
    for (Hunk hunk : files.getOrDefault(name, List.of())) {
      int start = hunk.oldCount == 0 ? hunk.oldStart + 1 : hunk.oldStart;
      int end = start + hunk.oldCount; // behind the last
      if (line >= end) {
        shift += hunk.newCount - hunk.oldCount;
      } else if (line >= start) {
        int begin = hunk.newCount == 0 ? hunk.newStart + 1 : hunk.newStart;
        return first ? begin : begin + hunk.newCount - 1;
      }
    }
    return line + shift;
  }
}
