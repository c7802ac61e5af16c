package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The comments of a file by which its authors decline findings: `# loopmend: ignore[recipe]`, `#
/// loopmend: skip-file`, and a `# noqa` or ruff's comment for the same fault.
final class Suppressions {
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final DecliningComments comments;
  private final Used used;

  /// A comment of a file that declined what a recipe found, or did.
  record Use(String path, int offset, String recipe) {}

  /// The comments that declined something; for several threads.
  record Used(Set<Use> uses) {
    Used() {
      this(ConcurrentHashMap.newKeySet());
    }

    /// Knows nothing any more of the comments of a file.
    void forget(String path) {
      uses.removeIf(use -> use.path().equals(path));
    }

    /// Whether a comment of a file declined something of a recipe.
    boolean has(String path, IgnoreComment comment, String recipe) {
      return uses.contains(new Use(path, comment.at().start(), recipe));
    }

    /// Whether a comment of a file declined anything.
    boolean has(String path, IgnoreComment comment) {
      return uses.stream()
          .anyMatch(use -> use.path().equals(path) && use.offset() == comment.at().start());
    }
  }

  /// The comments of a model's file; `used` is told which of them decline something.
  Suppressions(SemanticModel model, DecliningComments comments, Used used) {
    this.model = model;
    this.tree = model.tree();
    this.used = used;
    this.comments = comments;
  }

  /// Whether the authors of the file declined what a recipe finds at a node.
  boolean suppress(Recipe recipe, Node node) {
    return !reasons(recipe, node).isEmpty();
  }

  /// The ways in which the authors of the file declined what a recipe finds at a node, as clauses.
  List<String> reasons(Recipe recipe, Node node) {
    Node statement = tree.statementOf(node);
    int first = tree.lines().line(tree.span(statement).start());
    int last = lastHeaderLine(statement, node);
    List<String> reasons = new ArrayList<>();
    if (comments.skipsFile()) {
      reasons.add("the file says \"loopmend: skip-file\"");
    }
    if (model.suppressedByNoqa(node, recipe.noqa())) {
      reasons.add("a \"noqa\" on the statement declines it");
    }
    for (IgnoreComment comment : comments.ignores()) {
      if (comment.covers(recipe.id(), first, last)) {
        used.uses().add(new Use(model.path(), comment.at().start(), recipe.id()));
        int line = tree.origin().line(comment.at().start());
        reasons.add("a comment \"loopmend: ignore\" on line " + line + " declines it");
      }
    }
    return List.copyOf(reasons);
  }

  /// The last line of a simple statement, or of the header that a compound one has.
  private int lastHeaderLine(Node statement, Node node) {
    TokenTable tokens = tree.tokens();
    int token = tree.lastToken(node);
    while (token < tree.lastToken(statement)
        && tokens.kind(token) != TokenKind.NEWLINE
        && tokens.kind(token) != TokenKind.INDENT) {
      token++;
    }
    return tree.lines().line(Math.max(0, tokens.start(token)));
  }
}
