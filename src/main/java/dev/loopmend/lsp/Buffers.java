package dev.loopmend.lsp;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The files that are open in the editor. One thread writes, others read.
final class Buffers {
  private final Map<Path, Buffer> open = new ConcurrentSkipListMap<>();

  /// The file that a URI names; nothing if it names none of the disk, such as a text that was never
  /// saved.
  static Optional<Path> path(String uri) {
    try {
      URI parsed = URI.create(uri);
      return "file".equals(parsed.getScheme())
          ? Optional.of(Path.of(parsed).toAbsolutePath().normalize())
          : Optional.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  void put(Buffer buffer) {
    open.put(buffer.path(), buffer);
  }

  void remove(Path path) {
    open.remove(path);
  }

  Optional<Buffer> at(Path path) {
    return Optional.ofNullable(open.get(path));
  }

  /// All of them, by path.
  List<Buffer> all() {
    return List.copyOf(open.values());
  }
}
