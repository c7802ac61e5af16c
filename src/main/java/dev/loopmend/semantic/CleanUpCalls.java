package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;
import java.util.function.Function;

/// Whether functions only run while their callers clean up.
public final class CleanUpCalls {
  private static final int DEPTH = 4;

  private final Function<String, Optional<SemanticModel>> files;

  private CleanUpCalls(Function<String, Optional<SemanticModel>> files) {
    this.files = files;
  }

  /// Whether every call of a function stands in code that cleans up, or in such a function; tests
  /// do not count. `files` are those of the workspace.
  public static Answer only(
      SemanticModel model, Stmt.FunctionDef def, Function<String, Optional<SemanticModel>> files) {
    return new CleanUpCalls(files).only(model, def, 0)
        ? new Answer.Yes("its callers clean up")
        : new Answer.No("nobody is seen to clean up with it, or not only");
  }

  private boolean only(SemanticModel model, Stmt.FunctionDef def, int depth) {
    boolean called = false;
    for (FunctionUse use : model.workspace().usesOf(model.refOf(def))) {
      Optional<SemanticModel> user = files.apply(use.path()).filter(it -> !it.isTestModule());
      if (user.isPresent() && use.kind() != FunctionUse.Kind.EXPORT) {
        if (!cleansUp(user.get(), use, depth)) {
          return false;
        }
        called = true;
      }
    }
    return called;
  }

  private boolean cleansUp(SemanticModel model, FunctionUse use, int depth) {
    Optional<Expr.Call> call = model.tree().callAt(use.at());
    if (use.kind() != FunctionUse.Kind.CALL || call.isEmpty() || depth > DEPTH) {
      return false;
    }
    Optional<Stmt.FunctionDef> caller = model.nearestDef(call.get());
    return model.cleansUp(call.get()).isYes()
        || (caller.isPresent() && only(model, caller.get(), depth + 1));
  }
}
