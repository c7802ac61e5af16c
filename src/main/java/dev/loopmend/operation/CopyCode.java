package dev.loopmend.operation;

import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.LoopObjects;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `copy: {$TO: $FROM}`: binds a variable to the text of what another stands for, which must be a
/// name or an attribute, so that it may be written in another place; `copy: {$TO: captured-loop}`
/// to the local of a function outside that holds the loop which runs there.
final class CopyCode implements Operation {
  private static final String LOOP = "captured-loop";

  private final String to;
  private final String from;

  private CopyCode(String to, String from) {
    this.to = to;
    this.from = from;
  }

  static Made<Operation> of(Settings settings) {
    List<Map.Entry<String, Object>> given = List.copyOf(settings.values().entrySet());
    if (given.size() != 1 || !Variable.isVariable(given.getFirst().getKey())) {
      return new Made.Refused<>("needs one variable and what it is bound to");
    }
    String from = String.valueOf(given.getFirst().getValue());
    return Variable.isVariable(from) || from.equals(LOOP)
        ? new Made.Done<>(new CopyCode(Variable.nameOf(given.getFirst().getKey()), from))
        : new Made.Refused<>("'" + from + "' is neither a variable nor " + LOOP);
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (from.equals(LOOP)) {
      return LoopObjects.of(site.model())
          .loopInScope(site.root())
          .<Outcome>map(it -> bound(draft, it))
          .orElseGet(() -> new Outcome.Declined("no variable holds the loop here"));
    }
    SyntaxTree tree = site.model().tree();
    Optional<String> text =
        site.expression(Variable.nameOf(from)).filter(CopyCode::isPlain).map(tree::textOf);
    return text.filter(it -> it.indexOf('\n') < 0 && it.indexOf('\r') < 0)
        .<Outcome>map(it -> bound(draft, it))
        .orElseGet(() -> new Outcome.Declined(from + " is more than a name"));
  }

  private Outcome bound(Draft draft, String code) {
    return new Outcome.Done(draft.bind(to, new Draft.Bound(code, List.of())));
  }

  private static boolean isPlain(Expr expr) {
    return expr instanceof Expr.Name
        || (expr instanceof Expr.Attribute(_, Expr owner, _) && isPlain(owner));
  }
}
