package dev.loopmend.queue;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Writes the class of `asyncio` for that of `queue` in an annotation, also in a quoted one.
final class QueueAnnotation {
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_][\\w.]*");
  private static final Set<String> ANYTHING = Set.of("typing.Any", "builtins.object");

  private final SemanticModel model;
  private final List<TextEdit> edits = new ArrayList<>();
  private final List<Request> imports = new ArrayList<>();
  private Optional<String> refused = Optional.empty();

  private QueueAnnotation(SemanticModel model) {
    this.model = model;
  }

  /// The edits of an annotation; refused if it says in another way what the queue is.
  static Made<FileEdits> of(SemanticModel model, Expr annotation) {
    QueueAnnotation made = new QueueAnnotation(model);
    for (Node node : model.tree().within(annotation)) {
      switch (node) {
        case Expr.Name name -> made.name(name);
        case Expr.Attribute attribute -> made.name(attribute);
        case Expr.Constant constant when constant.kind() == Expr.ConstantKind.STRING ->
            made.quoted(constant);
        case Node _ -> {}
      }
    }
    if (made.refused.isPresent()) {
      return new Made.Refused<>(made.refused.get());
    }
    boolean open = model.qualifiedName(annotation).filter(ANYTHING::contains).isPresent();
    return made.edits.isEmpty() && !open
        ? new Made.Refused<>(
            "the annotation at " + QueueUse.placeOf(model, annotation) + " names no known queue")
        : new Made.Done<>(new FileEdits(model.path(), made.edits, made.imports));
  }

  private void name(Expr name) {
    model
        .qualifiedName(name)
        .flatMap(ThreadQueues::onLoop)
        .ifPresent(it -> replace(model.tree().span(name), it, name));
  }

  private void replace(Span span, String wanted, Expr place) {
    switch (SpelledName.of(model, wanted, place)) {
      case Made.Refused(String why) -> refused = Optional.of(why);
      case Made.Done(SpelledName(String text, List<Request> needed)) -> {
        edits.add(new TextEdit(span, text));
        imports.addAll(needed);
      }
    }
  }

  /// Ex) `"Optional[queue.Queue[int]]"`
  private void quoted(Expr.Constant text) {
    SyntaxTree tree = model.tree();
    int start = tree.span(text).start();
    for (MatchResult word : DOTTED.matcher(tree.textOf(text)).results().toList()) {
      Optional<String> wanted = meaning(word.group()).flatMap(ThreadQueues::onLoop);
      Span span = new Span(start + word.start(), start + word.end());
      wanted.ifPresent(it -> replace(span, it, text));
    }
  }

  /// What a dotted name means at the level of the module, as whoever reads the text resolves it.
  private Optional<String> meaning(String dotted) {
    int dot = dotted.indexOf('.');
    String first = dot < 0 ? dotted : dotted.substring(0, dot);
    String rest = dot < 0 ? "" : dotted.substring(dot);
    return model.bindingsOf(model.scopeOf(model.tree().module())).stream()
        .filter(it -> it.name().equals(first))
        .findFirst()
        .flatMap(model::qualifiedNameOf)
        .map(it -> it + rest);
  }
}
