package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.match.Variable;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.LongLines;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.semantic.SemanticModel;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `helper: {names: [...]}` and its fences: definitions that the rewrite calls, once in a module.
///
/// Definitions of the same shape that are there already are used. If one of the names is taken, all
/// of them get the same number.
final class InsertDefinitions implements Operation {
  private static final int LINE_LENGTH = 88;
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");

  private final List<String> names;
  private final List<Fence> fences;

  private InsertDefinitions(List<String> names, List<Fence> fences) {
    this.names = names;
    this.fences = fences;
  }

  static Made<Operation> of(Settings settings) {
    List<String> names = settings.words("names");
    if (names.isEmpty()) {
      return new Made.Refused<>("'names' must list what the helper defines");
    }
    if (settings.fences().isEmpty()) {
      return new Made.Refused<>("a 'python helper' fence must follow");
    }
    return new Made.Done<>(new InsertDefinitions(names, settings.fences()));
  }

  @Override
  public Set<Set<String>> wordsElsewhere() {
    Set<Set<String>> words = new LinkedHashSet<>();
    fences.forEach(fence -> words.addAll(fence.condition().wordsElsewhere()));
    return words;
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    Optional<Fence> fence =
        fences.stream().filter(one -> one.condition().test(site).isYes()).findFirst();
    if (fence.isEmpty()) {
      return new Outcome.Declined("no helper fits this module");
    }
    Writing writing = new Writing(site, draft, fence.get().text());
    for (int number = 0; number <= 99; number++) {
      String suffix = number == 0 ? "" : "_" + number;
      Map<String, String> renames = new LinkedHashMap<>();
      names.forEach(name -> renames.put(name, name + suffix));
      boolean free = renames.values().stream().allMatch(site.model()::isFree);
      switch (writing.write(renames)) {
        case Made.Refused(String why) -> {
          return new Outcome.Declined(why);
        }
        case Made.Done(Written written) -> {
          Draft named = renamed(draft, renames);
          if (isThere(site.model().tree(), written)) {
            return isBelow(site, renames)
                ? new Outcome.Declined("the module defines the helper below this place")
                : new Outcome.Done(named);
          }
          if (free) {
            List<Request> requests = new ArrayList<>(written.imports());
            requests.add(
                new Request.Definition(
                    written.text(), List.copyOf(renames.values()), loggerOffset(site.model())));
            return new Outcome.Done(named.with(site.path(), List.of(), requests));
          }
        }
      }
    }
    return new Outcome.Declined("the module uses every name that the helper could have");
  }

  private static Draft renamed(Draft draft, Map<String, String> renames) {
    Draft named = draft;
    for (Map.Entry<String, String> rename : renames.entrySet()) {
      named = named.rename(rename.getKey(), rename.getValue());
    }
    return named;
  }

  /// Whether code that runs at module level stands above a definition that it would use.
  private static boolean isBelow(Site site, Map<String, String> renames) {
    SyntaxTree tree = site.model().tree();
    int place = tree.span(site.root()).start();
    return site.model().functionOf(site.root()).isEmpty()
        && tree.module().body().stream()
            .anyMatch(
                one ->
                    one instanceof Stmt.FunctionDef def
                        && renames.containsValue(def.name())
                        && tree.span(def).start() > place);
  }

  private static int loggerOffset(SemanticModel model) {
    return model.moduleLogger().map(name -> model.tree().span(name).start()).orElse(-1);
  }

  /// The definitions as they stand in a module, and the imports that they need.
  private record Written(String text, SyntaxTree tree, List<Request> imports) {}

  /// Writes the helper's source for one module.
  private static final class Writing {
    private final Site site;
    private final Draft draft;
    private final String source;

    Writing(Site site, Draft draft, String source) {
      this.site = site;
      this.draft = draft;
      this.source = source.stripTrailing();
    }

    Made<Written> write(Map<String, String> renames) {
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
      String written = LongLines.broken(text.append(source.substring(at)).toString(), LINE_LENGTH);
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
        Optional<Made<Named>> text =
            switch (node) {
              case Expr.Name(_, String name) when Variable.isVariable(name) ->
                  Optional.of(variable(name, tree.span(node).start()));
              case Expr.Name(_, String name) when renames.containsKey(name) ->
                  Optional.of(plain(renames.getOrDefault(name, name)));
              case Expr.Constant(_, Expr.ConstantKind kind, String quoted)
                  when kind == Expr.ConstantKind.STRING
                      && (tree.parent(node) instanceof Stmt.AnnAssign
                          || tree.parent(node) instanceof Stmt.FunctionDef) ->
                  Optional.of(annotation(quoted));
              case Expr.Attribute _ when isRequested(tree, node, own) ->
                  Optional.of(requested(tree.textOf(node), "", ""));
              case Stmt.Global(_, List<String> names) -> {
                List<String> written =
                    names.stream().map(it -> renames.getOrDefault(it, it)).toList();
                yield Optional.of(plain("global " + String.join(", ", written)));
              }
              case Node _ -> Optional.empty();
            };
        text.ifPresent(
            made ->
                found.add(new Replacement(tree.span(node).start(), tree.span(node).end(), made)));
        if (node instanceof Stmt.FunctionDef def && renames.containsKey(def.name())) {
          int start = tree.text().indexOf(def.name(), tree.span(def).start());
          String name = renames.getOrDefault(def.name(), def.name());
          found.add(new Replacement(start, start + def.name().length(), plain(name)));
        }
      }
      return found;
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

  /// Whether the module defines just this at its top level already, in whatever layout.
  private static boolean isThere(SyntaxTree module, Written written) {
    return written.tree().module().body().stream()
        .allMatch(
            wanted ->
                module.module().body().stream().anyMatch(there -> Shapes.same(wanted, there)));
  }
}
