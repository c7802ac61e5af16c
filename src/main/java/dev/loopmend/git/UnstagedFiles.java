package dev.loopmend.git;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Asks the git program which files differ from the index. Where there is no git, or the files lie
/// in no work tree, nothing speaks against them.
public final class UnstagedFiles {
  private static final String UNSTAGED =
      "it has unstaged changes; stage or commit them, or give --allow-dirty";

  private static final String NO_REPOSITORY = "not a git repository (or any";

  private UnstagedFiles() {}

  /// Where git does not trust a repository its `diff` behaves as if there were none; others say
  /// why.
  private static String reason(GitProgram git, String why) {
    return git.ask(List.of("rev-parse", "--git-dir")) instanceof GitProgram.Answer.Failed failed
        ? failed.why()
        : why;
  }

  private static String unknown(String why) {
    return "git does not tell whether it has unstaged changes ("
        + why.lines().findFirst().orElse("no reason given")
        + "); with --allow-dirty it is written all the same";
  }

  /// Those of the files (real paths) that are tracked and differ from the index, or of which git
  /// does not tell, with that as a clause. In a hook of the repository that `cwd` is the top of,
  /// the index is that of the commit to be.
  public static Map<Path, String> among(List<Path> files, Path cwd) {
    Map<Path, Set<Path>> byTop = new TreeMap<>();
    for (Path file : files) {
      GitFolder.around(file)
          .ifPresent(git -> byTop.computeIfAbsent(git.top(), _ -> new HashSet<>()).add(file));
    }
    Map<Path, String> unstaged = new HashMap<>();
    byTop.forEach(
        (top, wanted) -> {
          boolean hook = top.equals(cwd);
          GitProgram git = hook ? GitProgram.inHook(top) : new GitProgram(top);
          switch (changed(git)) {
            case GitProgram.Answer.Said(String names) ->
                List.of(names.split("\0", -1)).stream()
                    .map(top::resolve)
                    .filter(wanted::contains)
                    .forEach(file -> unstaged.put(file, UNSTAGED));
            // Ex) a repository of somebody else, whose settings git does not trust
            case GitProgram.Answer.Failed(_, String why) -> {
              String reason = reason(git, why);
              // Ex) an empty folder `.git`
              if (!reason.contains(NO_REPOSITORY)) {
                wanted.forEach(file -> unstaged.put(file, unknown(reason)));
              }
            }
            case GitProgram.Answer.Missing _ -> {}
          }
        });
    return unstaged;
  }

  private static GitProgram.Answer changed(GitProgram git) {
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
    return git.ask(diff);
  }
}
