package dev.loopmend.operation;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `take-from: {function: NAME}`: the object that the matched call makes, and that is closed in the
/// same place, comes from a function of the rewrite's helper instead, and is not closed any more.
/// `take-from: {code: TEXT}`: it comes from an expression, in which variables may stand.
final class TakeFrom implements Operation {
  private static final Pattern WORD = Pattern.compile("\\$?[A-Za-z_]\\w*");

  private final String code;

  private TakeFrom(String code) {
    this.code = code;
  }

  static Made<Operation> of(Settings settings) {
    List<String> names = settings.words("function");
    List<String> code = settings.words("code");
    return names.size() + code.size() == 1
        ? new Made.Done<>(new TakeFrom(names.isEmpty() ? code.getFirst() : names.getFirst() + "()"))
        : new Made.Refused<>("'function' must name what gives the object, or 'code' be that");
  }

  /// The code with its variables, and with the names that the helper got.
  private Optional<String> source(Draft draft) {
    StringBuilder text = new StringBuilder();
    Matcher words = WORD.matcher(code);
    while (words.find()) {
      String word = words.group();
      Draft.Bound bound = draft.bound().get(word.substring(1));
      if (Variable.isVariable(word) && bound == null) {
        return Optional.empty();
      }
      String written =
          Variable.isVariable(word) && bound != null
              ? bound.code()
              : draft.renames().getOrDefault(word, word);
      words.appendReplacement(text, Matcher.quoteReplacement(written));
    }
    return Optional.of(words.appendTail(text).toString());
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Declined("only a call makes an object");
    }
    Lifetime lifetime = Lifetime.of(site.model(), call);
    var uses = ObjectUses.of(site.codebase(), site.model(), lifetime);
    String source = source(draft).orElse("");
    if (source.isEmpty()) {
      return new Outcome.Declined("a variable in '" + code + "' is not bound");
    }
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
