package dev.loopmend.cli;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.IgnoreComments;
import dev.loopmend.engine.SourceTree.Reading;
import dev.loopmend.project.View;
import dev.loopmend.project.WorkTree;
import dev.loopmend.recipe.Finding;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run gives when comments decline what it left: `set` with the comments in its texts, how
/// many findings are declined, and in `vain` the files in which a comment would decline nothing,
/// which get none.
record Declined(ChangeSet set, int findings, List<String> vain) {

  /// A text as the run made it, and with comments.
  private record Change(SourceText before, SourceText after) {}

  /// What a run gives when nothing is declined.
  static Declined nothing(ChangeSet set) {
    return new Declined(set, 0, List.of());
  }

  /// Declines what a run left. The result is looked at once more: a comment that does not parse or
  /// does not decline is none.
  static Declined of(Session session, Scan.Ready ready, ChangeSet set, String reason) {
    Map<String, List<Finding>> left =
        set.left().stream()
            .filter(finding -> ready.tree().closed(finding.at().path()).isEmpty())
            .collect(
                Collectors.groupingBy(
                    finding -> finding.at().path(), TreeMap::new, Collectors.toList()));
    Map<String, SourceText> mended = new HashMap<>();
    set.changed().forEach(file -> mended.put(file.path(), file.after()));
    Map<String, Change> changes = new TreeMap<>();
    left.forEach(
        (path, findings) ->
            Optional.ofNullable(mended.get(path))
                .or(() -> read(session, ready.tree(), path))
                .flatMap(text -> change(text, findings, reason))
                .ifPresent(change -> changes.put(path, change)));
    Set<String> vain = new HashSet<>(left.keySet());
    vain.removeAll(changes.keySet());
    vain.addAll(inVain(session, ready, mended, changes));
    changes.keySet().removeAll(vain);
    List<Finding> open =
        set.left().stream().filter(finding -> !changes.containsKey(finding.at().path())).toList();
    return new Declined(
        new ChangeSet(files(set, changes), open, set.statistics()),
        set.left().size() - open.size(),
        vain.stream().sorted().toList());
  }

  /// The outcomes of files with the comments in their texts, in the order of their paths.
  private static List<FileOutcome> files(ChangeSet set, Map<String, Change> changes) {
    List<FileOutcome> files = new ArrayList<>();
    Map<String, Change> unchanged = new TreeMap<>(changes);
    for (FileOutcome outcome : set.files()) {
      if (outcome instanceof FileOutcome.Changed file) {
        Optional<Change> change = Optional.ofNullable(unchanged.remove(file.path()));
        SourceText after = change.map(Change::after).orElse(file.after());
        files.add(
            new FileOutcome.Changed(
                file.path(), file.before(), after, file.applied(), file.stages()));
      } else {
        files.add(outcome);
      }
    }
    unchanged.forEach(
        (path, change) ->
            files.add(
                new FileOutcome.Changed(
                    path, change.before(), change.after(), List.of(), List.of())));
    files.sort(Comparator.comparing(FileOutcome::path));
    return List.copyOf(files);
  }

  /// The text with comments; nothing if one of them cannot stand there.
  private static Optional<Change> change(SourceText text, List<Finding> findings, String reason) {
    EditMap comments = IgnoreComments.add(text.text(), findings, reason);
    boolean refused =
        comments.edits().stream()
            .anyMatch(edit -> text.refusal(edit.span(), edit.replacement()).isPresent());
    return refused
        ? Optional.empty()
        : text.withText(Edits.apply(text.text(), comments.edits()), comments::newOffset)
            .map(after -> new Change(text, after));
  }

  private static Optional<SourceText> read(Session session, WorkTree tree, String path) {
    return tree.read(path) instanceof Reading.Bytes read
            && session.wiring().formats().decode(path, read.bytes())
                instanceof SourceText.Decoding.Decoded(SourceText source)
        ? Optional.of(source)
        : Optional.empty();
  }

  private static Set<String> inVain(
      Session session,
      Scan.Ready ready,
      Map<String, SourceText> mended,
      Map<String, Change> changes) {
    Set<String> vain = new HashSet<>();
    Map<String, byte[]> texts = new HashMap<>();
    mended.forEach((path, text) -> text.encode().ifPresent(bytes -> texts.put(path, bytes)));
    changes.forEach(
        (path, change) ->
            change
                .after()
                .encode()
                .ifPresentOrElse(bytes -> texts.put(path, bytes), () -> vain.add(path)));
    WorkTree commented = ready.tree().in(new View(texts, Optional.empty(), Map.of()));
    ChangeSet again =
        session
            .wiring()
            .check()
            .over(commented, ready.recipes(), ready.knowledge(), ready.limits());
    again.skipped().stream().map(FileOutcome::path).forEach(vain::add);
    for (Finding finding : again.left()) {
      Change change = changes.get(finding.at().path());
      if (change != null && IgnoreComments.isInVain(change.after().text(), finding)) {
        vain.add(finding.at().path());
      }
    }
    vain.retainAll(changes.keySet());
    return vain;
  }
}
