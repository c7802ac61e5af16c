package dev.loopmend.operation;

import dev.loopmend.match.Capture;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.LoopHead;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `loop-head: "async for $TARGET in $IT:"`: the head of the matched `while` and the first
/// statement of its body become this head.
final class ReplaceLoopHead implements Operation {
  private static final Pattern VARIABLES = Pattern.compile("\\$[A-Z_][A-Z0-9_]*");

  private final String head;

  private ReplaceLoopHead(String head) {
    this.head = head;
  }

  static Made<Operation> of(Settings settings) {
    List<String> words = settings.words("");
    return words.size() == 1 && words.getFirst().endsWith(":")
        ? new Made.Done<>(new ReplaceLoopHead(words.getFirst()))
        : new Made.Refused<>("needs the head of a loop, with its colon");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Stmt.While loop)) {
      return new Outcome.Declined("only the head of a 'while' can be replaced");
    }
    SyntaxTree tree = site.model().tree();
    StringBuilder header = new StringBuilder();
    Matcher variables = VARIABLES.matcher(head);
    Optional<Stmt> named = Optional.empty();
    while (variables.find()) {
      Optional<Node> code =
          site.match()
              .capture(Variable.nameOf(variables.group()))
              .map(Capture::all)
              .filter(it -> it.size() == 1)
              .map(List::getFirst);
      String text = code.map(it -> tree.outerSpan(it).of(tree.text())).orElse("\n");
      if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
        return new Outcome.Declined("a line breaks in what belongs into the head");
      }
      named = named.or(() -> code.map(it -> (Stmt) tree.statementOf(it)));
      variables.appendReplacement(header, Matcher.quoteReplacement(text));
    }
    variables.appendTail(header);
    return named
        .flatMap(it -> LoopHead.of(tree, loop, it, header.toString()))
        .<Outcome>map(edit -> new Outcome.Done(draft.with(site.path(), List.of(edit), List.of())))
        .orElseGet(() -> new Outcome.Declined("the body shares its line with its first statement"));
  }
}
