package dev.loopmend.engine;

import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A comment `# loopmend: ignore[recipe, …]` of a file: where it stands, whether alone on its line,
/// and the recipes it names in small letters; none for one that names no recipe and means all.
record IgnoreComment(Span at, int line, boolean alone, Set<String> recipes) {
  private static final Pattern IGNORE =
      Pattern.compile("#\\s*loopmend:\\s*ignore(?:\\[([^\\]]*)\\])?", Pattern.CASE_INSENSITIVE);

  /// The comments of a tree in the order of the text.
  static List<IgnoreComment> of(SyntaxTree tree) {
    List<IgnoreComment> found = new ArrayList<>();
    TokenTable tokens = tree.tokens();
    for (int token = 0; token < tokens.count(); token++) {
      if (tokens.kind(token) == TokenKind.COMMENT) {
        Matcher ignore = IGNORE.matcher(tokens.text(token));
        if (ignore.find()) {
          int start = tokens.start(token);
          int line = tree.lines().line(start);
          boolean alone = tree.lines().textOf(line).stripLeading().startsWith("#");
          Span at = new Span(start + ignore.start(), start + ignore.end());
          found.add(new IgnoreComment(at, line, alone, names(ignore)));
        }
      }
    }
    return List.copyOf(found);
  }

  private static Set<String> names(Matcher ignore) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : Optional.ofNullable(ignore.group(1)).orElse("").split("[,\\s]+", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /// Whether the comment speaks of a recipe on some lines, both ends included.
  boolean covers(String recipe, int first, int last) {
    boolean near = first <= line && line <= last;
    boolean above = alone && first <= line + 1 && line + 1 <= last;
    return (near || above) && (recipes.isEmpty() || recipes.contains(recipe));
  }
}
