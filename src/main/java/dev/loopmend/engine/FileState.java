package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.recipe.Finding;
import dev.loopmend.semantic.Summaries;
import dev.loopmend.semantic.Summary;
import dev.loopmend.syntax.SyntaxTree;
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

/// One file in the course of a run: its text as far as it was mended, and what was found in it.
///
/// What was read for other files only, and files without findings when many are held, give their
/// text and tree back and get them again from the source tree when somebody asks.
final class FileState {
  private final Look look;
  private final Set<String> candidates;
  private final int fingerprint;
  private Optional<Text> text;
  private Summary summary;
  private Map<String, List<Finding>> findings = Map.of();
  private int suppressed;
  private final List<Finding> applied = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();

  /// The text that was read, the text as it is now, and its tree.
  private record Text(SourceText original, SourceText current, SyntaxTree tree) {}

  private FileState(Look look, int fingerprint, Optional<Text> text, Summary summary) {
    this.look = look;
    boolean chosen = look.standing() == SourceTree.Standing.CHOSEN;
    this.candidates = new LinkedHashSet<>(chosen ? look.candidates() : Set.of());
    this.fingerprint = fingerprint;
    this.text = text;
    this.summary = summary;
  }

  /// The state of a file that was just read.
  static FileState of(Look look, Loading.Loaded loaded) {
    SourceText source = loaded.source();
    Text text = new Text(source, source, loaded.tree());
    Summary summary = Summaries.summarize(look.path(), loaded.tree());
    return new FileState(look, source.text().hashCode(), Optional.of(text), summary);
  }

  String path() {
    return look.path();
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

  /// Whether a fix changed the text.
  boolean isChanged() {
    return text.isPresent() && !original().text().equals(current().text());
  }

  /// Gives the text and the tree back, unless the file was changed.
  void release() {
    if (!isChanged()) {
      text = Optional.empty();
    }
  }

  /// Has text and tree again; `false` if the file is not any more what it was.
  synchronized boolean hold(SourceTree sources) {
    if (text.isPresent()) {
      return true;
    }
    switch (Loading.load(sources, path(), Integer.MAX_VALUE)) {
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

  /// Lets a recipe look for something here, if that is wanted.
  void addCandidate(String recipe) {
    if (standing() == SourceTree.Standing.CHOSEN && settings().recipes().contains(recipe)) {
      candidates.add(recipe);
    }
  }

  void addCandidates(Set<String> recipes) {
    recipes.forEach(this::addCandidate);
  }

  int suppressed() {
    return suppressed;
  }

  List<Finding> applied() {
    return List.copyOf(applied);
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
    suppressed = declined;
  }

  /// Takes over a verified text, in which a recipe fixed findings by these edits.
  void advance(SourceText next, SyntaxTree parsed, List<Finding> fixed, EditMap edits) {
    text = Optional.of(new Text(original(), next, parsed));
    summary = Summaries.summarize(path(), parsed);
    applied.addAll(fixed);
    written.replaceAll(place -> new Written(place.recipe(), edits.newSpan(place.span())));
    for (Finding finding : fixed) {
      written.add(new Written(finding.recipe(), edits.newSpan(finding.at().span())));
    }
  }

  /// Whether a span of the text as it is now lies where one of some recipes wrote.
  boolean isOutputOf(List<String> recipes, Span span) {
    return written.stream()
        .anyMatch(place -> recipes.contains(place.recipe()) && place.span().overlaps(span));
  }

  /// What a recipe wrote, in the text as it is now.
  private record Written(String recipe, Span span) {}

  /// A snapshot that `restore` takes back.
  FileState copy() {
    FileState copy = new FileState(look, fingerprint, text, summary);
    copy.restore(this);
    return copy;
  }

  /// Takes over the text and findings of another state of the same file.
  void restore(FileState other) {
    text = other.text;
    summary = other.summary;
    findings = other.findings;
    suppressed = other.suppressed;
    applied.clear();
    applied.addAll(other.applied);
    written.clear();
    written.addAll(other.written);
  }
}
