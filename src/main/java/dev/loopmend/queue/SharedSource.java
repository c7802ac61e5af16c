package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.ContainerViews;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a local is seen to hold what others can reach without it: what an object or a module
/// keeps, a view of that, or a part of it. Ex) `peers` of `peers = self.peers.values()`, or of a
/// parameter that a caller gives `self.peers`
final class SharedSource {
  private final Codebase codebase;
  private final Set<String> seen = new HashSet<>();

  SharedSource(Codebase codebase) {
    this.codebase = codebase;
  }

  boolean holds(SemanticModel model, Binding binding) {
    return binding.scope().kind() == Scope.Kind.FUNCTION
        && seen.add(model.path() + ":" + binding.scope().id() + ":" + binding.name())
        && binding.stores().stream().anyMatch(it -> takes(model, it));
  }

  private boolean takes(SemanticModel model, Node store) {
    if (store instanceof Node.Parameter parameter) {
      return isGiven(model, parameter);
    }
    SyntaxTree tree = model.tree();
    Node at = tree.parent(store);
    while (at instanceof Expr.TupleExpr || at instanceof Expr.ListExpr) {
      at = tree.parent(at);
    }
    return switch (at) {
      case Stmt.Assign(_, _, Expr value) -> reaches(model, value);
      case Stmt.AnnAssign(_, _, _, Optional<Expr> value) ->
          value.filter(it -> reaches(model, it)).isPresent();
      case Expr.NamedExpr(_, _, Expr value) -> reaches(model, value);
      case Stmt.For loop -> reaches(model, loop.iterable());
      case Node _ -> false;
    };
  }

  /// Ex) `await refresh(SESSIONS)`, in whichever file
  private boolean isGiven(SemanticModel home, Node.Parameter parameter) {
    Optional<Stmt.FunctionDef> taker =
        home.tree().parent(home.tree().parent(parameter)) instanceof Stmt.FunctionDef def
            ? Optional.of(def)
            : Optional.empty();
    return taker.map(it -> home.workspace().usesOf(home.refOf(it))).orElse(List.of()).stream()
        .filter(it -> it.kind() == FunctionUse.Kind.CALL)
        .anyMatch(it -> isGiven(it, home, parameter));
  }

  private boolean isGiven(FunctionUse use, SemanticModel home, Node.Parameter parameter) {
    Optional<SemanticModel> model = codebase.model(use.path());
    Optional<Expr.Call> call = model.flatMap(it -> it.tree().callAt(use.at()));
    return call.isPresent()
        && call.get().arguments().stream()
            .filter(
                it ->
                    QueueParameter.of(codebase, model.orElseThrow(), call.get(), it, true)
                        .filter(
                            by ->
                                by.home().path().equals(home.path())
                                    && by.parameter().id() == parameter.id())
                        .isPresent())
            .anyMatch(it -> reaches(model.orElseThrow(), it.value()));
  }

  private boolean reaches(SemanticModel model, Expr value) {
    return switch (value) {
      case Expr.Name name ->
          model.bindingOf(name).filter(it -> isShared(model, name, it)).isPresent();
      case Expr.Attribute attribute -> isKept(model, attribute);
      case Expr.Subscript part -> reaches(model, part.value());
      case Expr.IfExp choice -> reaches(model, choice.body()) || reaches(model, choice.orElse());
      case Expr.BoolOp any -> any.values().stream().anyMatch(it -> reaches(model, it));
      case Expr.Call call -> {
        // Ex) self.peers.values()
        Expr container = ContainerViews.containerOf(call);
        yield container.id() != call.id()
            ? reaches(model, container)
            : model.qualifiedName(call.callee()).filter(ContainerViews::isLazy).isPresent()
                && call.arguments().stream().anyMatch(it -> reaches(model, it.value()));
      }
      case Expr _ -> false;
    };
  }

  private boolean isShared(SemanticModel model, Expr.Name name, Binding binding) {
    if (TouchedData.isCode(binding)) {
      return model.qualifiedName(name).filter(it -> isVariable(model, it)).isPresent();
    }
    return TouchedData.isSelf(model, binding)
        || (binding.scope().kind() == Scope.Kind.MODULE && !isFilledOnce(model, binding))
        || holds(model, binding);
  }

  private boolean isKept(SemanticModel model, Expr.Attribute attribute) {
    Optional<String> module = model.qualifiedName(attribute);
    return module.isPresent()
        ? isVariable(model, module.get())
        : model.constructs(attribute.value()) || reaches(model, attribute.value());
  }

  /// Ex) `state.sessions` of the file `state.py`
  private boolean isVariable(SemanticModel model, String name) {
    int dot = name.lastIndexOf('.');
    Optional<SemanticModel> home =
        dot < 0
            ? Optional.empty()
            : model.workspace().fileOf(name.substring(0, dot)).flatMap(codebase::model);
    return home.isPresent()
        && home.get().bindingsOf(home.get().scopeOf(home.get().tree().module())).stream()
            .filter(it -> it.name().equals(name.substring(dot + 1)))
            .anyMatch(it -> !TouchedData.isCode(it) && !isFilledOnce(home.get(), it));
  }

  /// Ex) `HOSTS = ["a", "b"]`, of which nothing is seen to be called but what reads it
  private static boolean isFilledOnce(SemanticModel model, Binding binding) {
    SyntaxTree tree = model.tree();
    return model.singleAssignment(binding).filter(SharedSource::isFilled).isPresent()
        && binding.reads().stream()
            .map(tree::parent)
            .noneMatch(
                it ->
                    it instanceof Stmt.AugAssign
                        || it instanceof Stmt.Delete
                        || (it instanceof Expr.Attribute method
                            && !ContainerViews.isView(method.name()))
                        || (it instanceof Expr.Subscript part && isSet(tree, part)));
  }

  private static boolean isFilled(Expr value) {
    return switch (value) {
      case Expr.ListExpr list -> !list.elements().isEmpty();
      case Expr.Dict dict -> !dict.items().isEmpty();
      case Expr.Constant _, Expr.TupleExpr _, Expr.SetExpr _ -> true;
      case Expr _ -> false;
    };
  }

  /// Ex) `HOSTS[0] = host`, `del HOSTS[0]`
  private static boolean isSet(SyntaxTree tree, Expr.Subscript part) {
    return switch (tree.parent(part)) {
      case Stmt.Assign assign -> assign.value().id() != part.id();
      case Stmt.AugAssign _, Stmt.Delete _ -> true;
      case Node _ -> false;
    };
  }
}
