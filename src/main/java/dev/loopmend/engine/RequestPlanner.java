package dev.loopmend.engine;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns what the fixes of a file ask for into edits, once for all of them: imports into the first
/// group of imports, definitions below the imports.
final class RequestPlanner {
  private final SyntaxTree tree;
  private final List<Stmt> body;
  private final String lineEnd;

  /// A planner for a file whose new lines end with `lineEnd`.
  RequestPlanner(SyntaxTree tree, String lineEnd) {
    this.tree = tree;
    this.body = tree.module().body();
    this.lineEnd = lineEnd;
  }

  /// The edits that fulfil the requests of the given edits; imports stand before definitions at the
  /// same place.
  List<TextEdit> plan(List<Request> requests, List<TextEdit> using) {
    Set<String> imports = new LinkedHashSet<>();
    Map<Integer, Set<String>> names = new LinkedHashMap<>();
    List<Request.Definition> definitions = new ArrayList<>();
    for (Request request : new LinkedHashSet<>(requests)) {
      switch (request) {
        case Request.ImportModule(String module) -> imports.add("import " + module);
        case Request.ImportModuleAs(String module, String name) ->
            imports.add("import " + module + " as " + name);
        case Request.ImportName(String module, String name) ->
            planName(module, name, names, imports);
        case Request.ImportNameAs(String module, String name, String asName) ->
            planName(module, name + " as " + asName, names, imports);
        case Request.Definition definition -> definitions.add(definition);
      }
    }
    List<TextEdit> edits = new ArrayList<>(planImports(List.copyOf(imports)));
    names.forEach((end, more) -> edits.add(TextEdit.insert(end, ", " + String.join(", ", more))));
    definitions.forEach(definition -> edits.add(planDefinition(definition, using)));
    return edits;
  }

  private void planName(
      String module, String name, Map<Integer, Set<String>> names, Set<String> imports) {
    namesFrom(module)
        .ifPresentOrElse(
            it -> names.computeIfAbsent(it, _ -> new LinkedHashSet<>()).add(name),
            () -> imports.add("from " + module + " import " + name));
  }

  /// The end of the last name that the module imports from another one at its top level.
  private Optional<Integer> namesFrom(String wanted) {
    for (Stmt stmt : body) {
      if (stmt instanceof Stmt.ImportFrom(_, int level, String module, List<Node.Alias> names)
          && wanted.equals(".".repeat(level) + module)
          && !names.getFirst().name().equals("*")) {
        return Optional.of(tree.span(names.getLast()).end());
      }
    }
    return Optional.empty();
  }

  private List<TextEdit> planImports(List<String> lines) {
    if (lines.isEmpty()) {
      return List.of();
    }
    List<List<Stmt>> groups = importGroups();
    List<String> sorted = lines.stream().sorted((a, b) -> key(a).compareTo(key(b))).toList();
    if (groups.isEmpty()) {
      return List.of(importsAtHead(sorted));
    }
    List<TextEdit> edits = new ArrayList<>();
    for (String line : sorted) {
      List<Stmt> group = groupFor(line, groups);
      boolean ordered = isOrdered(group);
      int before = 0;
      while (before < group.size()
          && (!ordered || key(sourceKey(group.get(before))).compareTo(key(line)) < 0)) {
        before++;
      }
      boolean ownLine = before < group.size() && startsLine(group.get(before));
      edits.add(
          ownLine
              ? TextEdit.insert(startOf(group.get(before)), line + lineEnd)
              : insertLinesAfter(group.get(Math.min(before, group.size() - 1)), line));
    }
    return edits;
  }

  /// A group of imports with nothing above it but the docstring and `from __future__`.
  private TextEdit importsAtHead(List<String> lines) {
    String text = String.join(lineEnd, lines);
    Optional<Stmt> last = lastOfHead();
    if (last.isPresent()) {
      String gap = isDocstring(last.get()) ? lineEnd : "";
      boolean tight = blankLinesAt(afterLine(last.get())) == 0 && definitionFollows(last.get());
      return insertLinesAfter(last.get(), gap + text + (tight ? lineEnd.repeat(2) : ""));
    }
    int at = body.isEmpty() ? tree.text().length() : firstCodeLine();
    return TextEdit.insert(at, text + lineEnd + lineEnd + (startsDefinition() ? lineEnd : ""));
  }

  private boolean definitionFollows(Stmt stmt) {
    int next = body.indexOf(stmt) + 1;
    return next < body.size() && isDefinition(body.get(next));
  }

  private boolean startsDefinition() {
    return !body.isEmpty() && isDefinition(body.getFirst());
  }

  /// The start of the first statement's line, or that of the comments right above it.
  private int firstCodeLine() {
    int line = tree.lines().line(tree.decoratedSpan(body.getFirst()).start());
    while (line > 2 && isComment(line - 1)) {
      boolean special = tree.lines().textOf(line - 1).matches("#(!|.*coding[:=]).*");
      if (special) {
        break;
      }
      line--;
    }
    return tree.lines().start(line);
  }

  /// The docstring or the last `from __future__` import, whichever comes last.
  private Optional<Stmt> lastOfHead() {
    Optional<Stmt> last = Optional.empty();
    for (Stmt stmt : body) {
      if (!isDocstring(stmt) && !isFuture(stmt)) {
        break;
      }
      last = Optional.of(stmt);
    }
    return last;
  }

  private boolean isDocstring(Stmt stmt) {
    return stmt.id() == body.getFirst().id()
        && stmt instanceof Stmt.ExprStmt(_, var value)
        && value instanceof Expr.Constant constant
        && constant.kind() == Expr.ConstantKind.STRING;
  }

  private static boolean isFuture(Stmt stmt) {
    return stmt instanceof Stmt.ImportFrom(_, int level, String module, _)
        && level == 0
        && module.equals("__future__");
  }

  private static boolean isImport(Stmt stmt) {
    return stmt instanceof Stmt.Import || stmt instanceof Stmt.ImportFrom;
  }

  private static boolean isDefinition(Stmt stmt) {
    return stmt instanceof Stmt.FunctionDef || stmt instanceof Stmt.ClassDef;
  }

  /// The runs of top-level imports on neighbouring lines, `from __future__` not counted, with
  /// nothing else between them.
  private List<List<Stmt>> importGroups() {
    List<List<Stmt>> groups = new ArrayList<>();
    for (Stmt stmt : body) {
      if (isImport(stmt) && !isFuture(stmt)) {
        // Ex) """Docstring."""; import time
        if (startsItsLine(stmt)) {
          if (groups.isEmpty() || lineOf(stmt) > endLineOf(groups.getLast().getLast()) + 1) {
            groups.add(new ArrayList<>());
          }
          groups.getLast().add(stmt);
        }
      } else if (!groups.isEmpty() || isDefinition(stmt)) {
        break;
      }
    }
    return groups;
  }

  /// The group that has an import from the same package, else the first one.
  private static List<Stmt> groupFor(String line, List<List<Stmt>> groups) {
    return groups.stream()
        .filter(
            group ->
                group.stream().anyMatch(it -> packageOf(sourceKey(it)).equals(packageOf(line))))
        .findFirst()
        .orElse(groups.getFirst());
  }

  /// Ex) `app` of `from app.views import close`; all relative imports are of one
  private static String packageOf(String line) {
    String module = line.split(" ", -1)[1];
    return module.startsWith(".") ? "." : module.split("\\.", -1)[0];
  }

  private boolean startsItsLine(Stmt stmt) {
    int start = tree.span(stmt).start();
    return tree.text().substring(tree.lines().start(lineOf(stmt)), start).isBlank();
  }

  private boolean isOrdered(List<Stmt> group) {
    for (int at = 1; at < group.size(); at++) {
      if (key(sourceKey(group.get(at - 1))).compareTo(key(sourceKey(group.get(at)))) > 0) {
        return false;
      }
    }
    return true;
  }

  /// The import as a line would begin, with its module.
  private static String sourceKey(Stmt stmt) {
    if (stmt instanceof Stmt.ImportFrom(_, int level, String module, _)) {
      return "from " + ".".repeat(level) + module + " import";
    }
    return stmt instanceof Stmt.Import(_, List<Node.Alias> names)
        ? "import " + names.getFirst().name()
        : "import";
  }

  /// isort's default order: plain imports before `from` imports, each by module.
  private static String key(String line) {
    String[] words = line.split(" ", -1);
    return (words[0].equals("import") ? "0 " : "1 ") + words[1].toLowerCase(Locale.ROOT);
  }

  private int lineOf(Stmt stmt) {
    return tree.lines().line(tree.decoratedSpan(stmt).start());
  }

  private int endLineOf(Stmt stmt) {
    return tree.lines().line(Math.max(0, tree.span(stmt).end() - 1));
  }

  /// The start of the first of the lines that belong to an import: comments right above it do,
  /// unless the file begins with them.
  private int startOf(Stmt stmt) {
    int line = lineOf(stmt);
    int first = line;
    while (first > 1 && isComment(first - 1)) {
      first--;
    }
    return tree.lines().start(first == 1 ? line : first);
  }

  /// Whether a line is a comment on the one below it. In a notebook it may stand for a magic,
  /// behind which the cell has to go on, or end a cell.
  private boolean isComment(int line) {
    boolean comment = tree.lines().textOf(line).startsWith("#");
    int end = tree.lines().start(line + 1) - 1;
    Origin origin = tree.origin();
    return comment && !origin.isBorder(end) && !origin.isMagic(tree.lines().start(line));
  }

  /// Ex) not the import of `"""Docstring."""; import time`
  private boolean startsLine(Stmt stmt) {
    int start = tree.span(stmt).start();
    return tree.text().substring(tree.lines().start(lineOf(stmt)), start).isBlank();
  }

  /// Inserts lines below the logical line that a statement ends.
  private TextEdit insertLinesAfter(Stmt stmt, String lines) {
    int at = afterLine(stmt);
    boolean open = at > 0 && "\r\n".indexOf(tree.text().charAt(at - 1)) < 0;
    return TextEdit.insert(at, (open ? lineEnd : "") + lines + (open ? "" : lineEnd));
  }

  /// The offset behind the line end of the logical line that a statement ends.
  private int afterLine(Stmt stmt) {
    TokenTable tokens = tree.tokens();
    int token = tree.lastToken(stmt);
    while (token < tokens.count() - 1 && tokens.kind(token) != TokenKind.NEWLINE) {
      token++;
    }
    int end = tokens.end(token);
    // Behind the last line of a cell stands a line break that no cell holds.
    return tree.origin().isBorder(end - 1) ? end - 1 : end;
  }

  /// Definitions go below the imports and the offset they ask for, before the first `def` or
  /// `class`, with the blank lines of PEP 8 round them.
  private TextEdit planDefinition(Request.Definition definition, List<TextEdit> using) {
    Optional<Stmt> above = lastOfHead();
    for (Stmt stmt : body) {
      if (isDefinition(stmt) || uses(stmt, definition, using)) {
        break;
      }
      boolean wanted = tree.span(stmt).start() <= definition.after();
      if (isImport(stmt) || holdsImport(stmt) || wanted) {
        above = Optional.of(stmt);
      }
    }
    String text = indented(definition.text()).replace("\n", lineEnd);
    if (above.isEmpty()) {
      int at = body.isEmpty() ? tree.text().length() : firstCodeLine();
      return TextEdit.insert(at, text + lineEnd.repeat(body.isEmpty() ? 1 : 3));
    }
    int at = afterLine(above.get());
    boolean open = at > 0 && "\r\n".indexOf(tree.text().charAt(at - 1)) < 0;
    int missing = at >= tree.text().length() ? 0 : Math.max(0, 2 - blankLinesAt(at));
    String end = lineEnd.repeat(1 + missing);
    boolean variables = !text.startsWith("def ") && !text.startsWith("async def ");
    String gap = lineEnd.repeat(variables ? 1 : 2);
    return TextEdit.insert(at, (open ? lineEnd : "") + gap + text + end);
  }

  /// Whether an edit to a statement writes one of the names.
  private boolean uses(Stmt stmt, Request.Definition definition, List<TextEdit> using) {
    return using.stream()
        .filter(edit -> tree.span(stmt).contains(edit.span()) || isLineBehind(stmt, edit))
        .anyMatch(edit -> definition.names().stream().anyMatch(edit.replacement()::contains));
  }

  /// Ex) `app.on_cleanup.append(close)` behind `app = Application()`
  private boolean isLineBehind(Stmt stmt, TextEdit edit) {
    return edit.span().isEmpty()
        && edit.span().start() == afterLine(stmt)
        && edit.replacement().endsWith(lineEnd);
  }

  /// The text, whose indentation is four spaces, indented as the file's first block is.
  private String indented(String text) {
    String unit = "    ";
    TokenTable tokens = tree.tokens();
    for (int token = 1; token < tokens.count(); token++) {
      if (tokens.kind(token) == TokenKind.INDENT) {
        unit = tokens.text(token - 1);
        break;
      }
    }
    if (!unit.isBlank() || unit.isEmpty() || unit.equals("    ")) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      int spaces = line.length() - line.stripLeading().length();
      result.append(result.isEmpty() ? "" : "\n");
      result.append(unit.repeat(spaces / 4)).append(line.substring(spaces / 4 * 4));
    }
    return result.toString();
  }

  private boolean holdsImport(Stmt stmt) {
    if (!(stmt instanceof Stmt.If) && !(stmt instanceof Stmt.Try)) {
      return false;
    }
    for (int id = stmt.id(); id <= tree.lastDescendant(stmt); id++) {
      if (tree.node(id) instanceof Stmt inner && isImport(inner)) {
        return true;
      }
    }
    return false;
  }

  private int blankLinesAt(int offset) {
    int line = tree.lines().line(offset);
    int blank = 0;
    while (line + blank <= tree.lines().lineCount()
        && tree.lines().textOf(line + blank).isBlank()) {
      blank++;
    }
    return blank;
  }
}
