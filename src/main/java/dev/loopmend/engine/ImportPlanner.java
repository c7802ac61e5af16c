package dev.loopmend.engine;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.semantic.ModuleFiles.Home;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Where new imports go: to their like, at the sorted place if the group is sorted. `homes` tells
/// of a module where it comes from.
record ImportPlanner(ModuleHead head, Function<String, Home> homes) {

  /// The edits that put in import statements, each a line.
  List<TextEdit> plan(List<String> lines) {
    if (lines.isEmpty()) {
      return List.of();
    }
    List<List<Stmt>> groups = groups();
    List<String> sorted = lines.stream().sorted((a, b) -> key(a).compareTo(key(b))).toList();
    if (groups.isEmpty()) {
      return List.of(atHead(sorted));
    }
    List<TextEdit> edits = new ArrayList<>();
    Map<Stmt, List<String>> behind = new LinkedHashMap<>();
    for (String line : sorted) {
      Optional<Stmt> end = ownGroupBehind(line, groups);
      if (end.isPresent()) {
        behind.computeIfAbsent(end.get(), _ -> new ArrayList<>()).add(line);
      } else {
        edits.add(into(groupFor(line, groups), line));
      }
    }
    String gap = head.lineEnd();
    behind.forEach(
        (end, own) -> edits.add(head.insertLinesAfter(end, gap + String.join(gap, own))));
    return edits;
  }

  private TextEdit into(List<Stmt> group, String line) {
    int before = isOrdered(group) ? sortedPlace(group, line) : placeAmongLike(group, line);
    return before < group.size() && startsItsLine(group.get(before))
        ? TextEdit.insert(head.startOf(group.get(before)), line + head.lineEnd())
        : head.insertLinesAfter(group.get(Math.min(before, group.size() - 1)), line);
  }

  private static int sortedPlace(List<Stmt> group, String line) {
    int before = 0;
    while (before < group.size() && key(lineFor(group.get(before))).compareTo(key(line)) < 0) {
      before++;
    }
    return before;
  }

  /// Behind the last import of its like, or of what lies nearer to Python; in front of all where
  /// there is none. Ex) `import asyncio` behind `import os`, though `from .views import close`
  /// comes later
  private int placeAmongLike(List<Stmt> group, String line) {
    Home home = homeOf(line);
    List<Home> present = group.stream().map(it -> homeOf(lineFor(it))).toList();
    int before = present.lastIndexOf(home) + 1;
    if (before == 0) {
      before = present.size();
      while (before > 0 && present.get(before - 1).compareTo(home) > 0) {
        before--;
      }
    }
    return before;
  }

  /// A group of imports with nothing above it but the docstring and `from __future__`.
  private TextEdit atHead(List<String> lines) {
    String lineEnd = head.lineEnd();
    String text = String.join(lineEnd, lines);
    Optional<Stmt> last = head.last();
    if (last.isPresent()) {
      String gap = head.isDocstring(last.get()) ? lineEnd : "";
      boolean tight =
          head.blankLinesAt(head.afterLine(last.get())) == 0 && definitionFollows(last.get());
      return head.insertLinesAfter(last.get(), gap + text + (tight ? lineEnd.repeat(2) : ""));
    }
    List<Stmt> body = head.body();
    int at = body.isEmpty() ? tree().text().length() : head.firstCodeLine();
    boolean definition = !body.isEmpty() && ModuleHead.isDefinition(body.getFirst());
    return TextEdit.insert(at, text + lineEnd + lineEnd + (definition ? lineEnd : ""));
  }

  private SyntaxTree tree() {
    return head.tree();
  }

  private boolean definitionFollows(Stmt stmt) {
    int next = head.body().indexOf(stmt) + 1;
    return next < head.body().size() && ModuleHead.isDefinition(head.body().get(next));
  }

  /// The runs of top-level imports on neighbouring lines, `from __future__` not counted, with
  /// nothing else between them.
  private List<List<Stmt>> groups() {
    List<List<Stmt>> groups = new ArrayList<>();
    for (Stmt stmt : head.body()) {
      if (ModuleHead.isImport(stmt) && !ModuleHead.isFuture(stmt)) {
        // Ex) """Docstring."""; import time
        if (startsItsLine(stmt)) {
          if (groups.isEmpty() || head.lineOf(stmt) > endLineOf(groups.getLast().getLast()) + 1) {
            groups.add(new ArrayList<>());
          }
          groups.getLast().add(stmt);
        }
      } else if (!groups.isEmpty() || ModuleHead.isDefinition(stmt)) {
        break;
      }
    }
    return groups;
  }

  private int endLineOf(Stmt stmt) {
    return tree().lines().line(Math.max(0, tree().span(stmt).end() - 1));
  }

  private boolean startsItsLine(Stmt stmt) {
    int start = tree().span(stmt).start();
    int line = tree().lines().start(head.lineOf(stmt));
    return tree().text().substring(line, start).isBlank();
  }

  /// The end of the imports behind which a line begins a group of its own: there are groups, each
  /// of what lies nearer to Python, and none of its like. Ex) `import aiohttp` behind `import
  /// asyncio`
  private Optional<Stmt> ownGroupBehind(String line, List<List<Stmt>> groups) {
    Home home = homeOf(line);
    boolean hasLike =
        groups.stream()
            .flatMap(List::stream)
            .map(ImportPlanner::lineFor)
            .anyMatch(it -> homeOf(it) == home || packageOf(it).equals(packageOf(line)));
    return hasLike
        ? Optional.empty()
        : groups.stream()
            .takeWhile(
                group -> group.stream().allMatch(it -> homeOf(lineFor(it)).compareTo(home) < 0))
            .reduce((_, later) -> later)
            .map(List::getLast);
  }

  /// The group that has an import from the same package, else one of its like, else the first one;
  /// that one for the standard library too, wherever the file has its own imports of it.
  private List<Stmt> groupFor(String line, List<List<Stmt>> groups) {
    Home home = homeOf(line);
    return groups.stream()
        .filter(
            group -> group.stream().anyMatch(it -> packageOf(lineFor(it)).equals(packageOf(line))))
        .findFirst()
        .or(
            () ->
                groups.stream()
                    .filter(_ -> home != Home.STANDARD)
                    .filter(group -> group.stream().anyMatch(it -> homeOf(lineFor(it)) == home))
                    .findFirst())
        .orElse(groups.getFirst());
  }

  private Home homeOf(String line) {
    String module = moduleOf(line);
    return module.startsWith(".") ? Home.BESIDE : homes.apply(module);
  }

  private static String moduleOf(String line) {
    return line.split(" ", -1)[1];
  }

  /// Ex) `app` of `from app.views import close`; all relative imports are of one
  private static String packageOf(String line) {
    String module = moduleOf(line);
    return module.startsWith(".") ? "." : module.split("\\.", -1)[0];
  }

  private static boolean isOrdered(List<Stmt> group) {
    for (int at = 1; at < group.size(); at++) {
      if (key(lineFor(group.get(at - 1))).compareTo(key(lineFor(group.get(at)))) > 0) {
        return false;
      }
    }
    return true;
  }

  /// An import as a line would begin, with its module.
  private static String lineFor(Stmt stmt) {
    if (stmt instanceof Stmt.ImportFrom(_, int level, String module, _)) {
      return "from " + ".".repeat(level) + module + " import";
    }
    return stmt instanceof Stmt.Import(_, List<Node.Alias> names)
        ? "import " + names.getFirst().name()
        : "import ";
  }

  /// isort's default order: plain imports before `from` imports, each by module.
  private static String key(String line) {
    String kind = line.startsWith("import ") ? "0 " : "1 ";
    return kind + moduleOf(line).toLowerCase(Locale.ROOT);
  }
}
