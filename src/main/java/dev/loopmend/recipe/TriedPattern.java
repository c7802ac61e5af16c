package dev.loopmend.recipe;

import dev.loopmend.edit.Safety;
import dev.loopmend.match.Capture;
import dev.loopmend.match.CodePattern;
import dev.loopmend.semantic.Answer;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A recipe that only finds what a pattern matches, for a look at what it does before it stands in
/// a file. What each variable stands for is a note of the finding, such as `$DELAY is 0.5`.
public final class TriedPattern {
  /// The id of the recipe.
  public static final String ID = "pattern";

  private static final int SHOWN = 60;

  private TriedPattern() {}

  /// The recipe of a pattern, or why the text is none.
  public static Made<Recipe> of(String text) {
    return switch (PatternText.read(text)) {
      case PatternText.Reading.Refused(_, String message) -> new Made.Refused<>(message);
      case PatternText.Reading.Read(CodePattern pattern) -> new Made.Done<>(recipe(pattern));
    };
  }

  private static Recipe recipe(CodePattern pattern) {
    List<Form.Clause> clauses = new ArrayList<>();
    for (String variable : pattern.variables().stream().sorted().toList()) {
      String shown = (pattern.manyVariables().contains(variable) ? "$$$" : "$") + variable;
      Condition told = site -> new Answer.Yes(shown + " is " + capture(site, variable));
      clauses.add(new Form.Clause(Form.Word.WHERE, variable, told, "", shown, 1));
    }
    Form form = new Form("", List.of(pattern), clauses, Optional.empty(), 1);
    return new Recipe(
        ID,
        "Show what a pattern matches",
        Optional.empty(),
        Severity.INFO,
        Safety.Level.REPORT,
        "",
        true,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        Map.of(),
        "The pattern matches.",
        Forms.of(List.of(form)),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  /// Ex) `0.5`, `a, *rest`, `nothing`
  private static String capture(Site site, String variable) {
    List<Node> nodes = site.match().capture(variable).map(Capture::all).orElseGet(List::of);
    if (nodes.isEmpty()) {
      return "nothing";
    }
    SyntaxTree tree = site.model().tree();
    int start = tree.outerSpan(nodes.getFirst()).start();
    int end = tree.outerSpan(nodes.getLast()).end();
    String code = tree.text().substring(start, end).replaceAll("\\s+", " ").strip();
    return code.length() <= SHOWN ? code : code.substring(0, SHOWN) + "…";
  }
}
