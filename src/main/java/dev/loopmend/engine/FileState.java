package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.recipe.Finding;
import dev.loopmend.semantic.Summaries;
import dev.loopmend.semantic.Summary;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Formats;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.LineRange;
import dev.loopmend.text.Origin;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One file in the course of a run: its text as far as it was mended, and what was found in it.
///
/// What was read for other files only, and files without findings when many are held, give their
/// text and tree back and get them again from the source tree when somebody asks.
final class FileState {
  private final Look look;
  private final Set<String> candidates;
  private final int fingerprint;
  private final boolean isNew;
  private Optional<Text> text;
  private Summary summary;
  private Map<String, List<Finding>> findings = Map.of();
  private int suppressed;
  private Optional<List<Span>> chosen = Optional.empty();
  private final List<Finding> applied = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private final List<Written> declined = new ArrayList<>();
  private final List<FileOutcome.Stage> stages = new ArrayList<>();
  private final List<Span> inserted = new ArrayList<>();

  /// The text that was read, the text as it is now, and its tree.
  private record Text(SourceText original, SourceText current, SyntaxTree tree) {}

  private FileState(
      Look look, int fingerprint, boolean isNew, Optional<Text> text, Summary summary) {
    this.look = look;
    this.isNew = isNew;
    boolean chosen = look.standing() == SourceTree.Standing.CHOSEN;
    this.candidates = new LinkedHashSet<>(chosen ? look.candidates() : Set.of());
    this.fingerprint = fingerprint;
    this.text = text;
    this.summary = summary;
  }

  /// The state of a file that was just read.
  static FileState of(SourceTree sources, Look look, Loading.Loaded loaded) {
    SourceText source = loaded.source();
    Text text = new Text(source, source, loaded.tree());
    Summary summary = Summaries.summarize(look.path(), loaded.tree());
    FileState state =
        new FileState(
            look, source.text().hashCode(), source.isAbsent(), Optional.of(text), summary);
    sources.chosenLines(look.path()).ifPresent(state::choose);
    return state;
  }

  String path() {
    return look.path();
  }

  /// What the first pass learned of it.
  Look look() {
    return look;
  }

  /// Whether the text that was read may hold a word.
  boolean mayHold(String word) {
    return look.words().mayHold(word);
  }

  SourceTree.Standing standing() {
    return look.standing();
  }

  FileSettings settings() {
    return look.settings();
  }

  /// The text that was read; the file must be held.
  SourceText original() {
    return text.orElseThrow().original();
  }

  /// The text as it is now; the file must be held.
  SourceText current() {
    return text.orElseThrow().current();
  }

  /// The tree of the text as it is now; the file must be held.
  SyntaxTree tree() {
    return text.orElseThrow().tree();
  }

  boolean isHeld() {
    return text.isPresent();
  }

  /// Whether there was no such file when the run began.
  boolean isNew() {
    return isNew;
  }

  /// Whether a fix changed the text. Others may ask while the file is released, so it is looked at
  /// once.
  boolean isChanged() {
    return text.filter(it -> !it.original().text().equals(it.current().text())).isPresent();
  }

  /// Gives the text and the tree back, unless the file was changed.
  synchronized void release() {
    if (!isChanged()) {
      text = Optional.empty();
    }
  }

  /// The tree of the text as it is now, read again if need be; nothing if the file is not any more
  /// what it was.
  synchronized Optional<SyntaxTree> treeFrom(SourceTree sources, Formats formats) {
    return hold(sources, formats) ? Optional.of(tree()) : Optional.empty();
  }

  /// The text as it is now, in the same way.
  synchronized Optional<SourceText> textFrom(SourceTree sources, Formats formats) {
    return hold(sources, formats) ? Optional.of(current()) : Optional.empty();
  }

  /// Has text and tree again; `false` if the file is not any more what it was.
  synchronized boolean hold(SourceTree sources, Formats formats) {
    if (text.isPresent()) {
      return true;
    }
    switch (Loading.load(sources, formats, path(), Integer.MAX_VALUE)) {
      case Loading.Loaded(SourceText source, SyntaxTree tree) -> {
        if (source.text().hashCode() == fingerprint) {
          text = Optional.of(new Text(source, source, tree));
        }
      }
      case Loading.Skipped _ -> {}
    }
    return text.isPresent();
  }

  Summary summary() {
    return summary;
  }

  /// The ids of the recipes that may find something here.
  Set<String> candidates() {
    return Collections.unmodifiableSet(candidates);
  }

  /// Lets recipes look for something here, those of which that is wanted.
  void addCandidates(Set<String> recipes) {
    if (standing() == SourceTree.Standing.CHOSEN) {
      recipes.stream().filter(settings().recipes()::contains).forEach(candidates::add);
    }
  }

  int suppressed() {
    return suppressed;
  }

  /// Keeps the text as it is now as what a recipe made of the file, if it made anything of it.
  void endOf(String recipe) {
    if (!isHeld()) {
      return;
    }
    SourceText last = stages.isEmpty() ? original() : stages.getLast().after();
    if (!current().text().equals(last.text())) {
      stages.add(new FileOutcome.Stage(recipe, current()));
    }
  }

  /// What the recipes that are done made of the file, one after the other.
  List<FileOutcome.Stage> stages() {
    return List.copyOf(stages);
  }

  List<Finding> applied() {
    return List.copyOf(applied);
  }

  /// Wants findings in some lines of the text only, from now on.
  void choose(List<LineRange> lines) {
    Origin origin = tree().origin();
    chosen =
        Optional.of(
            lines.stream()
                .flatMap(
                    range ->
                        origin.isNotebook()
                            ? spansIn(range, origin)
                            : Stream.of(range.in(current().text())))
                .toList());
  }

  /// The lines of cells that stand in some lines of a notebook's file.
  private Stream<Span> spansIn(LineRange range, Origin origin) {
    LineMap lines = tree().lines();
    return IntStream.rangeClosed(1, lines.lineCount())
        .filter(line -> range.holds(origin.line(lines.start(line))))
        .mapToObj(line -> new Span(lines.start(line), lines.end(line) + 1));
  }

  private boolean isChosen(Finding finding) {
    return chosen.isEmpty()
        || chosen.get().stream().anyMatch(lines -> lines.overlaps(finding.at().span()));
  }

  /// Notes that somebody does not want a finding to be fixed.
  void decline(Finding finding) {
    declined.add(new Written(finding.recipe(), finding.at().span()));
  }

  /// Whether somebody declined the fix of a finding in the text as it is now.
  boolean isDeclined(Finding finding) {
    return declined.contains(new Written(finding.recipe(), finding.at().span()));
  }

  /// What a recipe finds in the text as it is now.
  List<Finding> findings(String recipe) {
    return findings.getOrDefault(recipe, List.of());
  }

  /// All findings in the text as it is now, recipe by recipe.
  List<Finding> findings() {
    return findings.values().stream().flatMap(List::stream).toList();
  }

  /// Notes what was found, by recipe in the order in which recipes run.
  void found(Map<String, List<Finding>> byRecipe, int declined) {
    findings = new LinkedHashMap<>(byRecipe);
    findings.replaceAll((_, found) -> found.stream().filter(this::isChosen).toList());
    suppressed = declined;
  }

  /// Notes a finding of another file that an edit of this one fixed.
  void credit(Finding finding) {
    applied.add(finding);
  }

  /// Takes over a verified text, in which a recipe fixed findings by these edits.
  void advance(SourceText next, SyntaxTree parsed, List<Finding> fixed, EditMap edits) {
    text = Optional.of(new Text(original(), next, parsed));
    summary = Summaries.summarize(path(), parsed);
    applied.addAll(fixed);
    declined.replaceAll(
        place ->
            new Written(
                place.recipe(),
                new Span(
                    edits.newOffset(place.span().start()),
                    edits.newOffset(place.span().end() - 1) + 1)));
    chosen = chosen.map(spans -> spans.stream().map(edits::newSpan).toList());
    written.replaceAll(place -> new Written(place.recipe(), edits.newSpan(place.span())));
    for (Finding finding : fixed) {
      written.add(new Written(finding.recipe(), edits.newSpan(finding.at().span())));
    }
    inserted.replaceAll(edits::newSpan);
    inserted.addAll(edits.written());
  }

  /// Whether a span of the text as it is now lies in one piece that a fix of this run wrote.
  boolean isInserted(Span span) {
    return inserted.stream().anyMatch(piece -> piece.contains(span));
  }

  /// Whether a span of the text as it is now lies where one of some recipes wrote.
  boolean isOutputOf(List<String> recipes, Span span) {
    return written.stream()
        .anyMatch(place -> recipes.contains(place.recipe()) && place.span().overlaps(span));
  }

  /// A place of a recipe in the text as it is now: of what it wrote, or of a finding.
  private record Written(String recipe, Span span) {}

  /// A snapshot that `restore` takes back.
  FileState copy() {
    FileState copy = new FileState(look, fingerprint, isNew, text, summary);
    copy.restore(this);
    return copy;
  }

  /// Takes over the text and findings of another state of the same file.
  void restore(FileState other) {
    text = other.text;
    summary = other.summary;
    findings = other.findings;
    suppressed = other.suppressed;
    chosen = other.chosen;
    declined.clear();
    declined.addAll(other.declined);
    applied.clear();
    applied.addAll(other.applied);
    written.clear();
    written.addAll(other.written);
    inserted.clear();
    inserted.addAll(other.inserted);
  }
}
