package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The comments of a file by which its authors decline findings: `# loopmend: ignore[recipe]`, `#
/// loopmend: skip-file`, and a `# noqa` or ruff's comment for the same fault.
final class Suppressions {
  private static final Pattern IGNORE =
      Pattern.compile("#\\s*loopmend:\\s*ignore(?:\\[([^\\]]*)\\])?", Pattern.CASE_INSENSITIVE);
  private static final Pattern SKIP_FILE =
      Pattern.compile("#\\s*loopmend:\\s*skip-file\\b", Pattern.CASE_INSENSITIVE);
  private static final String ALL = "*";

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Map<Integer, Set<String>> ignored = new HashMap<>();
  private boolean skipsFile;

  Suppressions(SemanticModel model) {
    this.model = model;
    this.tree = model.tree();
    TokenTable tokens = tree.tokens();
    for (int token = 0; token < tokens.count(); token++) {
      if (tokens.kind(token) == TokenKind.COMMENT) {
        read(token, tokens.text(token));
      }
    }
  }

  private void read(int token, String comment) {
    int line = tree.lines().line(tree.tokens().start(token));
    Matcher ignore = IGNORE.matcher(comment);
    if (ignore.find()) {
      ignored.computeIfAbsent(line, _ -> new HashSet<>()).addAll(names(ignore.group(1)));
      if (isAlone(line)) {
        ignored.computeIfAbsent(line + 1, _ -> new HashSet<>()).addAll(names(ignore.group(1)));
      }
    }
    skipsFile |= SKIP_FILE.matcher(comment).find();
  }

  private boolean isAlone(int line) {
    return tree.lines().textOf(line).stripLeading().startsWith("#");
  }

  private static Set<String> names(@Nullable String list) {
    if (list == null || list.isBlank()) {
      return Set.of(ALL);
    }
    Set<String> names = new HashSet<>();
    for (String name : list.split("[,\\s]+", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /// Whether the authors of the file declined what a recipe finds at a node.
  boolean suppress(Recipe recipe, Node node) {
    if (skipsFile || model.suppressedByNoqa(node, recipe.noqa())) {
      return true;
    }
    Node statement = node;
    while (!(statement instanceof Stmt) && tree.parent(statement).id() != statement.id()) {
      statement = tree.parent(statement);
    }
    int first = tree.lines().line(tree.span(statement).start());
    int last = lastHeaderLine(statement, node);
    for (int line = first; line <= last; line++) {
      Set<String> recipes = ignored.getOrDefault(line, Set.of());
      if (recipes.contains(ALL) || recipes.contains(recipe.id())) {
        return true;
      }
    }
    return false;
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
