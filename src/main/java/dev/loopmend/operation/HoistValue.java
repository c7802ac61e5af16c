package dev.loopmend.operation;

import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.FreeName;
import dev.loopmend.rewrite.HoistedValue;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Map;

/// `hoist: {$VALUE: value}`: what a variable stands for, with which the matched statement ends, is
/// bound to a fresh local of that name first, or of the name with a number.
final class HoistValue implements Operation {
  private final String variable;
  private final String name;

  private HoistValue(String variable, String name) {
    this.variable = variable;
    this.name = name;
  }

  static Made<Operation> of(Settings settings) {
    List<Map.Entry<String, Object>> given = List.copyOf(settings.values().entrySet());
    return given.size() == 1
            && Variable.isVariable(given.getFirst().getKey())
            && String.valueOf(given.getFirst().getValue()).matches("[a-z_]\\w*")
        ? new Made.Done<>(
            new HoistValue(
                Variable.nameOf(given.getFirst().getKey()),
                String.valueOf(given.getFirst().getValue())))
        : new Made.Refused<>("needs one variable and the name of a local");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    return site.root() instanceof Stmt statement
        ? site.expression(variable)
            .map(value -> hoist(site, draft, statement, value))
            .orElseGet(() -> new Outcome.Declined("$" + variable + " is no expression"))
        : new Outcome.Declined("only a statement can be divided");
  }

  private Outcome hoist(Site site, Draft draft, Stmt statement, Expr value) {
    return HoistedValue.of(site.model().tree(), statement, value, freeName(site.model()))
        .<Outcome>map(edits -> new Outcome.Done(draft.with(site.path(), edits, List.of())))
        .orElseGet(() -> new Outcome.Declined("the statement does not end with the value"));
  }

  private String freeName(SemanticModel model) {
    return FreeName.like(name, model::isFree);
  }
}
