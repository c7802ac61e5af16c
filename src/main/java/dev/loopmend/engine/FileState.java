package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.recipe.Finding;
import dev.loopmend.semantic.Summaries;
import dev.loopmend.semantic.Summary;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineRange;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One file in the course of a run: its text as far as it was mended, and what was found in it.
final class FileState {
  private final String path;
  private final SourceText original;
  private final FileSettings settings;
  private final Set<String> candidates;
  private SourceText current;
  private SyntaxTree tree;
  private Summary summary;
  private Map<String, List<Finding>> findings = Map.of();
  private int suppressed;
  private Optional<List<Span>> chosen = Optional.empty();
  private final List<Finding> applied = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private final List<Written> declined = new ArrayList<>();
  private final List<FileOutcome.Stage> stages = new ArrayList<>();
  private final List<Span> inserted = new ArrayList<>();

  FileState(
      String path,
      SourceText source,
      FileSettings settings,
      Set<String> candidates,
      SyntaxTree tree) {
    this(path, source, settings, candidates, tree, Summaries.summarize(path, tree));
  }

  private FileState(
      String path,
      SourceText source,
      FileSettings settings,
      Set<String> candidates,
      SyntaxTree tree,
      Summary summary) {
    this.path = path;
    this.original = source;
    this.current = source;
    this.settings = settings;
    this.candidates = candidates;
    this.tree = tree;
    this.summary = summary;
  }

  String path() {
    return path;
  }

  FileSettings settings() {
    return settings;
  }

  SourceText original() {
    return original;
  }

  SourceText current() {
    return current;
  }

  SyntaxTree tree() {
    return tree;
  }

  Summary summary() {
    return summary;
  }

  /// The ids of the recipes that may find something here.
  Set<String> candidates() {
    return candidates;
  }

  int suppressed() {
    return suppressed;
  }

  /// Keeps the text as it is now as what a recipe made of the file, if it made anything of it.
  void endOf(String recipe) {
    SourceText last = stages.isEmpty() ? original : stages.getLast().after();
    if (!current.text().equals(last.text())) {
      stages.add(new FileOutcome.Stage(recipe, current));
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
    chosen = Optional.of(lines.stream().map(range -> range.in(current.text())).toList());
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

  /// Takes over a verified text, in which a recipe fixed findings by these edits.
  void advance(SourceText text, SyntaxTree parsed, List<Finding> fixed, EditMap edits) {
    current = text;
    tree = parsed;
    summary = Summaries.summarize(path, parsed);
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
    FileState copy = new FileState(path, original, settings, candidates, tree, summary);
    copy.restore(this);
    return copy;
  }

  /// Takes over the text and findings of another state of the same file.
  void restore(FileState other) {
    current = other.current;
    tree = other.tree;
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
