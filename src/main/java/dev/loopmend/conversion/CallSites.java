package dev.loopmend.conversion;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.LoopContext;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Formats;
import dev.loopmend.text.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the uses of functions look like in their files.
public final class CallSites {
  private static final String RUNNING = "asyncio.get_running_loop";

  private final Codebase codebase;
  private final String question;

  CallSites(Codebase codebase) {
    this(codebase, RUNNING);
  }

  private CallSites(Codebase codebase, String question) {
    this.codebase = codebase;
    this.question = question;
  }

  /// Whether the loop reaches a function by calls none of which is made where a callable, such as
  /// `asyncio.get_running_loop`, was asked first.
  public static boolean reachesUnguarded(Codebase codebase, FunctionRef function, String question) {
    return new CallSites(codebase, question).isOnLoop(function);
  }

  /// Whether code may await as it is: that of the cells of a notebook.
  static boolean isCell(FunctionRef code) {
    return code.isModule() && Formats.isNotebook(code.path());
  }

  List<FunctionUse> usesOf(FunctionRef function) {
    return codebase.workspace().usesOf(function);
  }

  LoopContext contextOf(FunctionRef function) {
    return codebase.workspace().contextOf(function);
  }

  List<FunctionRef> calleesOf(FunctionRef function) {
    return codebase.workspace().calleesOf(function);
  }

  Optional<SemanticModel> model(String path) {
    return codebase.model(path);
  }

  /// The definition that a reference means, if it is a `def` of a file that can be read.
  Optional<Stmt.FunctionDef> definition(FunctionRef function) {
    return node(function)
        .filter(Stmt.FunctionDef.class::isInstance)
        .map(Stmt.FunctionDef.class::cast);
  }

  Optional<Node> node(FunctionRef function) {
    return codebase.model(function.path()).flatMap(it -> it.nodeOf(function));
  }

  /// The call that a use is.
  Optional<Expr.Call> call(FunctionUse use) {
    return codebase.model(use.path()).flatMap(it -> callAt(it.tree(), use.at()));
  }

  private static Optional<Expr.Call> callAt(SyntaxTree tree, Span span) {
    for (Node node : tree.nodes()) {
      if (node instanceof Expr.Call call && tree.span(call).equals(span)) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  /// Whether code asks first if a loop is running, so that it calls only where none is.
  boolean isGuarded(FunctionUse use) {
    return codebase
        .model(use.path())
        .flatMap(model -> call(use).map(it -> model.guardedBy(it, question, this::model).isYes()))
        .orElse(false);
  }

  /// Whether a function runs on the event loop, calls behind a question for the running loop not
  /// counted.
  boolean isOnLoop(FunctionRef function) {
    return isOnLoop(function, new LinkedHashSet<>());
  }

  private boolean isOnLoop(FunctionRef function, Set<FunctionRef> seen) {
    if (!seen.add(function) || !mayBeOnLoop(function)) {
      return false;
    }
    if (definition(function).filter(Stmt.FunctionDef::isAsync).isPresent()) {
      return true;
    }
    boolean guarded = false;
    for (FunctionUse use : usesOf(function)) {
      switch (use.kind()) {
        case CALL, PROPERTY_READ, PROPERTY_SET, CONSTRUCTION, ENTERED, ON_THE_SPOT -> {
          if (!isGuarded(use)) {
            if (isOnLoop(use.by(), seen)) {
              return true;
            }
          } else {
            guarded |= mayBeOnLoop(use.by());
          }
        }
        case ON_LOOP -> {
          return true;
        }
        case POSSIBLE_CALL, IN_THREAD, REGISTERED, DECORATES, EXPORT, STRING, ESCAPE -> {}
      }
    }
    // Ex) a callback of a protocol, a handler that the loop calls
    return !guarded && isRoot(function);
  }

  /// Whether the loop, or a framework on it, runs a function itself.
  boolean isRoot(FunctionRef function) {
    return switch (contextOf(function)) {
      case LoopContext.OnLoop(var chain) -> chain.size() == 1;
      case LoopContext.Both(var chain, _, _) -> chain.size() == 1;
      case LoopContext.OffLoop _, LoopContext.Unknown _ -> false;
    };
  }

  private boolean mayBeOnLoop(FunctionRef function) {
    return switch (contextOf(function)) {
      case LoopContext.OnLoop _, LoopContext.Both _ -> true;
      case LoopContext.OffLoop _, LoopContext.Unknown _ -> false;
    };
  }

  /// A place for people: file and line.
  String place(String path, Span span) {
    return codebase.place(path, span);
  }
}
