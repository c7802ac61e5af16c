package dev.loopmend.queue;

import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;

/// One thing that the code does with a queue. `at` is the call, or what refers to a method.
public record QueueUse(Kind kind, SemanticModel model, Expr at) {

  /// What is done with it.
  public enum Kind {
    /// `await queue.put(item)`, also in `wait_for`
    PUT,
    /// the coroutine of `queue.put(item)`, or the method itself, goes elsewhere
    PUT_LATER,
    /// `queue.put_nowait(item)`, or the method is handed on
    PUT_NOWAIT,
    /// `await queue.get()`, also in `wait_for`
    GET,
    /// any other way to take something out
    GET_OTHERWISE,
    /// `queue.qsize()`, `queue.empty()` where the answer decides something; `queue.full()`
    SIZE_DECIDES,
    /// `await queue.join()`, also in `wait_for`
    JOIN,
    /// `queue.task_done()`, a number that is only shown
    HARMLESS,
    /// a method of which nothing is known here
    UNKNOWN;

    boolean inserts() {
      return this == PUT || this == PUT_LATER || this == PUT_NOWAIT;
    }

    boolean removes() {
      return this == GET || this == GET_OTHERWISE;
    }
  }

  Optional<Stmt.FunctionDef> function() {
    return model.nearestDef(at);
  }

  /// Ex) `app/jobs.py:12`
  String place() {
    return placeOf(model, at);
  }

  /// The place of a node, as `file:line`.
  public static String placeOf(SemanticModel model, Node node) {
    return model.path() + ":" + model.tree().fileLine(node);
  }
}
