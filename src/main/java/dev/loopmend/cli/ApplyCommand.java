package dev.loopmend.cli;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Fix;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.git.UnstagedFiles;
import dev.loopmend.project.WorkTree;
import dev.loopmend.recipe.Finding;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.DiffReport;
import dev.loopmend.report.Line;
import dev.loopmend.report.Palette;
import dev.loopmend.report.RecipeSummary;
import dev.loopmend.write.Target;
import dev.loopmend.write.UndoLog;
import dev.loopmend.write.WriteOutcome;
import dev.loopmend.write.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final Argument<Boolean> interactive =
      Argument.flag("show each fix and ask before it is made", "-i", "--interactive");
  private final Argument<String> addIgnore =
      Argument.one(
          String.class,
          "",
          "REASON",
          "decline what is left, by comments with a reason",
          "--add-ignore");
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
    arguments.add(interactive);
    arguments.add(addIgnore);
    arguments.add(exitNonZeroOnFindings);
    return Argument.command(
        this, "apply", "Make the fixes in place; nothing else is touched.", arguments);
  }

  @Override
  public Integer call() {
    Terminals terminals = session.surroundings().terminals();
    boolean canAsk = terminals.in() && terminals.err() && !options.isStandardInput();
    if (interactive.value() && !canAsk) {
      return session.wrong(
          "-i asks on a terminal: standard input and standard error have to be one");
    }
    if (addIgnore.given().isPresent()) {
      Optional<String> misuse = misuse(addIgnore.value());
      if (misuse.isPresent()) {
        return session.wrong("--add-ignore: " + misuse.get());
      }
    }
    return switch (Scan.prepare(session, options, recipes)) {
      case Scan.Wrong wrong -> session.wrong(wrong.problems());
      case Scan.Ready ready -> {
        Scan.Ready told = ready.telling(general.progress(session));
        yield options.isStandardInput()
            ? print(told)
            : run(told, interactive.value() ? Optional.of(questions(told)) : Optional.empty());
      }
    };
  }

  private Optional<String> misuse(String reason) {
    boolean oneLine = !reason.isBlank() && reason.chars().noneMatch(Character::isISOControl);
    boolean whole = !options.isStandardInput() && options.since().isEmpty() && !options.staged();
    if (!oneLine) {
      return Optional.of("the reason must be a line of text");
    }
    return whole ? Optional.empty() : Optional.of("not together with -, --since or --staged");
  }

  private Questions questions(Scan.Ready ready) {
    Surroundings surroundings = session.surroundings();
    Palette palette = general.palette(surroundings, surroundings.terminals().err());
    DiffReport report = new DiffReport(palette, true, ready.tree().workspace()::inDiff);
    return new Questions(session, report);
  }

  /// The change as it can be written, and the files that are refused.
  private record Made(
      Writer.Plan plan, Declined declined, SortedMap<String, WriteOutcome.NotWritten> refused) {}

  /// Makes the fixes, and declines what is left if that is wanted. Files that are refused stay as
  /// they are, and all is done again around them: whoever needs them goes without, no other fix.
  private Made made(Scan.Ready ready, Optional<Questions> questions, Writer writer) {
    SortedMap<String, WriteOutcome.NotWritten> refused = new TreeMap<>();
    Map<String, String> closed = new TreeMap<>();
    while (true) {
      Scan.Ready around = ready.closing(closed);
      ChangeSet mended = around.run(session.wiring().mend());
      Declined declined =
          addIgnore
              .given()
              .map(reason -> Declined.of(session, around, mended, reason.strip()))
              .orElseGet(() -> Declined.nothing(mended));
      Writer.Plan plan = writer.plan(targets(declined.set(), ready.tree()));
      if (plan.refused().isEmpty()) {
        return new Made(plan, declined, refused);
      }
      for (WriteOutcome.NotWritten outcome : plan.refused()) {
        refused.put(outcome.path(), outcome);
        closed.put(outcome.path(), outcome.why());
      }
      questions.ifPresent(Questions::startAgain);
    }
  }

  private int run(Scan.Ready ready, Optional<Questions> questions) {
    WorkTree tree = ready.tree();
    Outcome outcome = new Outcome(session, general, options);
    Writer writer = writer(tree);
    Made result = made(questions.map(ready::asking).orElse(ready), questions, writer);
    ChangeSet set = result.declined().set();
    sayDeclined(result.declined());
    Set<String> written = new TreeSet<>();
    SortedMap<String, WriteOutcome.NotWritten> refused = new TreeMap<>(result.refused());
    for (WriteOutcome file : writer.write(result.plan())) {
      switch (file) {
        case WriteOutcome.Written(String path) -> written.add(path);
        case WriteOutcome.NotWritten lost -> refused.put(lost.path(), lost);
      }
    }
    refused.values().forEach(this::say);
    List<String> summary = written.stream().map(path -> Line.of(path) + "\n").toList();
    if (!general.quiet() && !outcome.deliver(String.join("", summary))) {
      return ExitCode.WRONG;
    }
    List<FileOutcome.Changed> made =
        set.changed().stream().filter(file -> written.contains(file.path())).toList();
    outcome.trouble(set, tree.workspace());
    if (!general.quiet()) {
      List<Finding> fixed = made.stream().flatMap(file -> file.applied().stream()).toList();
      RecipeSummary.of(fixed, set.left()).forEach(session.console()::say);
    }
    outcome.elsewhere(made, tree);
    outcome.close(set, ClosingLine.Deed.WRITTEN, Outcome.fixes(made), made.size());
    boolean left = exitNonZeroOnFindings.value() && !set.left().isEmpty();
    return !refused.isEmpty() ? ExitCode.REFUSED : outcome.code(set, tree.workspace(), left);
  }

  private void sayDeclined(Declined declined) {
    for (String path : declined.vain()) {
      session.console().say(Line.of(path) + ": no comment can decline what is left in it");
    }
    if (!general.quiet() && addIgnore.given().isPresent()) {
      String count = ClosingLine.count(declined.findings(), "finding");
      session.console().say(count + " declined by comments");
    }
  }

  private void say(WriteOutcome.NotWritten refused) {
    String what = refused instanceof WriteOutcome.Failed ? "cannot be written" : "refused";
    session.console().say(Line.of(refused.path()) + ": " + what + ": " + refused.why());
  }

  /// Writes what becomes of standard input; a text that cannot be worked on stays as it is.
  private int print(Scan.Ready ready) {
    Outcome outcome = new Outcome(session, general, options);
    ChangeSet set = ready.run(session.wiring().mend());
    Map<String, byte[]> texts = ready.tree().view().texts();
    List<FileOutcome.Changed> made =
        set.changed().stream().filter(file -> texts.containsKey(file.path())).toList();
    for (byte[] text : texts.values()) {
      byte[] result = made.isEmpty() ? text : made.getFirst().after().encode().orElse(text);
      if (!outcome.deliver(result)) {
        return ExitCode.WRONG;
      }
    }
    outcome.trouble(set, ready.tree().workspace());
    outcome.close(set, ClosingLine.Deed.WRITTEN, Outcome.fixes(made), made.size());
    boolean left = exitNonZeroOnFindings.value() && !set.left().isEmpty();
    return outcome.code(set, ready.tree().workspace(), left);
  }

  private Writer writer(WorkTree tree) {
    Path cwd = session.surroundings().cwd();
    Path real = UndoLogs.real(cwd);
    List<UndoLog> logs = UndoLogs.of(real, session.surroundings().environment());
    return new Writer(
        tree.workspace().roots(),
        real,
        files -> allowDirty.value() ? Map.of() : UnstagedFiles.among(files, real),
        logs.getFirst(),
        logs.subList(1, logs.size()));
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
      targets.add(
          new Target(
              file.path(), tree.placeOf(file.path()), file.before(), file.after(), together));
    }
    return List.copyOf(targets);
  }

  private static List<String> paths(Fix fix) {
    return fix.files().stream().map(FileEdits::path).toList();
  }
}
