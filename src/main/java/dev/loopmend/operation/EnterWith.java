package dev.loopmend.operation;

import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.rewrite.EnteredBlock;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// `enter-with: {manager: asyncio.timeout, argument: $LIMIT, around: await $CALL}`: the statement
/// that the matched expression is the value of goes into an `async with` of the manager, and the
/// expression becomes what is to stand around the variable.
final class EnterWith implements Operation {
  private final String manager;
  private final String argument;
  private final String prefix;
  private final String kept;

  private EnterWith(String manager, String argument, String prefix, String kept) {
    this.manager = manager;
    this.argument = argument;
    this.prefix = prefix;
    this.kept = kept;
  }

  static Made<Operation> of(Settings settings) {
    List<String> manager = settings.words("manager");
    List<String> argument = settings.words("argument");
    String around = String.join(" ", settings.words("around"));
    int variable = around.lastIndexOf('$');
    return manager.size() == 1
            && argument.size() == 1
            && Variable.isVariable(argument.getFirst())
            && variable >= 0
            && Variable.isVariable(around.substring(variable))
        ? new Made.Done<>(
            new EnterWith(
                manager.getFirst(),
                Variable.nameOf(argument.getFirst()),
                around.substring(0, variable),
                Variable.nameOf(around.substring(variable))))
        : new Made.Refused<>("needs 'manager', 'argument' and 'around', which ends in a variable");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SyntaxTree tree = site.model().tree();
    Optional<Expr> given = site.expression(argument);
    Optional<Expr> code = site.expression(kept);
    if (!(site.root() instanceof Expr whole)
        || !(tree.parent(whole) instanceof Stmt statement)
        || given.isEmpty()
        || code.isEmpty()) {
      return new Outcome.Declined("it is no statement's value");
    }
    return switch (SpelledName.of(site.model(), manager, whole)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(SpelledName(String text, var imports)) -> {
        String header = "async with " + text + "(" + tree.textOf(given.get()) + "):";
        yield EnteredBlock.of(
                tree, statement, whole, prefix, code.get(), header, List.of(given.get()))
            .<Outcome>map(edit -> new Outcome.Done(draft.with(site.path(), List.of(edit), imports)))
            .orElseGet(
                () ->
                    new Outcome.Declined(
                        "the statement shares its line, or what goes into the header has more than"
                            + " one"));
      }
    };
  }
}
