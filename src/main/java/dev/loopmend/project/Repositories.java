package dev.loopmend.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The work trees of git that folders lie in; each folder is looked at once.
final class Repositories {
  private final Map<Path, Optional<Path>> tops = new HashMap<>();

  /// The top of the innermost work tree that holds a folder, maybe the folder itself.
  Optional<Path> above(Path folder) {
    Optional<Path> known = tops.get(folder);
    if (known == null) {
      known =
          Files.exists(folder.resolve(".git"))
              ? Optional.of(folder)
              : Optional.ofNullable(folder.getParent()).flatMap(this::above);
      tops.put(folder, known);
    }
    return known;
  }
}
