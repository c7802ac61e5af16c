package dev.loopmend.operation;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.sharing.Lifetime;
import dev.loopmend.sharing.ObjectUses;
import dev.loopmend.sharing.Sharing;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;

/// `take-from: {function: NAME}`: the object that the matched call makes, and that is closed in the
/// same place, comes from a function of the rewrite's helper instead, and is not closed any more.
final class TakeFrom implements Operation {
  private final String function;

  private TakeFrom(String function) {
    this.function = function;
  }

  static Made<Operation> of(Settings settings) {
    List<String> names = settings.words("function");
    return names.size() == 1
        ? new Made.Done<>(new TakeFrom(names.getFirst()))
        : new Made.Refused<>("'function' must name what gives the object");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Declined("only a call makes an object");
    }
    Lifetime lifetime = Lifetime.of(site.model(), call);
    var uses = ObjectUses.of(site.codebase(), site.model(), lifetime);
    String source = draft.renames().getOrDefault(function, function) + "()";
    boolean commentsMove = writesComments(site, call, draft);
    return switch (Sharing.of(site.model().tree(), call, lifetime, uses, source, commentsMove)) {
      case Made.Done(List<TextEdit> edits) ->
          new Outcome.Done(draft.with(site.path(), edits, List.of()));
      case Made.Refused(String why) -> new Outcome.Declined(why);
    };
  }

  /// Whether what the fix writes elsewhere holds the comments that stand within the call.
  private static boolean writesComments(Site site, Expr.Call call, Draft draft) {
    SyntaxTree tree = site.model().tree();
    List<String> written = new ArrayList<>();
    for (FileEdits file : draft.files()) {
      file.edits().forEach(it -> written.add(it.replacement()));
      for (Request request : file.requests()) {
        if (request instanceof Request.Definition definition) {
          written.add(definition.text());
        }
      }
    }
    return new Layout(tree)
        .commentsIn(tree.span(call)).stream()
            .map(it -> tree.tokens().text(it))
            .allMatch(comment -> written.stream().anyMatch(it -> it.contains(comment)));
  }
}
