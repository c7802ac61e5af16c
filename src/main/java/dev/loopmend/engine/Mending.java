package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the fixes of one recipe, round after round, until none is left that may be made.
final class Mending {
  private final Recipe recipe;
  private final List<FileState> files;
  private final Map<String, FileState> byPath = new LinkedHashMap<>();
  private final Workspaces workspaces;
  private final Engine.Limits limits;
  private final List<FileOutcome.Withdrawn> withdrawn = new ArrayList<>();
  private final Set<String> refused = new LinkedHashSet<>();

  Mending(Recipe recipe, List<FileState> files, Workspaces workspaces, Engine.Limits limits) {
    this.recipe = recipe;
    this.files = files;
    this.workspaces = workspaces;
    this.limits = limits;
    files.forEach(file -> byPath.put(file.path(), file));
  }

  /// Makes the fixes; gives those that had to be withdrawn.
  List<FileOutcome.Withdrawn> run() {
    while (true) {
      List<Finding> open = new ArrayList<>();
      for (FileState file : files) {
        file.findings(recipe.id()).stream()
            .filter(finding -> !refused.contains(keyOf(finding)) && !file.isDeclined(finding))
            // Without this a fix that is found again would be made again, for ever.
            .filter(finding -> !file.isInserted(finding.at().span()))
            .forEach(open::add);
      }
      Round round = Round.choose(open, limits.unsafe());
      workspaces.tally().lost(recipe, round.lost());
      if (round.changes().isEmpty()) {
        return withdrawn;
      }
      apply(approved(round));
    }
  }

  /// What the fix of a finding would make of its files if it were made alone, with those that share
  /// an edit with it; nothing if that does not stand up to verification. Nothing is changed.
  Optional<Offer> offer(Finding finding) {
    List<Finding> open =
        files.stream().flatMap(file -> file.findings(recipe.id()).stream()).toList();
    for (Round.Change change : Round.changes(open)) {
      if (change.findings().contains(finding)) {
        Round alone = Round.of(change);
        Attempt attempt = attempt(alone);
        List<Offer.Part> parts =
            attempt.files().stream()
                .map(it -> new Offer.Part(it.file().path(), it.file().current(), it.edits()))
                .toList();
        boolean sound = attempt.failure().isEmpty() && holds(alone, attempt, Keep.NEVER);
        return sound
            ? Optional.of(new Offer(change.findings(), change.safety(), parts))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The round without the changes that are declined.
  private Round approved(Round round) {
    if (limits.approval().equals(Approval.OF_ALL)) {
      return round;
    }
    Round left = round;
    for (Round.Change change : round.changes()) {
      Attempt attempt = attempt(Round.of(change));
      // What cannot be made is no question; it is withdrawn below.
      if (attempt.failure().isEmpty() && !limits.approval().approves(proposal(change, attempt))) {
        change.findings().forEach(one -> fileOf(one).decline(one));
        left = left.without(change);
      }
    }
    return left;
  }

  private FileState fileOf(Finding finding) {
    return Optional.ofNullable(byPath.get(finding.at().path())).orElseThrow();
  }

  private static Approval.Proposal proposal(Round.Change change, Attempt attempt) {
    List<FileOutcome.Changed> files = new ArrayList<>();
    for (Edited edited : attempt.files()) {
      FileState file = edited.file();
      List<Finding> fixed =
          change.findings().stream()
              .filter(finding -> finding.at().path().equals(file.path()))
              .toList();
      files.add(
          new FileOutcome.Changed(file.path(), file.current(), edited.text(), fixed, List.of()));
    }
    return new Approval.Proposal(change.findings(), files);
  }

  /// A finding's place in words that outlive edits elsewhere in the file.
  private static String keyOf(Finding finding) {
    return finding.at().path() + "\n" + finding.snippet() + "\n" + finding.at().column();
  }

  /// Makes a round; a change that does not stand up to verification is withdrawn and the rest done
  /// again without it.
  private void apply(Round round) {
    Round left = round;
    while (!left.changes().isEmpty()) {
      Attempt attempt = attempt(left);
      if (attempt.failure().isEmpty() && holds(left, attempt, Keep.IF_SOUND)) {
        return;
      }
      left = withoutCulprits(left);
    }
  }

  /// Whether a sound attempt stays, or was only a trial.
  private enum Keep {
    IF_SOUND,
    NEVER
  }

  /// What a round would make of one file.
  private record Edited(FileState file, EditMap edits, SourceText text, SyntaxTree tree) {}

  /// What a round would make of all files, or why it cannot be made.
  private record Attempt(List<Edited> files, String text, Optional<String> failure) {}

  private Attempt attempt(Round round) {
    Set<String> paths = new LinkedHashSet<>();
    round.changes().forEach(change -> paths.addAll(change.files().keySet()));
    List<Edited> edited = new ArrayList<>();
    for (String path : paths) {
      FileState file = byPath.get(path);
      if (file == null || !workspaces.hold(file)) {
        return new Attempt(edited, "", Optional.of("the file " + path + " is not there any more"));
      }
      EditMap map = round.edits(path, workspaces.planner(file));
      if (Edits.haveConflict(map.edits())) {
        return new Attempt(edited, "", Optional.of("two of its edits change the same text"));
      }
      String text = Edits.apply(file.current().text(), map.edits());
      Optional<SourceText> next = file.current().withText(text, map::newOffset);
      if (next.isEmpty()) {
        return new Attempt(edited, text, Optional.of("the file cannot hold the text"));
      }
      switch (Verification.verify(file.tree(), map, next.get())) {
        case Verification.Verdict.Sound(SyntaxTree tree) ->
            edited.add(new Edited(file, map, next.get(), tree));
        case Verification.Verdict.Broken(String why) -> {
          return new Attempt(edited, text, Optional.of(why));
        }
      }
    }
    return new Attempt(edited, "", Optional.empty());
  }

  /// Takes an attempt over to see whether the recipe still finds something where it was fixed;
  /// takes it back if so, or if it is a trial.
  private boolean holds(Round round, Attempt attempt, Keep keep) {
    List<FileState> affected = affected(attempt);
    List<FileState> copies = affected.stream().map(FileState::copy).toList();
    for (Edited edited : attempt.files()) {
      FileState file = edited.file();
      List<Finding> fixed =
          round.findings().stream()
              .filter(finding -> finding.at().path().equals(file.path()))
              .toList();
      file.advance(edited.text(), edited.tree(), fixed, edited.edits());
    }
    creditElsewhere(round, attempt);
    workspaces.inspect(recipe.id(), files, affected);
    boolean holds = true;
    for (int at = 0; at < attempt.files().size(); at++) {
      Edited edited = attempt.files().get(at);
      List<Finding> old = copies.get(at).findings(recipe.id());
      holds &= !findsAgain(edited.file(), edited.edits(), round, old);
    }
    if (!holds || keep == Keep.NEVER) {
      for (int at = 0; at < copies.size(); at++) {
        affected.get(at).restore(copies.get(at));
      }
    }
    return holds;
  }

  /// Ex) a callback of another file than the one that registers it, where the finding is
  private static void creditElsewhere(Round round, Attempt attempt) {
    for (Round.Change change : round.changes()) {
      for (Finding finding : change.findings()) {
        if (!change.files().containsKey(finding.at().path())) {
          attempt.files().stream()
              .map(Edited::file)
              .filter(file -> change.files().containsKey(file.path()))
              .findFirst()
              .ifPresent(file -> file.credit(finding));
        }
      }
    }
  }

  /// The files that an attempt edits, and behind them those with findings of the recipe, which may
  /// have changed with them: a fix may reach into an edited file, a condition may ask about it.
  private List<FileState> affected(Attempt attempt) {
    Set<FileState> affected = new LinkedHashSet<>();
    attempt.files().forEach(edited -> affected.add(edited.file()));
    files.stream().filter(file -> !file.findings(recipe.id()).isEmpty()).forEach(affected::add);
    return List.copyOf(affected);
  }

  /// Whether the recipe finds something at a place that it fixed, which it did not find before.
  private boolean findsAgain(FileState file, EditMap map, Round round, List<Finding> old) {
    Set<Span> fixed = new LinkedHashSet<>();
    Set<Span> expected = new LinkedHashSet<>();
    for (Finding finding : old) {
      Span span = finding.at().span();
      if (round.findings().contains(finding)) {
        fixed.add(map.newSpan(span));
      } else {
        expected.add(new Span(map.newOffset(span.start()), map.newOffset(span.end() - 1) + 1));
        expected.add(map.newSpan(span));
      }
    }
    for (Finding finding : file.findings(recipe.id())) {
      Span span = finding.at().span();
      if (!expected.contains(span) && fixed.stream().anyMatch(place -> place.overlaps(span))) {
        return true;
      }
    }
    return false;
  }

  /// The round without the changes that fail by themselves; if each stands alone, without the last.
  private Round withoutCulprits(Round round) {
    Round left = round;
    for (Round.Change change : round.changes()) {
      Round alone = Round.of(change);
      Attempt attempt = attempt(alone);
      Optional<String> failure = attempt.failure();
      if (failure.isEmpty() && !holds(alone, attempt, Keep.NEVER)) {
        failure = Optional.of("the recipe finds its own result again");
      }
      if (failure.isPresent()) {
        withdraw(change, attempt, failure.get());
        left = left.without(change);
      }
    }
    if (left.changes().size() < round.changes().size()) {
      return left;
    }
    Round.Change last = round.changes().getLast();
    withdraw(last, attempt(Round.of(last)), "it cannot be made together with the others");
    return round.without(last);
  }

  private void withdraw(Round.Change change, Attempt attempt, String why) {
    Finding first = change.findings().getFirst();
    String path = first.at().path();
    withdrawn.add(
        new FileOutcome.Withdrawn(
            path,
            first,
            Optional.ofNullable(byPath.get(path))
                .filter(FileState::isHeld)
                .map(file -> file.current().text())
                .orElse(""),
            attempt.text(),
            why));
    change.findings().forEach(finding -> refused.add(keyOf(finding)));
  }
}
