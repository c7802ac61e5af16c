package dev.loopmend.cli;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Fix;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.project.WorkTree;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.Line;
import dev.loopmend.write.Target;
import dev.loopmend.write.WriteOutcome;
import dev.loopmend.write.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend apply`: the change in the working tree.
final class ApplyCommand implements Callable<Integer> {
  private final Session session;

  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  private final Argument<Boolean> allowDirty =
      Argument.flag("write files with unstaged changes as well", "--allow-dirty");
  private final Argument<Boolean> exitNonZeroOnFindings =
      Argument.flag("exit with 1 if findings are left", "--exit-non-zero-on-findings");

  ApplyCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.addAll(options.arguments());
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    arguments.add(allowDirty);
    arguments.add(exitNonZeroOnFindings);
    return Argument.command(
        this, "apply", "Make the fixes in place; nothing else is touched.", arguments);
  }

  @Override
  public Integer call() {
    return switch (Scan.prepare(session, options, recipes)) {
      case Scan.Wrong wrong -> session.wrong(wrong.problems());
      case Scan.Ready ready -> run(ready);
    };
  }

  private int run(Scan.Ready ready) {
    WorkTree tree = ready.tree();
    Outcome outcome = new Outcome(session, general, options);
    ChangeSet set = session.wiring().mend().over(tree, ready.recipes(), ready.limits());
    List<WriteOutcome> outcomes =
        new Writer(tree.workspace().roots(), allowDirty.value()).apply(targets(set, tree));
    List<String> summary = new ArrayList<>();
    Set<String> written = new HashSet<>();
    int refused = 0;
    for (WriteOutcome file : outcomes) {
      switch (file) {
        case WriteOutcome.Written(String path) -> {
          written.add(path);
          summary.add(Line.of(path) + "\n");
        }
        case WriteOutcome.Refused(String path, String why) -> {
          refused++;
          session.console().say(Line.of(path) + ": refused: " + why);
        }
        case WriteOutcome.Failed(String path, String why) -> {
          refused++;
          session.console().say(Line.of(path) + ": cannot be written: " + why);
        }
      }
    }
    if (!general.quiet() && !outcome.deliver(String.join("", summary))) {
      return ExitCode.WRONG;
    }
    List<FileOutcome.Changed> made =
        set.changed().stream().filter(file -> written.contains(file.path())).toList();
    outcome.trouble(set, tree.workspace());
    outcome.close(set, ClosingLine.Deed.WRITTEN, Outcome.fixes(made), made.size());
    boolean left = exitNonZeroOnFindings.value() && !set.left().isEmpty();
    return refused > 0 ? ExitCode.REFUSED : outcome.code(set, tree.workspace(), left);
  }

  private static List<Target> targets(ChangeSet set, WorkTree tree) {
    List<Target> targets = new ArrayList<>();
    for (FileOutcome.Changed file : set.changed()) {
      Set<String> together = new TreeSet<>();
      set.fixed().stream()
          .flatMap(finding -> finding.fix().stream())
          .map(fix -> paths(fix))
          .filter(paths -> paths.contains(file.path()))
          .forEach(together::addAll);
      together.remove(file.path());
      tree.file(file.path())
          .map(path -> new Target(file.path(), path, file.before(), file.after(), together))
          .ifPresent(targets::add);
    }
    return List.copyOf(targets);
  }

  private static List<String> paths(Fix fix) {
    return fix.files().stream().map(FileEdits::path).toList();
  }
}
