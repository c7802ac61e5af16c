package dev.loopmend.report;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a run did recipe by recipe: how much was fixed, and what is left for which reason.
public final class RecipeSummary {
  private RecipeSummary() {}

  /// One line for each recipe that fixed something, then one for each reason why something is left,
  /// both in the order of the recipes' names.
  ///
  /// Ex) `unbounded-queue: 2 left (app.py:3, and 1 more): nobody knows how many items there may be`
  public static List<String> of(List<Finding> fixed, List<Finding> left) {
    List<String> lines = new ArrayList<>();
    Map<String, List<Finding>> byRecipe = new TreeMap<>();
    fixed.forEach(one -> byRecipe.computeIfAbsent(one.recipe(), _ -> new ArrayList<>()).add(one));
    byRecipe.forEach(
        (recipe, findings) -> {
          long files = findings.stream().map(finding -> finding.at().path()).distinct().count();
          lines.add(
              "%s: %d fixed in %s"
                  .formatted(recipe, findings.size(), ClosingLine.count((int) files, "file")));
        });
    Map<String, Map<String, List<Finding>>> open = new TreeMap<>();
    left.forEach(
        one ->
            open.computeIfAbsent(one.recipe(), _ -> new TreeMap<>())
                .computeIfAbsent(reason(one.safety()), _ -> new ArrayList<>())
                .add(one));
    open.forEach(
        (recipe, reasons) ->
            reasons.forEach((why, findings) -> lines.add(left(recipe, why, findings))));
    return List.copyOf(lines);
  }

  private static String reason(Safety safety) {
    return switch (safety) {
      case Safety.Safe() -> "the fix was not made";
      case Safety.Unsafe(String because) -> "needs --unsafe: " + Line.of(because);
      case Safety.Report(String because) ->
          because.isEmpty() ? "there is no automatic fix" : Line.of(because);
    };
  }

  private static String left(String recipe, String why, List<Finding> findings) {
    Finding first = findings.getFirst();
    int more = findings.size() - 1;
    return "%s: %d left (%s:%d%s): %s"
        .formatted(
            recipe,
            findings.size(),
            Line.of(first.at().path()),
            first.at().line(),
            more == 0 ? "" : ", and " + more + " more",
            why);
  }
}
