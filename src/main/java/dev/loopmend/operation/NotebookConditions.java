package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.LoopContext;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Formats;
import dev.loopmend.text.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Conditions about the cells of notebooks, whose top level runs on the event loop of the kernel.
final class NotebookConditions {
  private NotebookConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // The match is in a notebook.
    words.put("in-notebook", none(NotebookConditions::inNotebook));
    // The match is code of a cell, outside of functions.
    words.put("in-notebook-cell", Arguments.plain(new InCell()));
    // IPython keeps the value of the match in `Out`: it ends a cell, without a semicolon.
    words.put("last-value-of-cell", none(NotebookConditions::isLastValue));
    // `notebook-calls [asyncio.run]`: a notebook calls one of these anywhere else than in another
    // thread.
    words.put("notebook-calls", NotebookConditions::notebookCalls);
    // `imports-beyond [aiohttp, httpx]`: the file, or one of the project that it imports, imports
    // a package that is neither of the standard library nor of the list, or runs other files.
    words.put("imports-beyond", NotebookConditions::importsBeyond);
  }

  private static Answer inNotebook(Site site) {
    return answer(site.model().tree().origin().isNotebook(), "", "it is no notebook");
  }

  /// Whether the match is code of a cell, outside of functions.
  private static final class InCell implements Condition {
    @Override
    public Answer test(Site site) {
      return site.model().nearestDef(site.root()).isPresent()
          ? new Answer.No("it is in a function")
          : inNotebook(site);
    }

    @Override
    public boolean mayHoldIn(Workspace workspace, String path) {
      return Formats.isNotebook(path);
    }
  }

  /// Whether IPython keeps the value of the match in `Out`: that of the expression which ends a
  /// cell, unless a semicolon is behind it.
  private static Answer isLastValue(Site site) {
    SyntaxTree tree = site.model().tree();
    Node statement = tree.parent(site.root());
    List<Stmt> body = tree.module().body();
    int at = body.indexOf(statement);
    if (!tree.origin().isNotebook() || !(statement instanceof Stmt.ExprStmt) || at < 0) {
      return new Answer.No("its value is dropped");
    }
    boolean last =
        at == body.size() - 1 || cellOf(tree, body.get(at + 1)) != cellOf(tree, body.get(at));
    TokenTable tokens = tree.tokens();
    // Not one in a comment behind it.
    boolean silenced = tokens.text(tokens.nextSignificant(tree.lastToken(statement))).equals(";");
    return answer(last && !silenced, "the notebook keeps it in Out", "its value is dropped");
  }

  private static int cellOf(SyntaxTree tree, Stmt stmt) {
    return tree.origin().place(tree.span(stmt).start()).cell().map(Origin.CellLine::cell).orElse(0);
  }

  /// `imports-beyond [aiohttp, httpx]`: whether the file, or one of the project that it imports,
  /// imports a package that is neither of the standard library nor of the list, or runs other
  /// files.
  private static Made<Condition> importsBeyond(String subject, String argument) {
    if (!argument.matches("\\[[\\w, ]+]")) {
      return new Made.Refused<>("needs the names of packages: [aiohttp, httpx]");
    }
    Set<String> allowed = Set.copyOf(Arguments.words(argument));
    return new Made.Done<>(
        site -> {
          if (site.model().tree().origin().loadsCode()) {
            return new Answer.Yes("a magic runs other files");
          }
          Set<String> found = new TreeSet<>(site.model().packagesOutside());
          found.removeAll(allowed);
          return answer(!found.isEmpty(), String.join(", ", found), "it imports nothing else");
        });
  }

  /// `notebook-calls [asyncio.run]`: whether a notebook calls one of some functions anywhere else
  /// than in another thread. A plain function that stays may be called by any cell.
  private static Made<Condition> notebookCalls(String subject, String argument) {
    if (!argument.matches("\\[[\\w., ]+]")) {
      return new Made.Refused<>("needs dotted names: [asyncio.run, asyncio.Runner.run]");
    }
    Set<String> names = Set.copyOf(Arguments.words(argument));
    return new Made.Done<>(
        site -> inNotebook(site).isYes() ? calls(site.model(), names) : inNotebook(site));
  }

  private static Answer calls(SemanticModel model, Set<String> names) {
    return model.tree().nodes().stream()
        .filter(Expr.Call.class::isInstance)
        .map(Expr.Call.class::cast)
        .filter(call -> model.among(call.callee(), names).isPresent())
        .filter(
            call -> !(model.loopContext(call) instanceof LoopContext.OffLoop off && off.inThread()))
        .findFirst()
        .<Answer>map(call -> new Answer.Yes(model.path() + ":" + model.tree().fileLine(call)))
        .orElseGet(() -> new Answer.No("nothing of the notebook starts a loop"));
  }
}
