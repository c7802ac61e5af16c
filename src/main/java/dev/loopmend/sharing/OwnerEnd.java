package dev.loopmend.sharing;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.NamedCall;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether instances of a class are ended by one of its methods, as far as the project shows: a
/// framework calls it, or the project does, and every instance that it makes lives long or is
/// ended.
final class OwnerEnd {
  private static final String EXIT = "__aexit__";

  private final Codebase codebase;
  private final SemanticModel model;
  private final Stmt.ClassDef type;
  private final Stmt.FunctionDef closing;
  private final Knowledge knowledge;

  OwnerEnd(
      Codebase codebase,
      SemanticModel model,
      Stmt.ClassDef type,
      Stmt.FunctionDef closing,
      Knowledge knowledge) {
    this.codebase = codebase;
    this.model = model;
    this.type = type;
    this.closing = closing;
    this.knowledge = knowledge;
  }

  /// Why instances may stay open, as a clause; nothing if they are ended.
  Optional<String> obstacle() {
    FunctionRef method = model.refOf(closing);
    List<FunctionRef> below = codebase.workspace().overridesOf(method).below();
    if (!below.isEmpty()) {
      return Optional.of(below.getFirst().label() + " takes the place of " + method.label());
    }
    if (codebase.workspace().overriding(byFrameworks()).contains(method)) {
      return Optional.empty();
    }
    List<NamedCall> made = constructions();
    boolean entered = made.stream().anyMatch(it -> end(it) == End.ENTERED);
    if (!(entered && leavesThroughClosing()) && !isCalled(method)) {
      return Optional.of("nobody is seen to call " + method.label());
    }
    return made.stream()
        .filter(it -> !isEnded(end(it)))
        .findFirst()
        .map(
            it ->
                codebase.place(it.path(), it.at())
                    + " makes a "
                    + type.name()
                    + " that may never be closed");
  }

  private Set<String> byFrameworks() {
    Set<String> methods = new LinkedHashSet<>();
    methods.addAll(knowledge.sets().getOrDefault("closing-methods", Set.of()));
    methods.addAll(knowledge.sets().getOrDefault("unloading-methods", Set.of()));
    return methods;
  }

  private boolean isCalled(FunctionRef method) {
    String exit = type.name() + "." + EXIT;
    return !closing.name().equals(EXIT)
        && codebase.workspace().usesOf(method).stream()
            .filter(it -> it.kind() != FunctionUse.Kind.POSSIBLE_CALL)
            .filter(it -> it.kind() != FunctionUse.Kind.EXPORT)
            .filter(it -> !it.by().name().endsWith(exit))
            .flatMap(it -> codebase.model(it.path()).stream())
            .anyMatch(it -> !it.isTestModule());
  }

  /// Whether leaving an `async with` of an instance runs the closing method.
  private boolean leavesThroughClosing() {
    return type.body().stream()
        .filter(it -> it instanceof Stmt.FunctionDef def && def.name().equals(EXIT))
        .anyMatch(it -> it.id() == closing.id() || calls(it));
  }

  private boolean calls(Stmt method) {
    return model.tree().within(method).stream()
        .anyMatch(
            it -> it instanceof Expr.Attribute(_, _, String name) && name.equals(closing.name()));
  }

  private List<NamedCall> constructions() {
    return model
        .bindingOf(type)
        .flatMap(model::qualifiedNameOf)
        .map(it -> codebase.workspace().callsOf(Set.of(it)))
        .stream()
        .flatMap(List::stream)
        .filter(it -> codebase.model(it.path()).filter(file -> !file.isTestModule()).isPresent())
        .toList();
  }

  /// What becomes of a new instance.
  private enum End {
    /// it is entered by an `async with`
    ENTERED,
    /// its closing method is called, or it is kept where others reach it
    KEPT,
    /// nothing is seen that would end it
    LOST
  }

  private boolean isEnded(End end) {
    return end == End.KEPT || (end == End.ENTERED && leavesThroughClosing());
  }

  private End end(NamedCall made) {
    SemanticModel there = codebase.model(made.path()).orElseThrow();
    return there.tree().callAt(made.at()).map(it -> end(there, it)).orElse(End.LOST);
  }

  private End end(SemanticModel there, Expr.Call made) {
    SyntaxTree tree = there.tree();
    return switch (tree.parent(made)) {
      case Node.WithItem _ -> End.ENTERED;
      // Ex) await stack.enter_async_context(Api())
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call taking ->
          taking.callee() instanceof Expr.Attribute(_, _, String name)
                  && name.equals("enter_async_context")
              ? End.ENTERED
              : there.constructs(taking.callee()) ? End.KEPT : End.LOST;
      case Stmt.Assign(_, List<Expr> targets, _) when targets.size() == 1 ->
          kept(there, targets.getFirst());
      case Stmt.AnnAssign(_, Expr target, _, _) -> kept(there, target);
      case Stmt.Return _, Expr.Dict _, Expr.ListExpr _, Expr.TupleExpr _ -> End.KEPT;
      case Node _ -> End.LOST;
    };
  }

  private End kept(SemanticModel there, Expr target) {
    Optional<Binding> name = there.bindingOf(target);
    if (!(target instanceof Expr.Name)
        || name.filter(it -> it.scope().kind() == Scope.Kind.FUNCTION).isEmpty()) {
      return End.KEPT;
    }
    SyntaxTree tree = there.tree();
    End found = End.LOST;
    for (Node read : name.get().reads()) {
      switch (tree.parent(read)) {
        case Node.WithItem _ -> {
          return End.ENTERED;
        }
        case Expr.Attribute attribute when attribute.name().equals(closing.name()) ->
            found = End.KEPT;
        case Stmt.Return _, Stmt.Assign _, Stmt.AnnAssign _ -> found = End.KEPT;
        case Node _ -> {}
      }
    }
    return found;
  }
}
