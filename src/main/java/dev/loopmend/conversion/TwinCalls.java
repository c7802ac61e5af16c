package dev.loopmend.conversion;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls of a function turned into calls of the coroutine function beside it: by attribute, by its
/// own name, or through imports, which then bring the other name as well.
final class TwinCalls {
  private final CallSites sites;
  private final Member member;
  private final String twin;
  private final List<FileEdits> edits = new ArrayList<>();

  TwinCalls(CallSites sites, Member member, String twin) {
    this.sites = sites;
    this.member = member;
    this.twin = twin;
  }

  /// The edits of all redirected calls so far.
  List<FileEdits> edits() {
    return List.copyOf(edits);
  }

  /// Redirects a call in a file; gives the reason if it cannot be done, as a clause.
  Optional<String> redirect(SemanticModel model, Expr.Call call) {
    return switch (call.callee()) {
      case Expr.Attribute attribute -> redirect(model, attribute);
      case Expr.Name name -> redirect(model, name);
      case Expr _ -> Optional.of("it is called in an unusual way in " + place(model, call));
    };
  }

  private String place(SemanticModel model, Node node) {
    return sites.place(model.path(), model.tree().span(node));
  }

  private Optional<String> redirect(SemanticModel model, Expr.Attribute attribute) {
    Optional<String> owner = model.qualifiedName(attribute.value());
    Optional<String> callee = model.qualifiedName(attribute);
    boolean passedOn =
        owner.isPresent()
            && callee.isPresent()
            && !isClass(owner.get())
            && !callee.get().equals(owner.get() + "." + attribute.name());
    Optional<String> between =
        passedOn ? owner.flatMap(model.workspace()::fileOf) : Optional.empty();
    if (!attribute.name().equals(member.def().name()) || (passedOn && between.isEmpty())) {
      return Optional.of("another name or module passes it on in " + place(model, attribute));
    }
    Span name = model.tree().tokens().span(model.tree().lastToken(attribute));
    add(model, new TextEdit(name, twin));
    // Ex) stock.count, where the module stock imports it from another one
    return between.flatMap(this::passOn);
  }

  private static boolean isClass(String name) {
    return Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1));
  }

  private Optional<String> redirect(SemanticModel model, Expr.Name name) {
    Optional<Node> store =
        model
            .bindingOf(name)
            .filter(it -> it.stores().size() == 1)
            .map(it -> it.stores().getFirst());
    if (store.isEmpty()) {
      return Optional.of("it has several meanings in " + place(model, name));
    }
    return switch (store.get()) {
      case Stmt.FunctionDef def when model.refOf(def).equals(member.function()) -> {
        add(model, new TextEdit(model.tree().span(name), twin));
        yield Optional.empty();
      }
      case Node.Alias alias when model.tree().parent(alias) instanceof Stmt.ImportFrom from -> {
        Bound bound = bind(model, alias, from);
        add(model, new TextEdit(model.tree().span(name), bound.name()));
        yield bound.why();
      }
      case Node _ -> Optional.of("it is called under another name in " + place(model, name));
    };
  }

  /// What the coroutine function is called in a file, or why it cannot be had there.
  private record Bound(String name, Optional<String> why) {}

  /// Ex) `from lib import count` becomes `from lib import count, count_async`
  private Bound bind(SemanticModel model, Node.Alias alias, Stmt.ImportFrom from) {
    String wanted = alias.asName().map(it -> it + "_async").orElse(twin);
    String local = TwinNames.free(model, wanted);
    SyntaxTree tree = model.tree();
    String separator = new Layout(tree).separatorBehind(alias);
    String text = separator + twin + (local.equals(twin) ? "" : " as " + local);
    add(model, TextEdit.insert(tree.span(alias).end(), text));
    String bound = alias.asName().orElse(alias.name());
    TwinExports.of(model, bound, local).forEach(edit -> add(model, edit));
    Optional<String> path = model.fileOf(from);
    if (path.equals(Optional.of(member.function().path()))) {
      return new Bound(local, Optional.empty());
    }
    Optional<String> why =
        path.isEmpty()
            ? Optional.of("the module that " + place(model, from) + " imports is not visible")
            : passOn(path.get());
    return new Bound(local, why);
  }

  /// A module between that imports the function only to pass it on has to pass on the other one.
  private Optional<String> passOn(String path) {
    Optional<SemanticModel> model = sites.model(path);
    Optional<Node> store = model.flatMap(this::onlyStore);
    if (model.isPresent()
        && store.isPresent()
        && store.get() instanceof Node.Alias alias
        && alias.asName().isEmpty()
        && model.get().tree().parent(alias) instanceof Stmt.ImportFrom from) {
      Bound bound = bind(model.get(), alias, from);
      return bound.name().equals(twin) ? bound.why() : Optional.of(path + " has another " + twin);
    }
    return Optional.of(path + " passes it on in a way that cannot be followed");
  }

  /// The only place that binds the function's name in a module.
  private Optional<Node> onlyStore(SemanticModel model) {
    return model.bindingsOf(model.scopeOf(model.tree().module())).stream()
        .filter(it -> it.name().equals(member.def().name()) && it.stores().size() == 1)
        .map(it -> it.stores().getFirst())
        .findFirst();
  }

  private void add(SemanticModel model, TextEdit edit) {
    edits.add(new FileEdits(model.path(), List.of(edit), List.of()));
  }

  /// Why one of the files must not be changed, as a clause.
  static Optional<String> refused(Codebase codebase, String path) {
    return switch (codebase.mayEdit(path)) {
      case Answer.Yes _ -> Optional.empty();
      case Answer.No(String why) -> Optional.of(path + " must not be changed: " + why);
      case Answer.Unknown(String why) -> Optional.of(path + " may have to stay: " + why);
    };
  }
}
