package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.syntax.Expr;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Map;

/// `wrap: {$X: builtins.list}`: what a variable stands for becomes the only argument of a call of
/// that function.
final class WrapCode implements Operation {
  private final String variable;
  private final String function;

  private WrapCode(String variable, String function) {
    this.variable = variable;
    this.function = function;
  }

  static Made<Operation> of(Settings settings) {
    List<Map.Entry<String, Object>> given = List.copyOf(settings.values().entrySet());
    return given.size() == 1
            && Variable.isVariable(given.getFirst().getKey())
            && String.valueOf(given.getFirst().getValue()).matches("[A-Za-z_][\\w.]*")
        ? new Made.Done<>(
            new WrapCode(
                Variable.nameOf(given.getFirst().getKey()),
                String.valueOf(given.getFirst().getValue())))
        : new Made.Refused<>("needs one variable and the dotted name of a function");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    return site.expression(variable)
        .map(expr -> wrap(site, draft, expr))
        .orElseGet(() -> new Outcome.Declined("$" + variable + " is no expression"));
  }

  /// Ex) `x in(a)` and `x in a:` become `x in list(a)`; the parentheses of a tuple stay inside
  private Outcome wrap(Site site, Draft draft, Expr expr) {
    return switch (SpelledName.of(site.model(), function, expr)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(SpelledName(String text, var imports)) -> {
        Span whole = site.model().tree().outerSpan(expr);
        boolean bracketed = site.model().tree().parentheses(expr) > 0;
        String before = separator(site, whole.start()) + text + (bracketed ? "" : "(");
        List<TextEdit> edits =
            bracketed
                ? List.of(TextEdit.insert(whole.start(), before))
                : List.of(
                    TextEdit.insert(whole.start(), before), TextEdit.insert(whole.end(), ")"));
        yield new Outcome.Done(draft.with(site.path(), edits, imports));
      }
    };
  }

  /// Ex) `for x in(a):`, where the name must not grow together with what stands before it
  private static String separator(Site site, int start) {
    return start > 0 && Character.isJavaIdentifierPart(site.model().tree().text().charAt(start - 1))
        ? " "
        : "";
  }
}
