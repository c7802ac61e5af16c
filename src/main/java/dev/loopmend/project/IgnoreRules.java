package dev.loopmend.project;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;

/// Patterns in the syntax of `.gitignore`, as they hold below one folder.
record IgnoreRules(Path folder, IgnoreNode rules) {

  /// What the rules say about a path; `SILENT` leaves it to the rules of folders above.
  enum Verdict {
    IGNORED,
    KEPT,
    SILENT
  }

  static IgnoreRules of(Path folder, List<String> patterns) {
    byte[] text = String.join("\n", patterns).getBytes(StandardCharsets.UTF_8);
    return of(folder, new ByteArrayInputStream(text));
  }

  /// The rules of an ignore file; nothing if it is not there or cannot be read, as with git.
  static Optional<IgnoreRules> read(Path folder, Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(of(folder, in));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static IgnoreRules of(Path folder, InputStream in) {
    IgnoreNode node = new IgnoreNode();
    try {
      node.parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new IgnoreRules(folder, node);
  }

  /// What the rules say about this very path; whether a folder above it is ignored does not count.
  Verdict judge(Path path, boolean directory) {
    String relative = folder.relativize(path).toString();
    Optional<Boolean> ignored = Optional.ofNullable(rules.checkIgnored(relative, directory));
    return ignored.map(yes -> yes ? Verdict.IGNORED : Verdict.KEPT).orElse(Verdict.SILENT);
  }

  /// Whether the rules name a file or a folder above it.
  boolean covers(Path file) {
    Path at = file;
    boolean directory = false;
    while (at.startsWith(folder) && !at.equals(folder)) {
      if (judge(at, directory) == Verdict.IGNORED) {
        return true;
      }
      at = Optional.ofNullable(at.getParent()).orElse(folder);
      directory = true;
    }
    return false;
  }
}
