package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Fix;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.Safety;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Finding;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fixes of one recipe that can be made at the same time, and the others.
///
/// Findings whose fixes share an edit are one change, at the weakest of their levels. Changes are
/// taken by path and position; one that conflicts with a change taken before waits for the next
/// round; `lost` counts those.
record Round(List<Change> changes, int lost) {

  /// Findings that are fixed together or not at all, at one level, and what that does file by file.
  record Change(List<Finding> findings, Safety safety, Map<String, FileEdits> files) {

    private static Change of(Finding finding, Fix fix) {
      Map<String, FileEdits> files = new LinkedHashMap<>();
      fix.files().forEach(part -> files.merge(part.path(), part, Change::join));
      return new Change(List.of(finding), finding.safety(), files);
    }

    private Change with(Change other) {
      List<Finding> all = new ArrayList<>(findings);
      all.addAll(other.findings);
      Map<String, FileEdits> both = new LinkedHashMap<>(files);
      other.files.forEach((path, part) -> both.merge(path, part, Change::join));
      return new Change(List.copyOf(all), safety.weakest(other.safety), both);
    }

    private static FileEdits join(FileEdits one, FileEdits other) {
      List<TextEdit> edits = new ArrayList<>(one.edits());
      edits.addAll(other.edits());
      List<Request> requests = new ArrayList<>(one.requests());
      requests.addAll(other.requests());
      return new FileEdits(one.path(), Edits.inOrder(edits), requests.stream().distinct().toList());
    }
  }

  /// A round of one change.
  static Round of(Change change) {
    return new Round(List.of(change), 0);
  }

  /// Chooses the changes to be made now among findings with fixes, in the order of path and place.
  static Round choose(List<Finding> findings, boolean unsafe) {
    List<Change> taken = new ArrayList<>();
    int lost = 0;
    Map<String, List<TextEdit>> edits = new HashMap<>();
    for (Change change : changes(findings)) {
      boolean allowed =
          change.safety().level() == Safety.Level.SAFE
              || (unsafe && change.safety().level() == Safety.Level.UNSAFE);
      boolean free =
          isFree(change, edits)
              && taken.stream().noneMatch(it -> clash(change.files(), it.files()));
      lost += allowed && !free ? 1 : 0;
      if (allowed && free) {
        taken.add(change);
        for (FileEdits file : change.files().values()) {
          edits.computeIfAbsent(file.path(), _ -> new ArrayList<>()).addAll(file.edits());
        }
      }
    }
    return new Round(List.copyOf(taken), lost);
  }

  /// Joins the findings whose fixes share an edit. Only changes of the same file are compared.
  static List<Change> changes(List<Finding> findings) {
    Set<Change> changes = new LinkedHashSet<>();
    Map<String, Set<Change>> byPath = new HashMap<>();
    for (Finding finding : findings) {
      if (finding.fix().isEmpty()) {
        continue;
      }
      Change joined = Change.of(finding, finding.fix().get());
      for (Change other : neighbours(joined, byPath)) {
        if (share(joined, other)) {
          changes.remove(other);
          other.files().keySet().forEach(path -> byPath.getOrDefault(path, Set.of()).remove(other));
          joined = other.with(joined);
        }
      }
      changes.add(joined);
      for (String path : joined.files().keySet()) {
        byPath.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(joined);
      }
    }
    return List.copyOf(changes);
  }

  private static Set<Change> neighbours(Change change, Map<String, Set<Change>> byPath) {
    Set<Change> found = new LinkedHashSet<>();
    change.files().keySet().forEach(path -> found.addAll(byPath.getOrDefault(path, Set.of())));
    return found;
  }

  private static boolean share(Change one, Change other) {
    if (clash(one.files(), other.files()) || conflict(one.files(), other.files())) {
      return false;
    }
    for (FileEdits a : one.files().values()) {
      FileEdits b = other.files().get(a.path());
      boolean equal =
          b != null
              && a.edits().stream().anyMatch(it -> !isIndentation(it) && b.edits().contains(it));
      if (equal && !nested(one, other)) {
        return true;
      }
    }
    return false;
  }

  /// Ex) two blocks that a line moves into, one within the other: it moves twice
  private static boolean isIndentation(TextEdit edit) {
    return edit.span().isEmpty()
        && edit.replacement().chars().allMatch(it -> it == ' ' || it == '\t');
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

  /// Whether two changes write different code in one place, so that they cannot be made together.
  private static boolean conflict(Map<String, FileEdits> one, Map<String, FileEdits> other) {
    for (FileEdits a : one.values()) {
      FileEdits b = other.get(a.path());
      for (TextEdit edit : b == null ? List.<TextEdit>of() : b.edits()) {
        if (a.edits().stream().anyMatch(it -> !it.equals(edit) && Edits.conflict(it, edit))) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether two changes define or import the same name otherwise, or would write the comments of a
  /// definition once instead of twice.
  private static boolean clash(Map<String, FileEdits> one, Map<String, FileEdits> other) {
    for (FileEdits a : one.values()) {
      FileEdits b = other.get(a.path());
      List<Request> requests = b == null ? List.of() : b.requests();
      for (Request request : a.requests()) {
        if (request instanceof Request.Definition(String text, List<String> names, _)
            && requests.stream().anyMatch(it -> clashes(it, text, names))) {
          return true;
        }
        String name = imported(request);
        if (!name.isEmpty()
            && requests.stream().anyMatch(it -> !it.equals(request) && imported(it).equals(name))) {
          return true;
        }
      }
    }
    return false;
  }

  /// The name that `from module import …` binds.
  private static String imported(Request request) {
    return switch (request) {
      case Request.ImportName(_, String name) -> name;
      case Request.ImportNameAs(_, _, String name) -> name;
      case Request.ImportModule _, Request.ImportModuleAs _, Request.Definition _ -> "";
    };
  }

  private static boolean clashes(Request request, String text, List<String> names) {
    return request instanceof Request.Definition other
        && other.names().stream().anyMatch(names::contains)
        && (!other.text().equals(text) || text.contains("#"));
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
    return new Round(changes.stream().filter(one -> !one.equals(change)).toList(), lost);
  }

  /// The findings that the round fixes.
  List<Finding> findings() {
    return changes.stream().flatMap(change -> change.findings().stream()).toList();
  }
}
