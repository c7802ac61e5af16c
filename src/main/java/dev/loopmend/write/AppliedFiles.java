package dev.loopmend.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What earlier runs wrote, as a digest for each file, in the repository's git folder. Such bytes
/// are our own work, not somebody's unstaged changes.
final class AppliedFiles {
  private static final String NAME = "loopmend/applied";

  private final Map<Path, Map<String, String>> byFolder = new TreeMap<>();

  /// Whether these bytes are what an earlier run left in the file.
  static boolean wrote(Path file, byte[] bytes) {
    return GitFolder.of(file)
        .map(git -> read(git.folder()).get(key(git, file)))
        .map(digest(bytes)::equals)
        .orElse(false);
  }

  /// Remembers what is in a file now. Files outside of a repository need no memory.
  void add(Path file, byte[] bytes) {
    Optional<GitFolder> git = GitFolder.of(file);
    git.ifPresent(
        found ->
            byFolder
                .computeIfAbsent(found.folder(), AppliedFiles::read)
                .put(key(found, file), digest(bytes)));
  }

  /// Keeps the memory. Where it cannot be kept the next run will refuse a file more than needed.
  void save() {
    byFolder.forEach(
        (folder, digests) -> {
          StringBuilder text = new StringBuilder();
          digests.forEach(
              (path, digest) -> text.append(digest).append(' ').append(path).append('\n'));
          try {
            Path file = folder.resolve(NAME);
            Files.createDirectories(folder.resolve("loopmend"));
            if (!Files.exists(file)) {
              Files.createFile(file);
            }
            AtomicFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            // See above: a lost memory costs a refusal, never a file.
          }
        });
  }

  /// Ex) `src/app.py`; a line end in a name becomes a `/`, which no name holds twice.
  private static String key(GitFolder git, Path file) {
    return git.top().relativize(file).toString().replace("\n", "//");
  }

  private static Map<String, String> read(Path folder) {
    Map<String, String> digests = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(folder.resolve(NAME), StandardCharsets.UTF_8)) {
        int space = line.indexOf(' ');
        if (space > 0) {
          digests.put(line.substring(space + 1), line.substring(0, space));
        }
      }
    } catch (IOException e) {
      return digests;
    }
    return digests;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
