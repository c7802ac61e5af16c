package dev.loopmend.git;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Asks the git program which files differ from the index. Where there is no git, or the files lie
/// in no work tree, nothing is known.
public final class UnstagedFiles {
  private UnstagedFiles() {}

  /// Those of the files (real paths) that are tracked and differ from the index. In a hook of the
  /// repository that `cwd` is the top of, that is the index of the commit to be.
  public static Set<Path> among(List<Path> files, Path cwd) {
    Map<Path, Set<Path>> byTop = new TreeMap<>();
    for (Path file : files) {
      GitFolder.around(file)
          .ifPresent(git -> byTop.computeIfAbsent(git.top(), _ -> new HashSet<>()).add(file));
    }
    Set<Path> unstaged = new HashSet<>();
    byTop.forEach(
        (top, wanted) -> {
          boolean hook = top.equals(cwd);
          GitProgram git = hook ? GitProgram.inHook(top) : new GitProgram(top);
          for (String path : changed(git)) {
            Path file = top.resolve(path);
            if (wanted.contains(file)) {
              unstaged.add(file);
            }
          }
        });
    return unstaged;
  }

  private static List<String> changed(GitProgram git) {
    List<String> diff =
        List.of(
            "-c",
            "core.fsmonitor=false",
            "diff",
            "--no-ext-diff",
            "--no-renames",
            "--ignore-submodules",
            "--name-only",
            "-z");
    return switch (git.ask(diff)) {
      case GitProgram.Answer.Said(String names) -> List.of(names.split("\0", -1));
      case GitProgram.Answer.Failed _, GitProgram.Answer.Missing _ -> List.of();
    };
  }
}
