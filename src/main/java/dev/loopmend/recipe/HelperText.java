package dev.loopmend.recipe;

import dev.loopmend.edit.Request;
import dev.loopmend.match.Variable;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Shapes;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes the definitions of a `python helper` fence for one file: its variables filled in, its own
/// names as they are free there, and dotted names of other modules as the file knows them.
public final class HelperText {
  private static final int MOST_NUMBERS = 99;
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");

  /// The definitions as they stand in a module, and the imports that they need.
  public record Written(String text, SyntaxTree tree, List<Request> imports) {
    public Written {
      imports = List.copyOf(imports);
    }
  }

  /// What becomes of the definitions where they are wanted; `names` says what each is called there.
  public sealed interface Standing {
    /// Definitions of the same shape, in whatever layout, are there already.
    record There(Map<String, String> names) implements Standing {}

    /// They can be put there as they are `written`.
    record Missing(Map<String, String> names, Written written) implements Standing {}

    /// They cannot be put there; `why` is a clause.
    record Impossible(String why) implements Standing {}
  }

  private final Site site;
  private final Draft draft;
  private final String source;
  private final int width;

  /// The helper's source for the file of a site; lines longer than `width` characters are broken.
  public HelperText(Site site, Draft draft, String source, int width) {
    this.width = width;
    this.site = site;
    this.draft = draft;
    this.source = source.stripTrailing();
  }

  /// What becomes of the definitions in a body of statements. They have their own `names` there if
  /// these are free, else all of them the same number behind.
  public Standing in(List<Stmt> body, List<String> names, Predicate<Map<String, String>> areFree) {
    for (int number = 0; number <= MOST_NUMBERS; number++) {
      String suffix = number == 0 ? "" : "_" + number;
      Map<String, String> renames = new LinkedHashMap<>();
      names.forEach(name -> renames.put(name, name + suffix));
      switch (write(renames)) {
        case Made.Refused(String why) -> {
          return new Standing.Impossible(why);
        }
        case Made.Done(Written written) -> {
          if (isThere(body, written)) {
            return new Standing.There(renames);
          }
          if (areFree.test(renames)) {
            return new Standing.Missing(renames, written);
          }
        }
      }
    }
    return new Standing.Impossible("every name that the helper could have is taken");
  }

  private static boolean isThere(List<Stmt> body, Written written) {
    return written.tree().module().body().stream()
        .allMatch(wanted -> body.stream().anyMatch(it -> Shapes.same(wanted, it)));
  }

  /// The definitions with other names; refused with what is in the way.
  private Made<Written> write(Map<String, String> renames) {
    return switch (PythonParser.parse(source, PythonParser.Dialect.PATTERN)) {
      case ParseResult.Rejected(_, String message) ->
          new Made.Refused<>("the helper is no Python: " + message);
      case ParseResult.Parsed(SyntaxTree tree) -> write(tree, renames);
    };
  }

  private Made<Written> write(SyntaxTree tree, Map<String, String> renames) {
    StringBuilder text = new StringBuilder();
    List<Request> imports = new ArrayList<>();
    int at = 0;
    for (Replacement one : replacements(tree, renames)) {
      switch (one.text()) {
        case Made.Refused(String why) -> {
          return new Made.Refused<>(why);
        }
        case Made.Done(Named named) -> {
          text.append(source, at, one.start()).append(named.text());
          imports.addAll(named.imports());
          at = one.end();
        }
      }
    }
    String written = LongLines.broken(text.append(source.substring(at)).toString(), width);
    return switch (PythonParser.parse(written, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Rejected(_, String message) ->
          new Made.Refused<>("the helper is no Python: " + message);
      case ParseResult.Parsed(SyntaxTree parsed) ->
          new Made.Done<>(new Written(written, parsed, imports));
    };
  }

  /// Code in the place of a name.
  private record Named(String text, List<Request> imports) {}

  private record Replacement(int start, int end, Made<Named> text) {}

  /// The names of the source that are written otherwise, in order: variables, the helper's own
  /// names, and dotted names of other modules, also those in quoted annotations.
  private List<Replacement> replacements(SyntaxTree tree, Map<String, String> renames) {
    List<Replacement> found = new ArrayList<>();
    Set<String> own = ownNames(tree);
    for (int id = 0; id < tree.nodeCount(); id++) {
      Node node = tree.node(id);
      Optional<Made<Named>> text = replacement(tree, node, renames, own);
      text.ifPresent(
          made -> found.add(new Replacement(tree.span(node).start(), tree.span(node).end(), made)));
      if (node instanceof Expr.Attribute(_, _, String member) && renames.containsKey(member)) {
        int end = tree.span(node).end();
        String name = renames.getOrDefault(member, member);
        found.add(new Replacement(end - member.length(), end, plain(name)));
      }
      if (node instanceof Stmt.FunctionDef def && renames.containsKey(def.name())) {
        int start = tree.text().indexOf(def.name(), tree.span(def).start());
        String name = renames.getOrDefault(def.name(), def.name());
        found.add(new Replacement(start, start + def.name().length(), plain(name)));
      }
    }
    found.sort((one, other) -> Integer.compare(one.start(), other.start()));
    return found;
  }

  /// What stands in the place of a node, if it is another.
  private Optional<Made<Named>> replacement(
      SyntaxTree tree, Node node, Map<String, String> renames, Set<String> own) {
    return switch (node) {
      case Expr.Name(_, String name) when Variable.isVariable(name) ->
          Optional.of(variable(name, tree.span(node).start()));
      case Expr.Name(_, String name) when renames.containsKey(name) ->
          Optional.of(plain(renames.getOrDefault(name, name)));
      case Expr.Constant(_, Expr.ConstantKind kind, String quoted)
          when kind == Expr.ConstantKind.STRING
              && (tree.parent(node) instanceof Stmt.AnnAssign
                  || tree.parent(node) instanceof Stmt.FunctionDef) ->
          Optional.of(annotation(quoted));
      // Ex) app["session"]
      case Expr.Constant(_, Expr.ConstantKind kind, String quoted)
          when kind == Expr.ConstantKind.STRING && renames.containsKey(unquoted(quoted)) ->
          Optional.of(plain('"' + renames.getOrDefault(unquoted(quoted), quoted) + '"'));
      // Ex) self._session
      case Expr.Attribute(_, _, String member) when renames.containsKey(member) -> Optional.empty();
      case Expr.Attribute _ when isRequested(tree, node, own) ->
          Optional.of(requested(tree.textOf(node), "", ""));
      case Stmt.Global(_, List<String> names) -> {
        List<String> written = names.stream().map(it -> renames.getOrDefault(it, it)).toList();
        yield Optional.of(plain("global " + String.join(", ", written)));
      }
      case Node _ -> Optional.empty();
    };
  }

  private static String unquoted(String text) {
    return text.length() < 2 ? text : text.substring(1, text.length() - 1);
  }

  private static Made<Named> plain(String text) {
    return new Made.Done<>(new Named(text, List.of()));
  }

  /// The names that the helper binds itself.
  private static Set<String> ownNames(SyntaxTree tree) {
    Set<String> own = new LinkedHashSet<>();
    for (Node node : tree.nodes()) {
      switch (node) {
        case Stmt.FunctionDef def -> own.add(def.name());
        case Node.Parameter parameter -> own.add(parameter.name());
        case Stmt.Assign assign -> assign.targets().forEach(it -> addNames(it, own));
        case Stmt.AnnAssign assign -> addNames(assign.target(), own);
        case Stmt.For loop -> addNames(loop.target(), own);
        case Node.WithItem item -> item.target().ifPresent(it -> addNames(it, own));
        case Node _ -> {}
      }
    }
    return own;
  }

  private static void addNames(Expr target, Set<String> names) {
    switch (target) {
      case Expr.Name(_, String name) -> names.add(name);
      case Expr.TupleExpr tuple -> tuple.elements().forEach(it -> addNames(it, names));
      case Expr _ -> {}
    }
  }

  /// Ex) the whole of `asyncio.get_running_loop`
  private static boolean isRequested(SyntaxTree tree, Node node, Set<String> own) {
    Node root = node;
    while (root instanceof Expr.Attribute(_, Expr value, _)) {
      root = value;
    }
    return !(tree.parent(node) instanceof Expr.Attribute)
        && root instanceof Expr.Name(_, String name)
        && !Variable.isVariable(name)
        && !own.contains(name);
  }

  /// The code of a variable; its lines are indented as the line that it stands on.
  private Made<Named> variable(String name, int at) {
    Draft.Bound code = draft.bound().get(Variable.nameOf(name));
    if (code == null) {
      return new Made.Refused<>(name + " is not bound");
    }
    int start = source.lastIndexOf('\n', at) + 1;
    String line = source.substring(start, at);
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    return new Made.Done<>(new Named(code.code().replace("\n", "\n" + indent), code.requests()));
  }

  /// Ex) `"set[asyncio.Future]"` in a module that knows asyncio as `aio`
  private Made<Named> annotation(String quoted) {
    Matcher name = DOTTED.matcher(quoted);
    return name.find()
        ? requested(name.group(), quoted.substring(0, name.start()), quoted.substring(name.end()))
        : plain(quoted);
  }

  private Made<Named> requested(String name, String before, String behind) {
    return switch (SpelledName.of(site.model(), name, site.model().tree().module())) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          new Made.Done<>(new Named(before + text + behind, imports));
      case Made.Refused(String why) -> new Made.Refused<>(why);
    };
  }
}
