package dev.loopmend.engine;

import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A comment `# loopmend: ignore[recipe, …]`: where it stands, its line in the text, whether alone
/// there, and the recipes it names in small letters; none for one that names no recipe and means
/// all.
record IgnoreComment(Span at, int line, boolean alone, Set<String> recipes) {
  private static final Pattern IGNORE =
      Pattern.compile("#\\s*loopmend:\\s*ignore(?:\\[([^\\]]*)\\])?", Pattern.CASE_INSENSITIVE);

  /// What the token of a comment says; nothing if it is another comment.
  static Optional<IgnoreComment> of(SyntaxTree tree, int token) {
    Matcher ignore = IGNORE.matcher(tree.tokens().text(token));
    if (!ignore.find()) {
      return Optional.empty();
    }
    int start = tree.tokens().start(token);
    int line = tree.lines().line(start);
    boolean alone = tree.lines().textOf(line).stripLeading().startsWith("#");
    Span at = new Span(start + ignore.start(), start + ignore.end());
    return Optional.of(new IgnoreComment(at, line, alone, names(ignore)));
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
