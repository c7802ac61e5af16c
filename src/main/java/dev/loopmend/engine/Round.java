package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.Safety;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Finding;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The fixes of one recipe that can be made at the same time, and the others.
///
/// Findings whose fixes share an edit are one change, at the weakest of their levels. Changes are
/// taken by path and position; one that conflicts with a change taken before waits for the next
/// round.
record Round(List<Change> changes) {

  /// Findings that are fixed together or not at all.
  record Change(List<Finding> findings, Safety safety) {

    /// What the change does, file by file.
    Map<String, FileEdits> files() {
      Map<String, FileEdits> files = new LinkedHashMap<>();
      for (Finding finding : findings) {
        for (FileEdits part : finding.fix().orElseThrow().files()) {
          files.merge(part.path(), part, Change::join);
        }
      }
      return files;
    }

    private static FileEdits join(FileEdits one, FileEdits other) {
      List<TextEdit> edits = new ArrayList<>(one.edits());
      edits.addAll(other.edits());
      List<Request> requests = new ArrayList<>(one.requests());
      requests.addAll(other.requests());
      return new FileEdits(one.path(), Edits.inOrder(edits), requests.stream().distinct().toList());
    }
  }

  /// Chooses the changes to be made now among findings with fixes, in the order of path and place.
  static Round choose(List<Finding> findings, boolean unsafe) {
    List<Change> taken = new ArrayList<>();
    Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
    for (Change change : changes(findings)) {
      boolean allowed =
          change.safety().level() == Safety.Level.SAFE
              || (unsafe && change.safety().level() == Safety.Level.UNSAFE);
      if (allowed && isFree(change, edits)) {
        taken.add(change);
        change
            .files()
            .values()
            .forEach(
                file ->
                    edits
                        .computeIfAbsent(file.path(), _ -> new ArrayList<>())
                        .addAll(file.edits()));
      }
    }
    return new Round(List.copyOf(taken));
  }

  /// Joins the findings whose fixes share an edit.
  static List<Change> changes(List<Finding> findings) {
    List<Change> changes = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.fix().isEmpty()) {
        continue;
      }
      Change joined = new Change(List.of(finding), finding.safety());
      for (Change other : List.copyOf(changes)) {
        if (share(joined, other)) {
          changes.remove(other);
          List<Finding> all = new ArrayList<>(other.findings());
          all.addAll(joined.findings());
          joined = new Change(List.copyOf(all), other.safety().weakest(joined.safety()));
        }
      }
      changes.add(joined);
    }
    return changes;
  }

  private static boolean share(Change one, Change other) {
    for (FileEdits a : one.files().values()) {
      FileEdits b = other.files().get(a.path());
      if (b != null && !nested(one, other) && a.edits().stream().anyMatch(b.edits()::contains)) {
        return true;
      }
    }
    return false;
  }

  /// Ex) `f(g(x))` where both calls are fixed: equal insertions behind both are two edits, not one.
  private static boolean nested(Change one, Change other) {
    for (Finding a : one.findings()) {
      for (Finding b : other.findings()) {
        Span x = a.at().span();
        Span y = b.at().span();
        if (a.at().path().equals(b.at().path()) && (x.contains(y) || y.contains(x))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFree(Change change, Map<String, List<TextEdit>> taken) {
    for (FileEdits file : change.files().values()) {
      for (TextEdit other : taken.getOrDefault(file.path(), List.of())) {
        for (TextEdit edit : file.edits()) {
          boolean samePlace =
              edit.span().isEmpty() && other.span().isEmpty() && edit.span().equals(other.span());
          if (samePlace || edit.equals(other) || Edits.conflict(edit, other)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /// All edits to a file, requests of all changes planned together.
  EditMap edits(String path, RequestPlanner planner) {
    List<TextEdit> edits = new ArrayList<>();
    List<Request> requests = new ArrayList<>();
    for (Change change : changes) {
      FileEdits file = change.files().get(path);
      if (file != null) {
        edits.addAll(file.edits());
        requests.addAll(file.requests());
      }
    }
    edits.addAll(planner.plan(requests, List.copyOf(edits)));
    return EditMap.of(edits);
  }

  /// The round without one of its changes.
  Round without(Change change) {
    return new Round(changes.stream().filter(one -> !one.equals(change)).toList());
  }

  /// The findings that the round fixes.
  List<Finding> findings() {
    return changes.stream().flatMap(change -> change.findings().stream()).toList();
  }
}
