package dev.loopmend.operation;

import dev.loopmend.conversion.Boilerplate;
import dev.loopmend.conversion.LoopOwner;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.Safety;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Search;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `dissolve-owner: {otherwise-bind: asyncio.get_running_loop}`: takes away what makes, sets, shuts
/// down and closes the loop or runner of the matched call, once the call is awaited. A variable
/// that has other uses is bound to what `otherwise-bind` names instead, which is unsafe.
final class DissolveOwner implements Operation {
  private static final Set<String> ENDS = Set.of("close", "stop", "run_forever");

  private final String otherwise;

  private DissolveOwner(String otherwise) {
    this.otherwise = otherwise;
  }

  static Made<Operation> of(Settings settings) {
    List<String> names = settings.words("otherwise-bind");
    return names.size() == 1
        ? new Made.Done<>(new DissolveOwner(names.getFirst()))
        : new Made.Refused<>("'otherwise-bind' must name what else a variable can be bound to");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Done(draft);
    }
    return switch (LoopOwner.of(site.model(), call)) {
      case LoopOwner.Inline _ -> new Outcome.Done(draft);
      case LoopOwner.Elsewhere(Expr receiver) ->
          endOf(site.model(), receiver)
              .<Outcome>map(Outcome.Declined::new)
              .orElseGet(() -> new Outcome.Done(draft));
      case LoopOwner.Variable variable -> dissolve(site, draft, variable);
    };
  }

  /// Ex) loop.close() of a loop that the caller passed
  private static Optional<String> endOf(SemanticModel model, Expr receiver) {
    SyntaxTree tree = model.tree();
    String text = tree.textOf(receiver);
    Optional<Node> function = model.functionOf(receiver);
    for (Node node : tree.nodes()) {
      if (node instanceof Expr.Call(_, Expr.Attribute(_, Expr owner, String method), _)
          && ENDS.contains(method)
          && tree.textOf(owner).equals(text)
          && model.functionOf(node).equals(function)) {
        int line = tree.fileLine(node);
        return Optional.of(
            "line "
                + line
                + " calls "
                + text
                + "."
                + method
                + ", which a running loop does not take");
      }
    }
    return Optional.empty();
  }

  private Outcome dissolve(Site site, Draft draft, LoopOwner.Variable variable) {
    return switch (SpelledName.of(site.model(), otherwise, variable.creation())) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          dissolve(site, draft, variable, text, imports);
      case Made.Refused(String why) -> new Outcome.Declined(why);
    };
  }

  private static Outcome dissolve(
      Site site, Draft draft, LoopOwner.Variable variable, String running, List<Request> imports) {
    SyntaxTree tree = site.model().tree();
    List<Span> taken =
        draft.files().stream()
            .filter(file -> file.path().equals(site.path()))
            .flatMap(file -> file.edits().stream())
            .map(TextEdit::span)
            .toList();
    Search search = Search.like(site, site.model());
    Boilerplate.Outcome outcome =
        Boilerplate.remove(
            site.model(),
            variable,
            call -> call.id() == site.root().id() || mayBeFixed(search, call),
            taken,
            running + "()");
    return switch (outcome) {
      case Boilerplate.Outcome.Stays(String why) -> new Outcome.Declined(why);
      case Boilerplate.Outcome.Gone(var edits, Set<Integer> removed, Optional<String> otherUse) -> {
        Draft done = draft.with(site.path(), edits, otherUse.isPresent() ? imports : List.of());
        Draft lowered =
            otherUse
                .map(use -> done.lowered(new Safety.Unsafe("the running loop takes over: " + use)))
                .orElse(done);
        boolean whole = removed.contains(tree.parent(site.root()).id());
        yield whole ? new Outcome.Whole(lowered) : new Outcome.Done(lowered);
      }
    };
  }

  private static boolean mayBeFixed(Search search, Expr.Call call) {
    return search
        .at(call)
        .filter(it -> it.judgement().safety().level() != Safety.Level.REPORT)
        .isPresent();
  }
}
