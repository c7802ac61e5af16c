package dev.loopmend.git;

import dev.loopmend.text.LineRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which lines of the files in a work tree were changed, as the git program knows it.
public final class ChangedLines {
  private static final List<String> DIFF =
      List.of(
          "-c",
          "core.fsmonitor=false",
          "diff",
          "-U0",
          "--no-color",
          "--no-ext-diff",
          "--no-textconv",
          "--find-renames",
          "--no-relative",
          "--ignore-submodules",
          "--src-prefix=a/",
          "--dst-prefix=b/");

  private final Path top;
  private final GitProgram git;

  private ChangedLines(Path top, GitProgram git) {
    this.top = top;
    this.git = git;
  }

  /// What asking for changed lines gave.
  public sealed interface Looking {
    /// The changed lines of each changed file, by its real path.
    record Found(Map<Path, List<LineRange>> lines) implements Looking {}

    /// It cannot be known; `why` says why in a clause.
    record Unknown(String why) implements Looking {}
  }

  /// The lines of the files on disk that differ from a commit: from what the current branch and
  /// that commit have in common, so that what others did there since does not count. Files that git
  /// does not know yet are changed as a whole. `cwd` is real and absolute.
  public static Looking since(Path cwd, String commit) {
    return in(cwd).map(lines -> lines.since(commit)).orElseGet(ChangedLines::nowhere);
  }

  /// The lines that are staged, as the files on disk count them.
  public static Looking staged(Path cwd) {
    return in(cwd).map(ChangedLines::staged).orElseGet(ChangedLines::nowhere);
  }

  private static Optional<ChangedLines> in(Path cwd) {
    return GitFolder.around(cwd)
        .map(GitFolder::top)
        .map(
            top -> {
              boolean hook = top.equals(cwd);
              return new ChangedLines(top, hook ? GitProgram.inHook(top) : new GitProgram(top));
            });
  }

  private static Looking nowhere() {
    return new Looking.Unknown("there is no git work tree here");
  }

  private Looking since(String commit) {
    List<String> verify =
        List.of("rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}");
    return switch (git.ask(verify)) {
      case GitProgram.Answer.Missing() -> missing();
      case GitProgram.Answer.Failed(_, String why) ->
          new Looking.Unknown(
              why.isBlank()
                  ? "there is no commit \"" + commit + "\""
                  : "git says: " + why.lines().findFirst().orElse(""));
      case GitProgram.Answer.Said(String id) -> {
        String base =
            git.ask(List.of("merge-base", id.strip(), "HEAD"))
                    instanceof GitProgram.Answer.Said(String common)
                ? common.strip()
                : id.strip();
        yield diff(base)
            .map(
                diff -> {
                  Map<Path, List<LineRange>> lines = onDisk(diff.lines());
                  untracked().forEach(name -> lines.put(top.resolve(name), List.of(LineRange.ALL)));
                  return (Looking) new Looking.Found(lines);
                })
            .orElseGet(ChangedLines::missing);
      }
    };
  }

  private Looking staged() {
    Optional<ZeroContextDiff> staged = diff("--cached");
    Optional<ZeroContextDiff> unstaged = diff();
    if (staged.isEmpty() || unstaged.isEmpty()) {
      return missing();
    }
    Map<String, List<LineRange>> lines = staged.get().lines();
    lines.replaceAll((name, ranges) -> unstaged.get().moved(name, ranges));
    return new Looking.Found(onDisk(lines));
  }

  private static Looking missing() {
    return new Looking.Unknown("the git program does not tell what changed; is it installed?");
  }

  private Optional<ZeroContextDiff> diff(String... more) {
    List<String> arguments = new ArrayList<>(DIFF);
    arguments.addAll(List.of(more));
    arguments.add("--");
    return git.ask(arguments) instanceof GitProgram.Answer.Said(String diff)
        ? Optional.of(ZeroContextDiff.parse(diff))
        : Optional.empty();
  }

  private List<String> untracked() {
    List<String> list = List.of("ls-files", "--others", "--exclude-standard", "-z");
    return git.ask(list) instanceof GitProgram.Answer.Said(String names)
        ? List.of(names.split("\0", -1)).stream().filter(name -> !name.isEmpty()).toList()
        : List.of();
  }

  private Map<Path, List<LineRange>> onDisk(Map<String, List<LineRange>> lines) {
    Map<Path, List<LineRange>> onDisk = new TreeMap<>();
    lines.forEach((name, ranges) -> onDisk.put(top.resolve(name), ranges));
    return onDisk;
  }
}
