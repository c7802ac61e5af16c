package dev.loopmend.cli;

import dev.loopmend.git.BranchWriter;
import dev.loopmend.git.Commit;
import dev.loopmend.git.GitRepository;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend branch`: a branch with one commit per recipe.
final class BranchCommand implements Callable<Integer> {
  private final Session session;

  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();
  private final Argument<String> name =
      Argument.one(
          String.class, "", "NAME", "the new branch (default: loopmend/ and the date)", "--name");
  private final Argument<String> base =
      Argument.one(
          String.class, "HEAD", "REF", "the commit to start from (default: HEAD)", "--base");
  private final Argument<Boolean> checkout =
      Argument.flag("check the branch out when it is made", "--checkout");
  private final Argument<Boolean> dryRun =
      Argument.flag("print what would be committed; write nothing", "--dry-run");
  private final Argument<String> verify =
      Argument.one(
          String.class, "", "COMMAND", "leave out recipes whose commit this fails for", "--verify");
  private final Argument<Boolean> noSign =
      Argument.flag("do not sign, even if commit.gpgsign says so", "--no-sign");
  private final Argument<Boolean> exitNonZeroOnFindings =
      Argument.flag("exit with 1 if findings are left", "--exit-non-zero-on-findings");

  BranchCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>(options.arguments());
    arguments.addAll(List.of(name, base, checkout, dryRun, verify, noSign, exitNonZeroOnFindings));
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(
        this,
        "branch",
        "Commit the fixes to a new branch, one commit per recipe.\nFiles and settings are read"
            + " from the base commit; work tree and index stay as they are.",
        arguments);
  }

  @Override
  public Integer call() {
    if (!BranchWriter.isBranchName(branch())) {
      return session.wrong("--name: \"" + branch() + "\" cannot be the name of a branch");
    }
    if (options.paths().contains("-")) {
      return session.wrong("-: branch reads commits, not standard input");
    }
    if (options.since().isPresent() || options.staged()) {
      return session.wrong(
          "--since and --staged choose lines of the work tree, and branch reads a commit");
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
  private String branch() {
    return name.given().orElseGet(() -> "loopmend/" + LocalDate.now(ZoneId.systemDefault()));
  }

  private BranchRun.Wish wish() {
    return new BranchRun.Wish(
        branch(),
        checkout.value(),
        dryRun.value(),
        verify.given(),
        noSign.value(),
        exitNonZeroOnFindings.value(),
        options,
        general);
  }

  private int call(GitRepository repository) {
    if (checkout.value() && repository.top().isEmpty()) {
      return session.refused("a bare repository has no work tree for --checkout");
    }
    return switch (repository.commit(base.value())) {
      case GitRepository.Found.Unborn(String why) -> session.refused(why);
      case GitRepository.Found.Unknown(String why) -> session.wrong("--base: " + why);
      case GitRepository.Found.Base(Commit commit) -> call(repository, commit);
    };
  }

  private int call(GitRepository repository, Commit commit) {
    Path cwd = commit.path(inRepository(repository, session.surroundings().cwd()));
    List<String> paths = new ArrayList<>();
    for (String path : options.paths()) {
      // Ex) `/home/me/project/src` in a commit is `/src`
      boolean absolute = path.startsWith("/");
      paths.add(absolute ? "/" + inRepository(repository, Path.of(path).normalize()) : path);
    }
    return switch (Scan.prepare(session, options, recipes, cwd, paths)) {
      case Scan.Wrong wrong -> session.wrong(wrong.problems());
      case Scan.Ready ready -> {
        Scan.Ready told = ready.telling(general.progress(session));
        yield new BranchRun(session, wish(), repository, commit, told).run();
      }
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
