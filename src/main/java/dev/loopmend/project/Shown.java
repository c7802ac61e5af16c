package dev.loopmend.project;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/// How paths are shown: relative to the current directory, with `/`.
public final class Shown {
  private Shown() {}

  /// An absolute path as seen from the current directory; `.` for that directory itself.
  public static String path(Path cwd, Path file) {
    Path relative = cwd.relativize(file);
    String shown = name(relative);
    return shown.isEmpty() ? "." : shown;
  }

  /// The characters of a path, read as UTF-8 whatever the locale says: the URI of a path holds its
  /// bytes.
  private static String name(Path path) {
    String plain = path.toString();
    // Ex) a path in a commit: git's names are UTF-8 anyway
    boolean onDisk = path.getFileSystem().equals(FileSystems.getDefault());
    if (!onDisk || plain.chars().allMatch(c -> c < 0x7F && c != '?')) {
      return plain;
    }
    StringBuilder name = new StringBuilder();
    for (Path part : path) {
      URI uri = Path.of("/").resolve(part).toUri();
      String raw = uri.getRawPath().substring(1).replace("+", "%2B");
      String decoded = URLDecoder.decode(raw, StandardCharsets.UTF_8);
      String text = part.toString().equals("..") ? ".." : decoded;
      name.append(name.isEmpty() ? "" : "/").append(text.replaceAll("/$", ""));
    }
    return name.toString();
  }
}
