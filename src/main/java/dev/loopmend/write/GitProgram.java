package dev.loopmend.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Asks the git program. Where there is none, or the files lie in no work tree, nothing is known
/// and nothing is refused.
final class GitProgram {

  /// Those of the files (real paths) that are tracked and differ from the index.
  Set<Path> unstaged(List<Path> files) {
    Set<Path> unstaged = new HashSet<>();
    Map<Path, List<Path>> byTop =
        files.stream()
            .filter(file -> GitFolder.of(file).isPresent())
            .collect(Collectors.groupingBy(file -> GitFolder.of(file).orElseThrow().top()));
    for (Path top : new TreeSet<>(byTop.keySet())) {
      for (String path : changed(top)) {
        unstaged.add(top.resolve(path));
      }
    }
    unstaged.retainAll(files);
    return unstaged;
  }

  private static List<String> changed(Path top) {
    ProcessBuilder builder =
        new ProcessBuilder(
                "git",
                "-c",
                "core.fsmonitor=false",
                "diff",
                "--no-ext-diff",
                "--no-renames",
                "--ignore-submodules",
                "--name-only",
                "-z")
            .directory(top.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // The index is not refreshed on disk: nothing but the files is changed.
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.environment().keySet().removeAll(Set.of("GIT_DIR", "GIT_WORK_TREE"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? List.of(output.split("\0", -1)) : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
