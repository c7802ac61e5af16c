package dev.loopmend.queue;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.queue.QueueErrors.Raising;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.rewrite.Awaits;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.LoopContext;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A queue between threads that only one event loop uses becomes one of `asyncio`: where it is
/// made, in all calls, handlers and annotations.
public final class LoopQueue {
  private static final String EMPTY = "queue.Empty";
  private static final String FULL = "queue.Full";

  /// The minor version from which on a queue finds its event loop when something waits for it.
  private static final int BOUND_LATE = 10;

  private static final Set<String> SAME =
      Set.of("task_done", "qsize", "empty", "full", "put_nowait", "get_nowait");
  private static final List<String> LOCKS =
      List.of(
          "threading.Lock",
          "threading.RLock",
          "threading.Condition",
          "threading.Semaphore",
          "threading.BoundedSemaphore");

  private final Codebase codebase;
  private final QueueOrigin origin;
  private final QueueUses uses;
  private final boolean unbounded;
  private final List<FileEdits> edits = new ArrayList<>();
  private final List<Raising> raising = new ArrayList<>();

  private LoopQueue(Codebase codebase, QueueOrigin origin, QueueUses uses) {
    this.codebase = codebase;
    this.origin = origin;
    this.uses = uses;
    this.unbounded = ThreadQueues.isUnbounded(origin.model(), origin.creation());
  }

  /// The edits that make the queue which a call is a method of one of the event loop, in every
  /// file; refused with the use that is in the way.
  public static Made<List<FileEdits>> of(
      Codebase codebase, SemanticModel model, QueueCall call, PythonVersion target) {
    Optional<QueueOrigin> origin = QueueOrigin.of(codebase, model, call.receiver());
    if (origin.isEmpty()) {
      return new Made.Refused<>("it cannot be seen where the queue is made");
    }
    QueueUses uses = QueueUses.of(codebase, origin.get());
    if (uses.at(model, call.call()).isEmpty()) {
      return new Made.Refused<>("the queue cannot be followed from where it is made to here");
    }
    return new LoopQueue(codebase, origin.get(), uses).make(target);
  }

  private Made<List<FileEdits>> make(PythonVersion target) {
    Optional<String> obstacle =
        outOfSight()
            .or(this::unread)
            .or(() -> QueueLoops.obstacle(codebase, origin, uses))
            .or(() -> madeTooEarly(target))
            .or(this::givenOthers)
            .or(() -> calls(target))
            .or(this::creation)
            .or(this::annotations);
    if (obstacle.isPresent()) {
      return new Made.Refused<>(obstacle.get());
    }
    switch (QueueErrors.of(codebase, raising, uses)) {
      case Made.Refused<List<FileEdits>> refused -> {
        return refused;
      }
      case Made.Done(List<FileEdits> handlers) -> edits.addAll(handlers);
    }
    for (FileEdits one : edits) {
      if (codebase.mayEdit(one.path()) instanceof Answer.No(String why)) {
        return new Made.Refused<>(one.path() + " must not be changed: " + why);
      }
    }
    return new Made.Done<>(List.copyOf(edits));
  }

  private Optional<String> outOfSight() {
    return switch (uses.sight()) {
      case QueueUses.Sight.All _ -> Optional.empty();
      case QueueUses.Sight.Unknown unknown -> Optional.of(unknown.text());
    };
  }

  /// Ex) a file that has a word like the queue's name, and was not parsed
  private Optional<String> unread() {
    boolean local =
        !origin.home().isKept() && origin.model().nearestDef(origin.creation()).isPresent();
    return local
        ? Optional.empty()
        : codebase.unreadHolding(origin.home().word()).stream()
            .findFirst()
            .map(it -> it + " has the word '" + origin.home().word() + "' and was not looked into");
  }

  private Optional<String> madeTooEarly(PythonVersion target) {
    SemanticModel model = origin.model();
    boolean onLoop = model.loopContext(origin.creation()) instanceof LoopContext.OnLoop;
    return onLoop || target.minor() >= BOUND_LATE
        ? Optional.empty()
        : Optional.of(
            "before Python 3.10 an asyncio queue belongs to the loop that is current where it is"
                + " made, at "
                + QueueUse.placeOf(model, origin.creation()));
  }

  /// Ex) `consume(inbox)` and `consume(outbox)`
  private Optional<String> givenOthers() {
    for (QueueUses.Passed passed : uses.passed()) {
      for (FunctionUse use : codebase.workspace().usesOf(passed.function())) {
        boolean same =
            uses.passed().stream()
                .anyMatch(
                    it ->
                        it.function().equals(passed.function())
                            && it.model().path().equals(use.path())
                            && it.model().tree().span(it.call()).equals(use.at()));
        if (!same) {
          return Optional.of(
              passed.function().label()
                  + " may get another queue in "
                  + codebase.place(use.path(), use.at()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> calls(PythonVersion target) {
    for (QueueUse use : uses.uses()) {
      Optional<String> obstacle = convert(use, target);
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  private Optional<String> convert(QueueUse use, PythonVersion target) {
    SemanticModel model = use.model();
    if (!(use.at() instanceof Expr.Call call)
        || !(call.callee() instanceof Expr.Attribute method)) {
      boolean harmless =
          use.at() instanceof Expr.Attribute(_, _, String name) && name.equals("maxsize");
      return harmless
          ? Optional.empty()
          : Optional.of("the queue is used in another way at " + use.place());
    }
    if (model.tree().parent(call) instanceof Expr.Await) {
      return Optional.of(use.place() + " awaits what is no coroutine");
    }
    if (SAME.contains(method.name())) {
      switch (method.name()) {
        case "get_nowait" -> raising.add(Raising.atOnce(model, call, EMPTY));
        case "put_nowait" -> mayBeFull(Raising.atOnce(model, call, FULL));
        default -> {}
      }
      return Optional.empty();
    }
    Optional<QueueCall> waiting = QueueCall.of(call);
    if (waiting.isEmpty() || waiting.get().mode() == QueueCall.Mode.UNCLEAR) {
      return Optional.of("asyncio has no queue with what is called at " + use.place());
    }
    boolean rewritten = waiting.get().hasFlags() || waiting.get().mode() != QueueCall.Mode.FOR_EVER;
    if (rewritten && !new Layout(model.tree()).commentsIn(model.tree().span(call)).isEmpty()) {
      return Optional.of("comments stand in the call at " + use.place());
    }
    return write(model, waiting.get(), target);
  }

  private void mayBeFull(Raising call) {
    if (!unbounded) {
      raising.add(call);
    }
  }

  private Optional<String> write(SemanticModel model, QueueCall call, PythonVersion target) {
    boolean plain =
        model
            .functionOf(call.call())
            .filter(it -> it instanceof Stmt.FunctionDef def && def.isAsync())
            .isEmpty();
    boolean neverWaits =
        call.isPut() && (unbounded || (plain && origin.isFreshAt(model, call.call())));
    if (call.mode() == QueueCall.Mode.AT_ONCE || (plain && neverWaits)) {
      if (call.isPut()) {
        mayBeFull(Raising.atOnce(model, call.call(), FULL));
      } else {
        raising.add(Raising.atOnce(model, call.call(), EMPTY));
      }
      return replace(model, call, new Around("", "", List.of()), call.method().name() + "_nowait");
    }
    if (!model.mayAwait(call.call(), target.minor()).isYes()) {
      return Optional.of("no await is possible at " + QueueUse.placeOf(model, call.call()));
    }
    for (String lock : LOCKS) {
      if (!model.holds(call.call(), lock).isNo()) {
        return Optional.of(
            "a lock of threads may be held at " + QueueUse.placeOf(model, call.call()));
      }
    }
    boolean fits = Awaits.fits(model.tree(), call.call());
    String open = fits ? "await " : "(await ";
    String close = fits ? "" : ")";
    if (call.mode() == QueueCall.Mode.FOR_EVER || neverWaits) {
      return replace(model, call, new Around(open, close, List.of()), call.method().name());
    }
    raising.add(Raising.limited(model, call.call(), call.isPut() ? FULL : EMPTY));
    Expr limit = call.limit().orElseThrow();
    String time = model.tree().outerSpan(limit).of(model.tree().text());
    return switch (SpelledName.of(model, "asyncio.wait_for", call.call())) {
      case Made.Refused(String why) -> Optional.of(why);
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          replace(
              model,
              call,
              new Around(open + text + "(", ", " + time + ")" + close, imports),
              call.method().name());
    };
  }

  /// What is written before and behind a call, and the imports for it.
  private record Around(String before, String behind, List<Request> imports) {}

  private Optional<String> replace(
      SemanticModel model, QueueCall call, Around around, String name) {
    SyntaxTree tree = model.tree();
    String text = tree.text();
    Span span = tree.span(call.call());
    Span receiver = tree.outerSpan(call.receiver());
    Span method = tree.span(call.method());
    List<TextEdit> made = new ArrayList<>();
    if (!around.before().isEmpty()) {
      made.add(TextEdit.insert(span.start(), around.before()));
    }
    if (!name.equals(call.method().name())) {
      int start = method.end() - call.method().name().length();
      made.add(new TextEdit(new Span(start, method.end()), name));
    }
    if (call.hasFlags()) {
      String item = call.item().map(it -> tree.outerSpan(it).of(text)).orElse("");
      made.add(
          new TextEdit(
              new Span(Math.max(method.end(), receiver.end()), span.end()),
              "(" + item + ")" + around.behind()));
    } else if (!around.behind().isEmpty()) {
      made.add(TextEdit.insert(span.end(), around.behind()));
    }
    if (!made.isEmpty()) {
      edits.add(new FileEdits(model.path(), made, around.imports()));
    }
    return Optional.empty();
  }

  private Optional<String> creation() {
    SemanticModel model = origin.model();
    Expr type = ThreadQueues.constructed(model, origin.creation()).orElseThrow();
    return renamed(model, type);
  }

  /// Writes the class of `asyncio` in the place of one of `queue`.
  private Optional<String> renamed(SemanticModel model, Expr type) {
    String name = model.qualifiedName(type).flatMap(ThreadQueues::onLoop).orElseThrow();
    return switch (SpelledName.of(model, name, type)) {
      case Made.Refused(String why) -> Optional.of(why);
      case Made.Done(SpelledName(String text, List<Request> imports)) -> {
        TextEdit edit = new TextEdit(model.tree().span(type), text);
        edits.add(new FileEdits(model.path(), List.of(edit), imports));
        yield Optional.empty();
      }
    };
  }

  private Optional<String> annotations() {
    for (QueueReads.Annotated one : uses.annotations()) {
      switch (QueueAnnotation.of(one.model(), one.annotation())) {
        case Made.Refused(String why) -> {
          return Optional.of(why);
        }
        case Made.Done(FileEdits made) -> edits.add(made);
      }
    }
    return Optional.empty();
  }
}
