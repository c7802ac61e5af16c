package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.git.BranchWriter;
import dev.loopmend.git.Commit;
import dev.loopmend.git.GitRepository;
import dev.loopmend.git.TemporaryWorkTree;
import dev.loopmend.project.WorkTree;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One run of `loopmend branch`, once the base commit and the files in it are known.
final class BranchRun {
  private static final int SHORT_ID = 10;

  private final Session session;
  private final Wish wish;
  private final GitRepository repository;
  private final Commit base;
  private final WorkTree tree;
  private final Scan.Ready ready;
  private final Outcome outcome;
  private final Set<String> passed = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();

  BranchRun(Session session, Wish wish, GitRepository repository, Commit base, Scan.Ready ready) {
    this.session = session;
    this.wish = wish;
    this.repository = repository;
    this.base = base;
    this.tree = ready.tree();
    this.ready = ready;
    this.outcome = new Outcome(session, wish.general(), wish.options());
  }

  /// What the command line asks for.
  record Wish(
      String branch,
      boolean checkout,
      boolean dryRun,
      Optional<String> verify,
      boolean noSign,
      boolean exitNonZeroOnFindings,
      ScanOptions options,
      GeneralOptions general) {}

  /// What became of drafts: their ids as commits, or the number of the first that failed.
  private sealed interface Written {
    record All(List<String> ids) implements Written {}

    record Failed(CommitDraft draft, TemporaryWorkTree.Trial trial) implements Written {}
  }

  int run() {
    ChangeSet set = mend();
    List<CommitDraft> drafts = CommitDraft.of(set, ready.recipes());
    if (drafts.isEmpty() || wish.dryRun()) {
      return preview(set, drafts);
    }
    return switch (BranchWriter.on(base, wish.noSign())) {
      case BranchWriter.Preparation.Refused(String why) -> session.refused(why);
      case BranchWriter.Preparation.Ready(BranchWriter writer) -> {
        try {
          Optional<String> obstacle = writer.obstacleTo(wish.branch());
          yield obstacle.isPresent() ? session.refused(obstacle.get()) : write(writer, set, drafts);
        } catch (IOException e) {
          yield session.refused("the repository cannot be written: " + e.getMessage());
        }
      }
    };
  }

  private ChangeSet mend() {
    List<Recipe> recipes =
        ready.recipes().stream().filter(recipe -> !dropped.contains(recipe.id())).toList();
    return session.wiring().mend().over(tree, recipes, ready.knowledge(), ready.limits());
  }

  private int preview(ChangeSet set, List<CommitDraft> drafts) {
    CommitPreview preview =
        new CommitPreview(
            wish.general().palette(session.surroundings(), wish.options().output()),
            tree.workspace()::inDiff);
    if (!outcome.deliver(preview.of(drafts))) {
      return ExitCode.WRONG;
    }
    return close(set, drafts, ClosingLine.Deed.SHOWN);
  }

  private int close(ChangeSet set, List<CommitDraft> drafts, ClosingLine.Deed deed) {
    outcome.trouble(set, tree.workspace());
    int fixes = drafts.stream().mapToInt(CommitDraft::fixed).sum();
    long files =
        drafts.stream()
            .flatMap(draft -> draft.files().stream())
            .map(FileOutcome.Changed::path)
            .distinct()
            .count();
    outcome.elsewhere(set.changed(), tree);
    outcome.close(set, deed, fixes, (int) files);
    boolean left = wish.exitNonZeroOnFindings() && !set.left().isEmpty();
    return outcome.code(set, tree.workspace(), left);
  }

  private int write(BranchWriter writer, ChangeSet set, List<CommitDraft> drafts)
      throws IOException {
    if (wish.verify().isEmpty()) {
      return finish(writer, set, drafts, ids(writer, drafts));
    }
    return switch (TemporaryWorkTree.of(base)) {
      case TemporaryWorkTree.Making.Refused(String why) -> session.refused(why);
      case TemporaryWorkTree.Making.Made(TemporaryWorkTree place) -> {
        try (place) {
          yield writeVerified(writer, set, drafts, place, wish.verify().get());
        }
      }
    };
  }

  /// Writes commits until each one passes: a recipe whose commit fails is taken out, and all is
  /// done again without it, since later recipes may have built on what it did.
  private int writeVerified(
      BranchWriter writer,
      ChangeSet first,
      List<CommitDraft> firstDrafts,
      TemporaryWorkTree place,
      String test)
      throws IOException {
    ready.limits().progress().at("--verify, base commit", 0, 0);
    TemporaryWorkTree.Trial before = place.run(base.name(), test);
    if (before.isInterrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (!before.passed()) {
      before.lines().forEach(line -> session.console().say("  " + Line.of(line)));
      return session.refused(
          "the command of --verify fails on the base commit already (exit code "
              + before.code()
              + "), so it can judge no commit on it");
    }
    ChangeSet set = first;
    List<CommitDraft> drafts = firstDrafts;
    while (true) {
      switch (verified(writer, drafts, place, test)) {
        case Written.All(List<String> ids) -> {
          return finish(writer, set, drafts, ids);
        }
        case Written.Failed(CommitDraft _, TemporaryWorkTree.Trial trial)
            when trial.isInterrupted() -> {
          return ExitCode.INTERRUPTED;
        }
        case Written.Failed(CommitDraft draft, TemporaryWorkTree.Trial trial) -> {
          sayLeftOut(draft, trial);
          dropped.add(draft.recipe().id());
          set = mend();
          drafts = CommitDraft.of(set, ready.recipes());
          writer.startAgain();
        }
      }
    }
  }

  private Written verified(
      BranchWriter writer, List<CommitDraft> drafts, TemporaryWorkTree place, String test)
      throws IOException {
    List<String> ids = new ArrayList<>();
    for (CommitDraft draft : drafts) {
      String id = commit(writer, draft);
      if (!passed.contains(id)) {
        ready.limits().progress().at("--verify, commit", ids.size() + 1, drafts.size());
        TemporaryWorkTree.Trial trial = place.run(id, test);
        if (!trial.passed()) {
          return new Written.Failed(draft, trial);
        }
        passed.add(id);
      }
      ids.add(id);
    }
    return new Written.All(ids);
  }

  private void sayLeftOut(CommitDraft draft, TemporaryWorkTree.Trial trial) {
    session
        .console()
        .say(
            "%s is left out: the command of --verify fails on its commit (exit code %d)"
                .formatted(draft.recipe().id(), trial.code()));
    trial.lines().forEach(line -> session.console().say("  " + Line.of(line)));
  }

  private List<String> ids(BranchWriter writer, List<CommitDraft> drafts) throws IOException {
    List<String> ids = new ArrayList<>();
    for (CommitDraft draft : drafts) {
      ids.add(commit(writer, draft));
    }
    return ids;
  }

  private String commit(BranchWriter writer, CommitDraft draft) throws IOException {
    Map<Path, byte[]> texts = new LinkedHashMap<>();
    for (FileOutcome.Changed file : draft.files()) {
      texts.put(tree.placeOf(file.path()), file.after().encode().orElseThrow());
    }
    return writer.commit(draft.message(Version.number()), texts);
  }

  private int finish(BranchWriter writer, ChangeSet set, List<CommitDraft> drafts, List<String> ids)
      throws IOException {
    if (drafts.isEmpty()) {
      return close(set, drafts, ClosingLine.Deed.COMMITTED);
    }
    Optional<String> obstacle = writer.makeBranch(wish.branch());
    if (obstacle.isPresent()) {
      return session.refused(obstacle.get());
    }
    StringBuilder commits = new StringBuilder();
    for (int at = 0; at < ids.size(); at++) {
      CommitDraft draft = drafts.get(at);
      commits.append(
          "%s %s (%s: %s)\n"
              .formatted(
                  ids.get(at).substring(0, SHORT_ID),
                  draft.recipe().title(),
                  draft.recipe().id(),
                  draft.extent()));
    }
    if (!outcome.deliver(commits.toString())) {
      return ExitCode.WRONG;
    }
    int code = close(set, drafts, ClosingLine.Deed.COMMITTED);
    Optional<String> problem =
        wish.checkout() ? repository.checkOut(wish.branch()) : Optional.empty();
    sayBranch(ids.size(), wish.checkout() && problem.isEmpty());
    return problem.isPresent() ? session.refused(problem.get()) : code;
  }

  private void sayBranch(int commits, boolean checkedOut) {
    if (!wish.general().quiet()) {
      session
          .console()
          .say(
              "the branch %s has %s on top of %s%s"
                  .formatted(
                      wish.branch(),
                      ClosingLine.count(commits, "commit"),
                      base.name().substring(0, SHORT_ID),
                      checkedOut ? " and is checked out" : ""));
    }
  }
}
