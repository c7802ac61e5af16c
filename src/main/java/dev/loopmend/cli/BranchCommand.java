package dev.loopmend.cli;

import dev.loopmend.git.BranchWriter;
import dev.loopmend.git.Commit;
import dev.loopmend.git.GitRepository;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `loopmend branch`: a branch with one commit per recipe.
@Command(
    name = "branch",
    description =
        "Commit the fixes to a new branch, one commit per recipe. Files and settings are read from"
            + " the base commit; the working tree and the index stay as they are.",
    sortOptions = false)
final class BranchCommand implements Callable<Integer> {
  private final Session session;

  @Mixin ScanOptions options = new ScanOptions();
  @Mixin RecipeOptions recipes = new RecipeOptions();
  @Mixin GeneralOptions general = new GeneralOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "the new branch (default: loopmend/ and the date)")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--base",
      paramLabel = "REF",
      description = "the commit to start from (default: HEAD)")
  String base = "HEAD";

  @Option(names = "--checkout", description = "check the branch out when it is made")
  boolean checkout;

  @Option(names = "--dry-run", description = "print what would be committed; write nothing")
  boolean dryRun;

  @Option(
      names = "--verify",
      paramLabel = "COMMAND",
      description =
          "run a shell command on each commit, in a temporary work tree; a recipe whose commit"
              + " fails is left out")
  Optional<String> verify = Optional.empty();

  @Option(names = "--no-sign", description = "do not sign, even if commit.gpgsign says so")
  boolean noSign;

  @Option(names = "--exit-non-zero-on-findings", description = "exit with 1 if findings are left")
  boolean exitNonZeroOnFindings;

  BranchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!BranchWriter.isBranchName(branch())) {
      return session.wrong("--name: \"" + branch() + "\" cannot be the name of a branch");
    }
    return switch (GitRepository.open(session.surroundings().cwd())) {
      case GitRepository.Opening.Refused(String why) -> session.refused(why);
      case GitRepository.Opening.Opened(GitRepository repository) -> {
        try (repository) {
          yield call(repository);
        }
      }
    };
  }

  /// The name of the branch to be made.
  String branch() {
    return name.orElseGet(() -> "loopmend/" + LocalDate.now(ZoneId.systemDefault()));
  }

  private int call(GitRepository repository) {
    if (checkout && repository.top().isEmpty()) {
      return session.refused("a bare repository has no work tree for --checkout");
    }
    return switch (repository.commit(base)) {
      case GitRepository.Found.Unborn(String why) -> session.refused(why);
      case GitRepository.Found.Unknown(String why) -> session.wrong("--base: " + why);
      case GitRepository.Found.Base(Commit commit) -> call(repository, commit);
    };
  }

  private int call(GitRepository repository, Commit commit) {
    Path cwd = commit.path(inRepository(repository, session.surroundings().cwd()));
    List<String> paths = new ArrayList<>();
    for (String path : options.paths) {
      // Ex) `/home/me/project/src` in a commit is `/src`
      boolean absolute = path.startsWith("/");
      paths.add(absolute ? "/" + inRepository(repository, Path.of(path).normalize()) : path);
    }
    return switch (Scan.prepare(session, options, recipes, cwd, paths)) {
      case Scan.Wrong wrong -> session.wrong(wrong.problems());
      case Scan.Ready ready -> new BranchRun(session, this, repository, commit, ready).run();
    };
  }

  /// A path on disk as the commits of the repository name it; in a bare one all paths are relative
  /// to the top.
  private static String inRepository(GitRepository repository, Path path) {
    Path absolute = path.toAbsolutePath();
    return repository
        .top()
        .filter(absolute::startsWith)
        .map(top -> top.relativize(absolute).toString())
        .orElse(repository.top().isEmpty() ? "" : absolute.toString().substring(1));
  }
}
