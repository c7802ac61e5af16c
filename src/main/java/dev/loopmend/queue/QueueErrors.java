package dev.loopmend.queue;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.Handling;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The handlers of what a queue raises. The exceptions of `asyncio` are no kinds of those of
/// `queue`, so each handler that takes one has to name the other, and no other handler may take it.
final class QueueErrors {
  private static final String TIMEOUT = "asyncio.TimeoutError";
  private static final Map<String, String> AT_ONCE =
      Map.of("queue.Empty", "asyncio.QueueEmpty", "queue.Full", "asyncio.QueueFull");
  private static final Set<String> ALL = Set.of("builtins.Exception", "builtins.BaseException");

  /// From Python 3.11 on, `asyncio.TimeoutError` is the builtin one, and so an OSError.
  private static final Set<String> OF_TIMEOUT =
      Set.of(
          TIMEOUT,
          "asyncio.exceptions.TimeoutError",
          "concurrent.futures.TimeoutError",
          "builtins.TimeoutError",
          "builtins.OSError",
          "builtins.IOError",
          "builtins.EnvironmentError",
          "socket.error",
          "socket.timeout",
          "select.error");

  private static final Set<String> HARMLESS_FUNCTIONS =
      Set.of("print", "len", "str", "int", "float", "repr", "isinstance", "range", "list", "dict");
  private static final Set<String> HARMLESS_METHODS =
      Set.of("append", "add", "debug", "info", "warning", "error", "exception");

  private final Codebase codebase;
  private final List<Raising> calls;
  private final QueueUses uses;
  private final Map<Place, Conversion> handlers = new LinkedHashMap<>();
  private final List<Raising> uncaught = new ArrayList<>();

  /// A call that may raise: `before` from `queue`, `after` from `asyncio`.
  record Raising(SemanticModel model, Expr.Call call, String before, String after) {
    static Raising limited(SemanticModel model, Expr.Call call, String before) {
      return new Raising(model, call, before, TIMEOUT);
    }

    static Raising atOnce(SemanticModel model, Expr.Call call, String before) {
      return new Raising(model, call, before, AT_ONCE.getOrDefault(before, before));
    }
  }

  /// A handler of a file.
  private record Place(String path, int handler) {}

  /// What becomes of the exceptions that a handler names.
  private record Conversion(
      SemanticModel model, Handling handling, Map<String, Set<String>> exceptions) {}

  private QueueErrors(Codebase codebase, List<Raising> calls, QueueUses uses) {
    this.codebase = codebase;
    this.calls = calls;
    this.uses = uses;
  }

  /// The edits of all handlers by file, with what they need imported; refused if some code would
  /// handle something else than before.
  static Made<List<FileEdits>> of(Codebase codebase, List<Raising> calls, QueueUses uses) {
    QueueErrors errors = new QueueErrors(codebase, calls, uses);
    Optional<String> obstacle =
        errors
            .findHandlers()
            .or(errors::takenByOthers)
            .or(errors::otherwiseRaised)
            .or(errors::mentionedElsewhere)
            .or(errors::takenByCallers);
    return obstacle.isPresent() ? new Made.Refused<>(obstacle.get()) : errors.edits();
  }

  private Optional<String> findHandlers() {
    for (Raising one : calls) {
      boolean handled = false;
      for (Handling handling : one.model().handlersAround(one.call())) {
        if (handled) {
          break;
        }
        if (handling.types().contains(Handling.UNKNOWN) || handling.statement().star()) {
          return at(one, handling.handler(), "cannot be told what it handles");
        }
        if (handling.types().contains(one.before())) {
          if (isLookedAt(one.model(), handling.handler())) {
            return at(one, handling.handler(), "looks at the exception, or raises it again");
          }
          handlers
              .computeIfAbsent(
                  new Place(one.model().path(), handling.handler().id()),
                  _ -> new Conversion(one.model(), handling, new HashMap<>()))
              .exceptions()
              .computeIfAbsent(one.before(), _ -> new LinkedHashSet<>())
              .add(one.after());
          handled = true;
        } else if (handling.types().stream().anyMatch(ALL::contains)) {
          handled = !raisesAgain(one.model(), handling.handler());
        }
      }
      if (!handled) {
        uncaught.add(one);
      }
    }
    return Optional.empty();
  }

  /// Ex) `except queue.Empty as error: print(repr(error))`
  private static boolean isLookedAt(SemanticModel model, Node.ExceptHandler handler) {
    boolean named =
        handler.name().isPresent()
            && model.tree().within(handler).stream()
                .anyMatch(
                    it ->
                        it instanceof Expr.Name(_, var text) && text.equals(handler.name().get()));
    return named || raisesAgain(model, handler);
  }

  private static boolean raisesAgain(SemanticModel model, Node.ExceptHandler handler) {
    return model.tree().within(handler).stream()
        .anyMatch(it -> it instanceof Stmt.Raise raise && raise.exception().isEmpty());
  }

  private static Optional<String> at(Raising one, Node node, String why) {
    return Optional.of("the handler at " + QueueUse.placeOf(one.model(), node) + " " + why);
  }

  /// Ex) `except OSError` before `except queue.Empty`, which takes `TimeoutError` from 3.11 on
  private Optional<String> takenByOthers() {
    for (Raising one : calls) {
      for (Handling handling : one.model().handlersAround(one.call())) {
        Optional<Conversion> conversion =
            Optional.ofNullable(
                handlers.get(new Place(one.model().path(), handling.handler().id())));
        boolean all = handling.types().stream().anyMatch(ALL::contains);
        boolean stops = all && !raisesAgain(one.model(), handling.handler());
        if (stops || handling.types().contains(one.before())) {
          break;
        }
        boolean converted =
            conversion.stream()
                .flatMap(it -> it.exceptions().values().stream())
                .anyMatch(it -> it.contains(one.after()));
        boolean takes =
            handling.types().contains(one.after())
                || (one.after().equals(TIMEOUT)
                    && handling.types().stream().anyMatch(OF_TIMEOUT::contains));
        if (converted || takes) {
          return at(one, handling.handler(), "would take what others handle now");
        }
      }
    }
    return Optional.empty();
  }

  /// Ex) `await fetch(item)` in the same `try`, which may have a time limit of its own
  private Optional<String> otherwiseRaised() {
    for (Conversion conversion : handlers.values()) {
      boolean timeout =
          conversion.exceptions().values().stream().anyMatch(it -> it.contains(TIMEOUT));
      Optional<Node> other = otherCall(conversion);
      if (timeout && other.isPresent()) {
        return Optional.of(
            "what "
                + QueueUse.placeOf(conversion.model(), other.get())
                + " does may raise TimeoutError into the same handler");
      }
      Optional<Node> queue = otherQueue(conversion);
      if (queue.isPresent()) {
        return Optional.of(
            "another queue at "
                + QueueUse.placeOf(conversion.model(), queue.get())
                + " may raise into the same handler");
      }
    }
    return Optional.empty();
  }

  /// A call of something else in the `try` of a handler.
  private Optional<Node> otherCall(Conversion conversion) {
    SyntaxTree tree = conversion.model().tree();
    return conversion.handling().statement().body().stream()
        .flatMap(it -> tree.within(it).stream())
        .filter(it -> isOther(conversion.model(), it))
        .findFirst();
  }

  private boolean isOther(SemanticModel model, Node node) {
    return switch (node) {
      case Expr.Call call -> uses.at(model, call).isEmpty() && !isHarmless(model, call);
      case Expr.Await(_, Expr value) -> !(value instanceof Expr.Call);
      case Stmt.For loop -> loop.isAsync();
      case Stmt.With _, Node.Comprehension _ -> true;
      case Node _ -> false;
    };
  }

  private static boolean isHarmless(SemanticModel model, Expr.Call call) {
    return switch (call.callee()) {
      case Expr.Name name ->
          HARMLESS_FUNCTIONS.contains(name.text())
              && model.qualifiedName(name).filter(it -> it.startsWith("builtins.")).isPresent();
      case Expr.Attribute method ->
          HARMLESS_METHODS.contains(method.name())
              || model.qualifiedName(method).filter("asyncio.sleep"::equals).isPresent();
      case Expr _ -> false;
    };
  }

  private Optional<Node> otherQueue(Conversion conversion) {
    SyntaxTree tree = conversion.model().tree();
    return conversion.handling().statement().body().stream()
        .flatMap(it -> tree.within(it).stream())
        .filter(
            it ->
                it instanceof Expr.Call call
                    && call.callee() instanceof Expr.Attribute method
                    && List.of("get_nowait", "put_nowait").contains(method.name())
                    && uses.at(conversion.model(), call).isEmpty())
        .findFirst();
  }

  /// The names of the exceptions that are written anywhere but in these handlers: `suppress`,
  /// `raise`, a caller that handles what comes out of its function.
  private Optional<String> mentionedElsewhere() {
    for (String name : AT_ONCE.keySet().stream().sorted().toList()) {
      boolean leaves = uncaught.stream().anyMatch(it -> it.before().equals(name));
      List<Raising> raised = calls.stream().filter(it -> it.before().equals(name)).toList();
      Set<String> paths = new LinkedHashSet<>();
      raised.forEach(it -> paths.add(it.model().path()));
      if (leaves) {
        paths.addAll(codebase.pathsHolding(name.substring(name.indexOf('.') + 1)));
      }
      for (String path : paths) {
        for (SemanticModel model : codebase.model(path).stream().toList()) {
          Optional<String> found = mention(model, name, raised, leaves);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> mention(
      SemanticModel model, String name, List<Raising> raised, boolean leaves) {
    for (Node node : model.tree().nodes()) {
      boolean names =
          (node instanceof Expr.Name || node instanceof Expr.Attribute)
              && model.qualifiedName((Expr) node).filter(name::equals).isPresent();
      if (names && !isConverted(model, node)) {
        Optional<Node> handler = handlerOf(model.tree(), node);
        boolean near =
            raised.stream()
                .anyMatch(
                    it ->
                        it.model().path().equals(model.path())
                            && it.model().nearestDef(it.call()).equals(model.nearestDef(node)));
        if (leaves || (near && handler.isEmpty())) {
          return Optional.of(
              name
                  + " is also named at "
                  + QueueUse.placeOf(model, node)
                  + ", and may come from it");
        }
      }
    }
    return Optional.empty();
  }

  /// Ex) `except OSError` of a caller, where nobody handles it on the way
  private Optional<String> takenByCallers() {
    for (Raising one : uncaught) {
      Set<String> takers = new LinkedHashSet<>(Set.of(one.after()));
      if (one.after().equals(TIMEOUT)) {
        takers.addAll(OF_TIMEOUT);
      }
      for (String taker : takers.stream().sorted().toList()) {
        for (String path : codebase.pathsHolding(Dotted.last(taker))) {
          Optional<String> found =
              codebase.model(path).flatMap(model -> takes(model, taker, one.before()));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> takes(SemanticModel model, String taker, String before) {
    return model.tree().nodes().stream()
        .filter(
            it ->
                (it instanceof Expr.Name || it instanceof Expr.Attribute)
                    && handlerOf(model.tree(), it).isPresent()
                    && !isConverted(model, it)
                    && model.qualifiedName((Expr) it).filter(taker::equals).isPresent())
        .findFirst()
        .map(
            it ->
                before
                    + " leaves its function, and the handler at "
                    + QueueUse.placeOf(model, it)
                    + " may take what is raised instead");
  }

  private boolean isConverted(SemanticModel model, Node node) {
    return handlerOf(model.tree(), node)
        .filter(it -> handlers.containsKey(new Place(model.path(), it.id())))
        .isPresent();
  }

  /// The handler that a name is in the head of.
  private static Optional<Node> handlerOf(SyntaxTree tree, Node node) {
    Node at = tree.parent(node);
    while (at instanceof Expr.TupleExpr) {
      at = tree.parent(at);
    }
    return at instanceof Node.ExceptHandler ? Optional.of(at) : Optional.empty();
  }

  private Made<List<FileEdits>> edits() {
    List<FileEdits> changes = new ArrayList<>();
    for (Conversion conversion : handlers.values()) {
      switch (edit(conversion)) {
        case Made.Refused(String why) -> {
          return new Made.Refused<>(why);
        }
        case Made.Done(FileEdits change) -> changes.add(change);
      }
    }
    return new Made.Done<>(List.copyOf(changes));
  }

  private Made<FileEdits> edit(Conversion conversion) {
    SemanticModel model = conversion.model();
    SyntaxTree tree = model.tree();
    Expr type = conversion.handling().handler().type().orElseThrow();
    List<Expr> elements = type instanceof Expr.TupleExpr(_, var each) ? each : List.of(type);
    Set<String> texts = new LinkedHashSet<>();
    List<Request> imports = new ArrayList<>();
    Set<String> left = new LinkedHashSet<>(conversion.exceptions().keySet());
    for (Expr element : elements) {
      String name = model.qualifiedName(element).orElse("");
      boolean stays = !left.remove(name);
      if (stays || otherCall(conversion).isPresent()) {
        texts.add(tree.textOf(element));
      }
      for (String after : conversion.exceptions().getOrDefault(name, Set.of())) {
        switch (SpelledName.of(model, after, type)) {
          case Made.Refused(String why) -> {
            return new Made.Refused<>(why);
          }
          case Made.Done(SpelledName(String text, List<Request> needed)) -> {
            texts.add(text);
            imports.addAll(needed);
          }
        }
      }
    }
    boolean commented = !new Layout(tree).commentsIn(tree.outerSpan(type)).isEmpty();
    if (!left.isEmpty() || commented) {
      return new Made.Refused<>(
          "the exceptions at " + QueueUse.placeOf(model, type) + " are written in another way");
    }
    Span span = tree.outerSpan(type);
    String text = String.join(", ", texts);
    // Ex) except(queue.Empty):
    boolean bare =
        texts.size() == 1 && Character.isWhitespace(tree.text().charAt(span.start() - 1));
    TextEdit edit = new TextEdit(span, bare ? text : "(" + text + ")");
    return new Made.Done<>(new FileEdits(model.path(), List.of(edit), imports));
  }
}
