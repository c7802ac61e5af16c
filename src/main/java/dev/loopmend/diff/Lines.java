package dev.loopmend.diff;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The lines of a file with their terminators. Each byte is kept as the character of its number,
/// whatever the encoding of the file is. Lines count from 0 here.
record Lines(List<String> lines) {
  Lines {
    lines = List.copyOf(lines);
  }

  static Lines of(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        lines.add(new String(bytes, start, at + 1 - start, StandardCharsets.ISO_8859_1));
        start = at + 1;
      }
    }
    if (start < bytes.length) {
      lines.add(new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1));
    }
    return new Lines(lines);
  }

  int count() {
    return lines.size();
  }

  String line(int line) {
    return lines.get(line);
  }

  /// Whether the line ends in `\n`; only the last one may lack it.
  boolean isTerminated(int line) {
    return lines.get(line).endsWith("\n");
  }

  void writeTo(ByteArrayOutputStream out, int line) {
    out.writeBytes(lines.get(line).getBytes(StandardCharsets.ISO_8859_1));
  }
}
