package dev.loopmend.engine;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.ModuleFiles.Home;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Turns what the fixes of a file ask for into edits, once for all of them: imports to their like,
/// definitions below the imports.
final class RequestPlanner {
  private final SyntaxTree tree;
  private final List<Stmt> body;
  private final String lineEnd;
  private final ModuleHead head;
  private final ImportPlanner imports;

  /// A planner for a file whose new lines end with `lineEnd`; `homes` tells of a module where it
  /// comes from.
  RequestPlanner(SyntaxTree tree, String lineEnd, Function<String, Home> homes) {
    this.tree = tree;
    this.body = tree.module().body();
    this.lineEnd = lineEnd;
    this.head = new ModuleHead(tree, lineEnd);
    this.imports = new ImportPlanner(head, homes);
  }

  /// The edits that fulfil the requests of the given edits; imports stand before definitions at the
  /// same place.
  List<TextEdit> plan(List<Request> requests, List<TextEdit> using) {
    Set<String> lines = new LinkedHashSet<>();
    Map<Node.Alias, Set<String>> names = new LinkedHashMap<>();
    List<Request.Definition> definitions = new ArrayList<>();
    for (Request request : new LinkedHashSet<>(requests)) {
      switch (request) {
        case Request.ImportModule(String module) -> lines.add("import " + module);
        case Request.ImportModuleAs(String module, String name) ->
            lines.add("import " + module + " as " + name);
        case Request.ImportName(String module, String name) -> planName(module, name, names, lines);
        case Request.ImportNameAs(String module, String name, String asName) ->
            planName(module, name + " as " + asName, names, lines);
        case Request.Definition definition -> definitions.add(definition);
      }
    }
    List<TextEdit> edits = new ArrayList<>(imports.plan(List.copyOf(lines)));
    names.forEach((last, more) -> edits.add(planNames(last, more)));
    definitions.forEach(definition -> edits.add(planDefinition(definition, using)));
    return edits;
  }

  private void planName(
      String module, String name, Map<Node.Alias, Set<String>> names, Set<String> lines) {
    namesFrom(module)
        .ifPresentOrElse(
            it -> names.computeIfAbsent(it, _ -> new LinkedHashSet<>()).add(name),
            () -> lines.add("from " + module + " import " + name));
  }

  private TextEdit planNames(Node.Alias last, Set<String> more) {
    String separator = new Layout(tree).separatorBehind(last);
    return TextEdit.insert(tree.span(last).end(), separator + String.join(separator, more));
  }

  /// The last name that the module imports from another one at its top level.
  private Optional<Node.Alias> namesFrom(String wanted) {
    for (Stmt stmt : body) {
      if (stmt instanceof Stmt.ImportFrom(_, int level, String module, List<Node.Alias> names)
          && wanted.equals(".".repeat(level) + module)
          && !names.getFirst().name().equals("*")) {
        return Optional.of(names.getLast());
      }
    }
    return Optional.empty();
  }

  /// Definitions go below the imports and the offset they ask for, before the first `def` or
  /// `class`, with the blank lines of PEP 8 round them.
  private TextEdit planDefinition(Request.Definition definition, List<TextEdit> using) {
    Optional<Stmt> above = head.last();
    Optional<Stmt> below = Optional.empty();
    for (Stmt stmt : body) {
      if (ModuleHead.isDefinition(stmt) || uses(stmt, definition, using)) {
        below = Optional.of(stmt);
        break;
      }
      boolean wanted = tree.span(stmt).start() <= definition.after();
      if (ModuleHead.isImport(stmt) || holdsImport(stmt) || wanted) {
        above = Optional.of(stmt);
      }
    }
    String text = indented(definition.text()).replace("\n", lineEnd);
    if (above.isEmpty()) {
      int at = body.isEmpty() ? tree.text().length() : head.firstCodeLine();
      return TextEdit.insert(at, text + lineEnd.repeat(body.isEmpty() ? 1 : 3));
    }
    int at = head.afterLine(above.get());
    if (below.isPresent() && tree.span(below.get()).start() < at) {
      return betweenOneLine(below.get(), text);
    }
    int missing = at >= tree.text().length() ? 0 : Math.max(0, 2 - head.blankLinesAt(at));
    String end = lineEnd.repeat(1 + missing);
    boolean variables = !text.startsWith("def ") && !text.startsWith("async def ");
    String gap = lineEnd.repeat(variables ? 1 : 2);
    return TextEdit.insert(at, (head.isOpenAt(at) ? lineEnd : "") + gap + text + end);
  }

  /// Ex) `import os; track(start())`, where `track` is what is defined
  private TextEdit betweenOneLine(Stmt below, String text) {
    Stmt before = body.get(body.indexOf(below) - 1);
    Span gap = Span.between(tree.span(before), tree.span(below));
    return new TextEdit(gap, lineEnd.repeat(3) + text + lineEnd.repeat(3));
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
        && edit.span().start() == head.afterLine(stmt)
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
      if (tree.node(id) instanceof Stmt inner && ModuleHead.isImport(inner)) {
        return true;
      }
    }
    return false;
  }
}
