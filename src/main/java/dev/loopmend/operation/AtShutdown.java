package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.FreeName;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.sharing.Shutdown;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// `at-shutdown: {await: NAME, wrapper: NAME}`: the application of the module awaits a coroutine
/// function of the rewrite's helper when it ends: by the hooks that the knowledge files tell of,
/// behind the `yield` of its lifespan, or by a wrapper of the helper round its lifespan.
///
/// `in-application: {function: NAME, hooks: {CLASS: METHOD}}`: that method of the application takes
/// a function of the helper; `lifespan-wrapper` for a function that wraps its lifespan.
final class AtShutdown implements Operation {
  /// Not `my-store`, which only a call imports.
  private static final Pattern MODULE =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*");

  private final String closing;
  private final String wrapper;
  private final Set<Set<String>> words;
  private final Function<Site, Shutdown> place;

  private AtShutdown(
      String closing, String wrapper, Set<Set<String>> words, Function<Site, Shutdown> place) {
    this.closing = closing;
    this.wrapper = wrapper;
    this.words = words;
    this.place = place;
  }

  static Made<Operation> of(Settings settings, Knowledge knowledge) {
    List<String> closing = settings.words("await");
    List<String> wrapper = settings.words("wrapper");
    return closing.size() == 1 && wrapper.size() == 1
        ? new Made.Done<>(
            new AtShutdown(
                closing.getFirst(),
                wrapper.getFirst(),
                Shutdown.words(knowledge),
                site -> Shutdown.of(site, knowledge)))
        : new Made.Refused<>("'await' and 'wrapper' must name functions of the helper");
  }

  static Made<Operation> inApplication(Settings settings, Knowledge knowledge) {
    List<String> function = settings.words("function");
    Map<String, String> hooks = new TreeMap<>();
    if (settings.values().get("hooks") instanceof Map<?, ?> map) {
      map.forEach((type, hook) -> hooks.put(String.valueOf(type), String.valueOf(hook)));
    }
    return function.size() == 1 && !hooks.isEmpty()
        ? new Made.Done<>(
            new AtShutdown(
                function.getFirst(),
                function.getFirst(),
                Shutdown.words(knowledge),
                site -> Shutdown.taking(site, hooks)))
        : new Made.Refused<>("'function' must name one of the helper, and 'hooks' map classes");
  }

  @Override
  public Set<Set<String>> wordsElsewhere() {
    return words;
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    String name = draft.renames().getOrDefault(closing, closing);
    String wrap = draft.renames().getOrDefault(wrapper, wrapper);
    return switch (place.apply(site)) {
      case Shutdown.Nowhere(String why) -> new Outcome.Declined(why);
      case Shutdown.Hook(SemanticModel home, Stmt creation, String before) ->
          done(site, draft, home, name, it -> behind(home, creation, before + it + ")"));
      case Shutdown.Wrapper(SemanticModel home, Stmt creation, String app) -> {
        String context = app + ".router.lifespan_context";
        yield done(
            site,
            draft,
            home,
            wrap,
            it -> behind(home, creation, context + " = " + it + "(" + context + ")"));
      }
      case Shutdown.Lifespan(SemanticModel home, Stmt yielding) ->
          done(site, draft, home, name, it -> round(home, yielding, "await " + it + "()"));
      case Shutdown.Method(SemanticModel home, Stmt.FunctionDef method) ->
          done(
              site,
              draft,
              home,
              name,
              it -> behind(home, method.body().getLast(), "await " + it + "()"));
    };
  }

  /// The draft with the edits for the file of the application, which knows what is named `name` in
  /// the module of the site by the name that `edits` are given.
  private static Outcome done(
      Site site,
      Draft draft,
      SemanticModel home,
      String name,
      Function<String, Made<List<TextEdit>>> edits) {
    if (home.path().equals(site.path())) {
      return with(draft, home, edits.apply(name), List.of());
    }
    Optional<String> known = importedName(site, home, name);
    if (known.isPresent()) {
      return with(draft, home, edits.apply(known.get()), List.of());
    }
    Optional<String> module = moduleFor(site, home);
    if (module.isEmpty()) {
      return new Outcome.Declined(
          home.path() + ", which has the application, cannot import " + name);
    }
    String free = FreeName.like(name, home::isFree);
    Request wanted =
        free.equals(name)
            ? new Request.ImportName(module.get(), name)
            : new Request.ImportNameAs(module.get(), name, free);
    return with(draft, home, edits.apply(free), List.of(wanted));
  }

  private static Outcome with(
      Draft draft, SemanticModel home, Made<List<TextEdit>> made, List<Request> requests) {
    return switch (made) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(List<TextEdit> edits) when edits.isEmpty() -> new Outcome.Done(draft);
      case Made.Done(List<TextEdit> edits) ->
          new Outcome.Done(draft.with(home.path(), edits, requests));
    };
  }

  /// What the file of the application calls a name that it imports from the module of a site.
  private static Optional<String> importedName(Site site, SemanticModel home, String name) {
    return home.tree().module().body().stream()
        .filter(Stmt.ImportFrom.class::isInstance)
        .map(Stmt.ImportFrom.class::cast)
        .filter(it -> home.fileOf(it).filter(site.path()::equals).isPresent())
        .flatMap(it -> it.names().stream())
        .filter(it -> it.name().equals(name))
        .map(it -> it.asName().orElse(name))
        .findFirst();
  }

  /// The module of a site as the file of the application imports it, or could.
  private static Optional<String> moduleFor(Site site, SemanticModel home) {
    for (Stmt statement : home.tree().module().body()) {
      if (statement instanceof Stmt.ImportFrom from
          && home.fileOf(from).filter(site.path()::equals).isPresent()) {
        return Optional.of(".".repeat(from.level()) + from.module());
      }
    }
    return site.codebase()
        .workspace()
        .moduleFor(home.path(), site.path())
        .filter(it -> MODULE.matcher(it).matches());
  }

  /// Whether the function round a statement, or the module, has a statement of just this text
  /// already: that of another function says nothing of when it runs.
  private static boolean isThere(SemanticModel home, Stmt statement, String text) {
    SyntaxTree tree = home.tree();
    Optional<Node> function = home.functionOf(statement);
    return tree.nodes().stream()
        .filter(Stmt.class::isInstance)
        .anyMatch(it -> tree.textOf(it).equals(text) && home.functionOf(it).equals(function));
  }

  /// A line of its own behind the lines of a statement.
  private static Made<List<TextEdit>> behind(SemanticModel home, Stmt statement, String text) {
    SyntaxTree tree = home.tree();
    if (isThere(home, statement, text)) {
      return new Made.Done<>(List.of());
    }
    Layout layout = new Layout(tree);
    int at = layout.endOfLines(statement);
    if (!layout.startsLine(statement) || layout.isFollowedOnLine(statement)) {
      return new Made.Refused<>("the application is made on a line with other statements");
    }
    String lineEnd = SourceText.lineEndOf(tree.text());
    String line = layout.indentOf(tree.span(statement).start()) + text;
    boolean open = "\r\n".indexOf(tree.text().charAt(at - 1)) < 0;
    return new Made.Done<>(List.of(TextEdit.insert(at, open ? lineEnd + line : line + lineEnd)));
  }

  /// The last statement of a `finally` round nothing but the yield that only closes such things.
  private static Optional<Stmt> lastClosing(SyntaxTree tree, Stmt yielding) {
    return tree.parent(yielding) instanceof Stmt.Try attempt
            && attempt.body().size() == 1
            && attempt.body().getFirst().id() == yielding.id()
            && !attempt.finalBody().isEmpty()
            && attempt.finalBody().stream().allMatch(AtShutdown::isClosing)
        ? Optional.of(attempt.finalBody().getLast())
        : Optional.empty();
  }

  /// Ex) `await close()`
  private static boolean isClosing(Stmt statement) {
    return statement instanceof Stmt.ExprStmt(_, Expr.Await(_, Expr.Call call))
        && call.arguments().isEmpty();
  }

  /// Ex) `try: yield`, `finally: await close()`
  private static Made<List<TextEdit>> round(SemanticModel home, Stmt yielding, String text) {
    SyntaxTree tree = home.tree();
    if (isThere(home, yielding, text)) {
      return new Made.Done<>(List.of());
    }
    Layout layout = new Layout(tree);
    Optional<Stmt> closing = lastClosing(tree, yielding);
    if (closing.isPresent()) {
      return behind(home, closing.get(), text);
    }
    int first = layout.lineOf(yielding);
    int last = tree.lines().line(Math.max(0, tree.span(yielding).end() - 1));
    if (!layout.startsLine(yielding) || first != last || layout.isFollowedOnLine(yielding)) {
      return new Made.Refused<>("the yield of the lifespan does not stand on a line of its own");
    }
    String lineEnd = SourceText.lineEndOf(tree.text());
    String indent = layout.indentOf(tree.span(yielding).start());
    Stmt.FunctionDef def = home.nearestDef(yielding).orElseThrow();
    String unit =
        layout
            .indentOf(tree.span(def.body().getFirst()).start())
            .substring(layout.indentOf(tree.span(def).start()).length());
    int end = layout.endOfLines(yielding);
    boolean open = "\r\n".indexOf(tree.text().charAt(end - 1)) < 0;
    List<TextEdit> edits = new ArrayList<>();
    edits.add(TextEdit.insert(tree.span(yielding).start(), "try:" + lineEnd + indent + unit));
    edits.add(
        TextEdit.insert(
            end,
            (open ? lineEnd : "")
                + indent
                + "finally:"
                + lineEnd
                + indent
                + unit
                + text
                + (open ? "" : lineEnd)));
    return new Made.Done<>(edits);
  }
}
