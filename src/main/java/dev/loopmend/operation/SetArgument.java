package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `set-argument: {name: maxsize, option: maxsize, written: $SIZE}`: the matched call is given an
/// argument with the value of an option: in the place of what `written` stands for, else by keyword
/// before all others. With `factory: [default_factory]` it is given to what a class makes that the
/// call takes by one of these keywords, or first.
record SetArgument(String name, String option, String written, List<String> factory)
    implements Operation {
  private static final Set<String> KEYS = Set.of("name", "option", "written", "factory");

  static Made<Operation> of(Settings settings) {
    Map<String, Object> values = settings.values();
    boolean known = KEYS.containsAll(values.keySet());
    if (!known || !values.containsKey("name") || !values.containsKey("option")) {
      return new Made.Refused<>("takes 'name' and 'option', and 'written', 'factory' or nothing");
    }
    return new Made.Done<>(
        new SetArgument(
            text(values, "name"),
            text(values, "option"),
            text(values, "written"),
            settings.words("factory")));
  }

  private static String text(Map<String, Object> values, String key) {
    return String.valueOf(values.getOrDefault(key, "")).replace("$", "");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    String value = site.options().getOrDefault(option, "");
    if (!value.matches("0*[1-9]\\d*")) {
      return new Outcome.Declined("the option '" + option + "' is no positive number");
    }
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Declined("it is no call");
    }
    SyntaxTree tree = site.model().tree();
    if (!factory.isEmpty()) {
      return called(tree, call, value)
          .<Outcome>map(edits -> new Outcome.Done(draft.with(site.path(), edits, List.of())))
          .orElseGet(() -> new Outcome.Declined("it takes no factory"));
    }
    Optional<Expr> old = site.expression(written);
    TextEdit edit =
        old.map(it -> new TextEdit(tree.span(it), value))
            .orElseGet(() -> inserted(tree, call, value));
    return new Outcome.Done(draft.with(site.path(), List.of(edit), List.of()));
  }

  /// Ex) `lambda: Queue(maxsize=1000)` for `Queue`
  private Optional<List<TextEdit>> called(SyntaxTree tree, Expr.Call call, String value) {
    for (Node.Argument argument : call.arguments()) {
      boolean isFactory =
          argument.kind() == Node.ArgumentKind.KEYWORD
              ? factory.contains(argument.name())
              : argument.kind() == Node.ArgumentKind.POSITIONAL;
      if (isFactory) {
        Span made = tree.outerSpan(argument.value());
        return Optional.of(
            List.of(
                TextEdit.insert(made.start(), "lambda: "),
                TextEdit.insert(made.end(), "(" + name + "=" + value + ")")));
      }
    }
    return Optional.empty();
  }

  private TextEdit inserted(SyntaxTree tree, Expr.Call call, String value) {
    String argument = name + "=" + value;
    if (!call.arguments().isEmpty()) {
      Node first = call.arguments().getFirst();
      return TextEdit.insert(tree.span(first).start(), argument + ", ");
    }
    int close = tree.span(call).end() - 1;
    int callee = tree.outerSpan(call.callee()).end();
    int open = tree.text().indexOf('(', callee);
    Span inside = new Span(open + 1, close);
    // Ex) Queue(  # of orders, without a bound
    return inside.of(tree.text()).isBlank()
        ? new TextEdit(inside, argument)
        : TextEdit.insert(open + 1, argument);
  }
}
