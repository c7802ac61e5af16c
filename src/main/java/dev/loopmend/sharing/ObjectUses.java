package dev.loopmend.sharing;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows an object through the code that gets it: the block or function where it is made, the
/// project's functions that it is passed to, and those that a generator yields it to.
public final class ObjectUses {
  private static final int DEPTH = 4;

  private final Codebase codebase;
  private final List<ObjectUse> found = new ArrayList<>();

  private ObjectUses(Codebase codebase) {
    this.codebase = codebase;
  }

  /// All uses of the object that a call makes, in the order in which they are met.
  public static List<ObjectUse> of(Codebase codebase, SemanticModel model, Lifetime lifetime) {
    ObjectUses uses = new ObjectUses(codebase);
    switch (lifetime) {
      case Lifetime.Chained(Expr.Attribute use) -> uses.attribute(model, use, use, false);
      case Lifetime.Entered(Stmt.With with, _, Optional<Binding> name) ->
          name.ifPresent(it -> uses.followBlock(model, it, with));
      case Lifetime.Assigned(Stmt statement, Binding name) ->
          uses.follow(model, name.reads(), statement, false, 0);
      case Lifetime.Kept _ -> {}
    }
    return List.copyOf(uses.found);
  }

  private void followBlock(SemanticModel model, Binding name, Stmt.With with) {
    SyntaxTree tree = model.tree();
    List<Node> inside = name.reads().stream().filter(it -> tree.contains(with, it)).toList();
    follow(model, inside, with, false, 0);
    name.stores().stream()
        .filter(it -> with.body().stream().anyMatch(stmt -> tree.contains(stmt, it)))
        .findFirst()
        .ifPresent(it -> other(model, it, "its name is bound again"));
  }

  /// Follows the reads of a name that stands for the object from `origin` on.
  private void follow(
      SemanticModel model, List<Node> reads, Node origin, boolean again, int depth) {
    for (Node read : reads) {
      visit(model, read, again || isRepeated(model.tree(), origin, read), depth);
    }
  }

  /// Whether the code of a node may run several times while that of another one runs once.
  private static boolean isRepeated(SyntaxTree tree, Node origin, Node node) {
    Node inner = node;
    for (Node at = tree.parent(node);
        at.id() != 0 && !(at instanceof Stmt && tree.contains(at, origin));
        at = tree.parent(at)) {
      boolean repeats =
          switch (at) {
            case Stmt.For loop -> isIn(tree, loop.body(), inner);
            case Stmt.While loop ->
                isIn(tree, loop.body(), inner) || tree.contains(loop.test(), inner);
            case Stmt.FunctionDef _, Expr.Lambda _ -> true;
            case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _, Expr.GeneratorExp _ -> true;
            case Node _ -> false;
          };
      if (repeats) {
        return true;
      }
      inner = at;
    }
    return false;
  }

  private static boolean isIn(SyntaxTree tree, List<Stmt> block, Node node) {
    return block.stream().anyMatch(it -> tree.contains(it, node));
  }

  private void visit(SemanticModel model, Node read, boolean again, int depth) {
    SyntaxTree tree = model.tree();
    Node parent = tree.parent(read);
    switch (parent) {
      case Expr.Attribute attribute when depth > 0 && Lifetime.ENDS.contains(attribute.name()) ->
          other(model, read, "it is closed by what it is handed to");
      case Expr.Attribute attribute -> attribute(model, attribute, read, again);
      // Ex) async with session:
      case Node.WithItem _ when depth == 0 -> found.add(new ObjectUse.End(model.path(), read));
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call call ->
          passed(model, read, call, argument, again, depth);
      case Stmt.Return _ -> found.add(new ObjectUse.Stored(model.path(), read, "it is returned"));
      case Expr.Yield yield when tree.parent(yield) instanceof Stmt.ExprStmt ->
          yielded(model, read, again, depth);
      case Stmt.Assign _, Stmt.AnnAssign _ ->
          found.add(new ObjectUse.Stored(model.path(), read, "it is stored"));
      // Ex) if session is None, assert session
      case Expr.Compare _, Stmt.If _, Stmt.Assert _, Expr.UnaryOp _ -> {}
      case Node _ -> other(model, read, "it is used as a value");
    }
  }

  private void other(SemanticModel model, Node at, String how) {
    found.add(new ObjectUse.Other(model.path(), at, how));
  }

  private void attribute(SemanticModel model, Expr.Attribute attribute, Node read, boolean again) {
    SyntaxTree tree = model.tree();
    if (tree.parent(attribute) instanceof Expr.Call call && call.callee().id() == attribute.id()) {
      found.add(
          Lifetime.ENDS.contains(attribute.name())
              ? new ObjectUse.End(model.path(), read)
              : new ObjectUse.Call(model.path(), read, call, attribute.name(), again));
    } else {
      other(model, read, "its attribute " + attribute.name() + " is used");
    }
  }

  /// Ex) `await fetch(session, url)`
  private void passed(
      SemanticModel model,
      Node read,
      Expr.Call call,
      Node.Argument argument,
      boolean again,
      int depth) {
    String callee = model.tree().textOf(call.callee());
    Optional<FunctionRef> target = model.targetOf(call.callee());
    Optional<SemanticModel> other = target.flatMap(it -> codebase.model(it.path()));
    Optional<Stmt.FunctionDef> def =
        target
            .flatMap(it -> other.flatMap(there -> there.nodeOf(it)))
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast);
    Optional<Node.Parameter> parameter = def.flatMap(it -> parameterOf(it, call, argument));
    if (depth >= DEPTH || other.isEmpty() || def.isEmpty() || parameter.isEmpty()) {
      other(model, read, "it is handed to " + callee + ", which cannot be seen");
      return;
    }
    followParameter(other.get(), parameter.get(), again, depth);
  }

  private void followParameter(
      SemanticModel model, Node.Parameter parameter, boolean again, int depth) {
    model
        .bindingOf(parameter)
        .ifPresent(it -> follow(model, it.reads(), parameter, again, depth + 1));
  }

  /// The parameter that an argument is given to.
  static Optional<Node.Parameter> parameterOf(
      Stmt.FunctionDef def, Expr.Call call, Node.Argument argument) {
    List<Node.Parameter> all = def.parameters().all();
    if (argument.kind() == Node.ArgumentKind.KEYWORD) {
      return all.stream().filter(it -> it.name().equals(argument.name())).findFirst();
    }
    boolean plain =
        argument.kind() == Node.ArgumentKind.POSITIONAL
            && call.arguments().stream().noneMatch(it -> it.kind() == Node.ArgumentKind.STAR);
    // Ex) self.fetch(session) and async def fetch(self, session)
    boolean bound =
        !all.isEmpty()
            && call.callee() instanceof Expr.Attribute
            && List.of("self", "cls").contains(all.getFirst().name());
    int position = call.arguments().indexOf(argument) + (bound ? 1 : 0);
    boolean fits =
        plain
            && position < all.size()
            && (all.get(position).kind() == Node.ParameterKind.POSITIONAL
                || all.get(position).kind() == Node.ParameterKind.POSITIONAL_ONLY);
    return fits ? Optional.of(all.get(position)) : Optional.empty();
  }

  /// Ex) `async def client(): async with AsyncClient() as c: yield c`, given to `Depends`
  private void yielded(SemanticModel model, Node read, boolean again, int depth) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(read);
    List<FunctionUse> uses =
        def.map(it -> codebase.workspace().usesOf(model.refOf(it))).orElse(List.of());
    boolean followed = !uses.isEmpty() && depth < DEPTH;
    for (FunctionUse use : uses) {
      followed &= use.kind() == FunctionUse.Kind.REGISTERED && takesFrom(use, again, depth);
    }
    if (!followed) {
      other(model, read, "it is yielded to code that cannot be seen");
    }
  }

  /// Ex) `async def view(c: AsyncClient = Depends(client))`
  private boolean takesFrom(FunctionUse use, boolean again, int depth) {
    Optional<SemanticModel> model = codebase.model(use.path());
    if (model.isEmpty()) {
      return false;
    }
    SyntaxTree tree = model.get().tree();
    for (Node node : tree.nodes()) {
      if (node instanceof Expr.Call call
          && tree.span(call).contains(use.at())
          && tree.parent(call) instanceof Node.Parameter parameter) {
        followParameter(model.get(), parameter, again, depth);
        return true;
      }
    }
    return false;
  }
}
