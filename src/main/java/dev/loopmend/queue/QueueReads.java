package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// All that refers to a queue which is kept in an attribute of a class, or in a name of a module,
/// in any file; `unclear` is a place that may, or that may put something else there.
record QueueReads(
    List<Read> reads, List<Named> names, List<Annotated> annotations, Optional<Read> unclear) {

  private static final Set<String> BY_NAME =
      Set.of("getattr", "setattr", "hasattr", "delattr", "attrgetter");

  /// An expression that is the queue.
  record Read(SemanticModel model, Expr expr) {}

  /// A name that an import binds to it.
  record Named(SemanticModel model, Binding name) {}

  /// What is said of its class.
  record Annotated(SemanticModel model, Expr annotation) {}

  static QueueReads of(Codebase codebase, QueueHome home) {
    return of(codebase, home, false);
  }

  /// The same of a collection that queues are put into; `unclear` is there as well if nothing shows
  /// that it is one, and begins empty.
  static QueueReads ofCollection(Codebase codebase, QueueHome home) {
    return of(codebase, home, true);
  }

  private static QueueReads of(Codebase codebase, QueueHome home, boolean ofMany) {
    Finder finder = new Finder(codebase, home, ofMany);
    String name = home.word();
    for (String path : codebase.pathsHolding(name)) {
      codebase.model(path).ifPresent(it -> finder.find(it, name));
    }
    if (ofMany && home.isKept() && !finder.beginsEmpty) {
      finder.lose(home.model(), home.name());
    }
    return new QueueReads(
        List.copyOf(finder.reads),
        List.copyOf(finder.names),
        List.copyOf(finder.annotations),
        finder.unclear);
  }

  private static final class Finder {
    private final Codebase codebase;
    private final QueueHome home;
    private final boolean ofMany;
    private boolean beginsEmpty;
    private final List<Read> reads = new ArrayList<>();
    private final List<Named> names = new ArrayList<>();
    private final List<Annotated> annotations = new ArrayList<>();
    private Optional<Read> unclear = Optional.empty();

    Finder(Codebase codebase, QueueHome home, boolean ofMany) {
      this.codebase = codebase;
      this.home = home;
      this.ofMany = ofMany;
    }

    void find(SemanticModel model, String name) {
      for (Node node : model.tree().nodes()) {
        switch (node) {
          case Expr.Attribute attribute when attribute.name().equals(name) ->
              attribute(model, attribute);
          case Stmt.ImportFrom from when !home.isKept() -> imported(model, from, name);
          case Stmt.AnnAssign(_, Expr.Name target, Expr annotation, Optional<Expr> value)
              when home.isKept() && target.text().equals(name) ->
              declared(model, target, annotation, value);
          case Expr.Constant text when isNamedBy(model, text, name) -> lose(model, text);
          case Node _ -> {}
        }
      }
    }

    /// Ex) `getattr(state, "inbox")`, `patch("app.state.inbox")`
    private static boolean isNamedBy(SemanticModel model, Expr.Constant text, String name) {
      String quoted = text.text();
      boolean byName =
          model.tree().parent(text) instanceof Node.Argument argument
              && model.tree().parent(argument) instanceof Expr.Call(_, Expr.Name function, _)
              && BY_NAME.contains(function.text());
      return text.kind() == Expr.ConstantKind.STRING
          && quoted.matches(".*[\"'.]" + Pattern.quote(name) + "[\"']")
          && (byName || quoted.contains("." + name));
    }

    private void lose(SemanticModel model, Expr at) {
      unclear = unclear.or(() -> Optional.of(new Read(model, at)));
    }

    private void attribute(SemanticModel model, Expr.Attribute attribute) {
      if (!home.isKept()) {
        // Ex) state.inbox
        boolean isModule =
            model
                .qualifiedName(attribute.value())
                .flatMap(it -> codebase.workspace().fileOf(it))
                .filter(home.model().path()::equals)
                .isPresent();
        if (isModule) {
          read(model, attribute);
        }
        return;
      }
      Answer own =
          home.owner()
              .map(it -> model.isInstance(attribute.value(), it))
              .orElseGet(() -> new Answer.Unknown("its class cannot be told"));
      if (own.isYes()) {
        read(model, attribute);
      } else if (!own.isNo() && !isOther(model, attribute.value())) {
        lose(model, attribute);
      }
    }

    /// Ex) `queue.Queue` of the module `queue`
    private static boolean isOther(SemanticModel model, Expr owner) {
      return model.qualifiedName(owner).isPresent();
    }

    private void read(SemanticModel model, Expr.Attribute attribute) {
      SyntaxTree tree = model.tree();
      switch (tree.parent(attribute)) {
        case Stmt.Assign(_, List<Expr> targets, Expr value) when value.id() != attribute.id() -> {
          if (targets.size() != 1 || !isKnown(model, value)) {
            lose(model, attribute);
          }
        }
        case Stmt.AnnAssign(_, Expr target, Expr annotation, Optional<Expr> value)
            when target.id() == attribute.id() -> {
          annotations.add(new Annotated(model, annotation));
          if (value.filter(it -> !isKnown(model, it)).isPresent()) {
            lose(model, attribute);
          }
        }
        case Node _ -> reads.add(new Read(model, attribute));
      }
    }

    /// Ex) `self.inbox = None`, until it is made
    private boolean isKnown(SemanticModel model, Expr value) {
      // Ex) self.queues = set()
      if (ofMany && QueueCollection.isEmpty(model, value)) {
        beginsEmpty = true;
        return true;
      }
      boolean made = value.id() == home.value().id() && model.path().equals(home.model().path());
      return made || value.isNone();
    }

    /// Ex) `inbox: queue.Queue[int]` in the body of its class
    private void declared(
        SemanticModel model, Expr.Name target, Expr annotation, Optional<Expr> value) {
      boolean own =
          model.tree().parent(model.tree().parent(target)) instanceof Stmt.ClassDef type
              && model.bindingOf(type).flatMap(model::qualifiedNameOf).equals(home.owner());
      if (own) {
        annotations.add(new Annotated(model, annotation));
        beginsEmpty |= value.filter(it -> QueueCollection.isField(model, it)).isPresent();
      }
    }

    private void imported(SemanticModel model, Stmt.ImportFrom from, String name) {
      boolean same = model.fileOf(from).filter(home.model().path()::equals).isPresent();
      for (Node.Alias alias : same ? from.names() : List.<Node.Alias>of()) {
        if (alias.name().equals("*")) {
          lose(home.model(), home.name());
        } else if (alias.name().equals(name)) {
          model.bindingOf(alias).ifPresent(it -> names.add(new Named(model, it)));
        }
      }
    }
  }
}
