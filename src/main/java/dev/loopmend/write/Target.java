package dev.loopmend.write;

import dev.loopmend.text.SourceText;
import java.nio.file.Path;
import java.util.Set;

/// A file that is to be written, or made if its text `before` is absent. `path` is how it is shown,
/// `file` where it is; `together` are the paths shown of files that share a fix with it, so that
/// all of them are written or none.
public record Target(
    String path, Path file, SourceText before, SourceText after, Set<String> together) {
  public Target {
    together = Set.copyOf(together);
  }
}
