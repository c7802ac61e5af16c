package dev.loopmend.parse;

import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Refuses statements and expressions at places where Python's compiler refuses them: `return`
/// outside a function, `await` outside an `async` one, `break` outside a loop.
///
/// Most nodes may stand anywhere. The builders name those that may not (`NodeTable.openWatched`);
/// only of these, and of what stands round them, the place is worked out.
final class PlaceRules {
  /// What code belongs to. A generator expression is a function of its own, in which `await` may
  /// stand; the other comprehensions belong to what they stand in.
  private enum Owner {
    MODULE,
    CLASS,
    FUNCTION,
    ASYNC_FUNCTION,
    GENERATOR_EXPRESSION,
    /// a type parameter, a type alias, or the head of what has type parameters
    TYPE_SCOPE,
    /// an annotation that is never evaluated (PEP 563)
    ANNOTATION,
    /// a lambda or comprehension in such an annotation: nobody compiles it
    UNCOMPILED
  }

  /// Where code stands. `starHandler` is inside an `except*` and no deeper loop.
  private record Place(Owner owner, boolean loop, boolean starHandler, boolean comprehension) {
    Place in(Owner inner) {
      return new Place(inner, false, false, false);
    }

    Place inLambda() {
      return in(isAnnotation() ? Owner.UNCOMPILED : Owner.FUNCTION);
    }

    private boolean isAnnotation() {
      return owner == Owner.ANNOTATION || owner == Owner.UNCOMPILED;
    }

    Place inLoop() {
      return loop && !starHandler ? this : new Place(owner, true, false, comprehension);
    }

    Place inStarHandler() {
      return new Place(owner, false, true, comprehension);
    }

    Place inComprehension(boolean generator) {
      Owner inner =
          isAnnotation() ? Owner.UNCOMPILED : generator ? Owner.GENERATOR_EXPRESSION : owner;
      return new Place(inner, loop, starHandler, true);
    }
  }

  private final SyntaxTree tree;
  private final boolean notebook;
  private final boolean textAnnotations;
  private final Place[] places;
  private final List<Stmt.Return> asyncReturns = new ArrayList<>();
  private final Set<Integer> asyncGenerators = new HashSet<>();

  private PlaceRules(SyntaxTree tree, boolean notebook) {
    this.tree = tree;
    this.notebook = notebook;
    this.textAnnotations = FutureRules.hasAnnotations(tree);
    this.places = new Place[tree.nodeCount()];
  }

  /// Throws `SyntaxFault` at the first of the watched nodes, given by their ids in order, that
  /// stands where it must not. A pattern is a fragment, so everything may stand there.
  static void check(SyntaxTree tree, int[] watched, Dialect dialect) {
    switch (dialect) {
      case PATTERN -> {}
      case NOTEBOOK -> new PlaceRules(tree, true).run(watched);
      case PYTHON -> {
        new PlaceRules(tree, false).run(watched);
        FutureRules.check(tree);
      }
    }
  }

  private void run(int[] watched) {
    places[0] = new Place(Owner.MODULE, false, false, false);
    for (int id : watched) {
      Place place = place(id);
      switch (tree.node(id)) {
        case Expr expr -> expression(expr, place);
        case Stmt statement -> statement(statement, place);
        case Node.Comprehension part -> comprehension(part, place);
        case Node other -> ReservedName.check(tree, other);
      }
    }
    for (Stmt.Return returned : asyncReturns) {
      if (asyncGenerators.contains(functionOf(returned).id())) {
        throw fault(returned, "'return' with a value in an asynchronous generator");
      }
    }
  }

  /// Where a node stands. Works from the nearest node round it whose place is known, and without
  /// recursion, since operators can be nested thousands deep.
  private Place place(int id) {
    int depth = 0;
    int[] path = new int[16];
    int at = id;
    for (; places[at] == null; at = tree.parent(tree.node(at)).id()) {
      if (depth == path.length) {
        path = Arrays.copyOf(path, depth * 2);
      }
      path[depth++] = at;
    }
    Place place = places[at];
    for (int n = depth - 1; n >= 0; n--) {
      Node child = tree.node(path[n]);
      place = placeIn(tree.parent(child), child, place);
      places[path[n]] = place;
    }
    return place;
  }

  private Node functionOf(Node node) {
    Node at = tree.parent(node);
    while (!(at instanceof Stmt.FunctionDef)) {
      at = tree.parent(at);
    }
    return at;
  }

  private SyntaxFault fault(Node node, String sentence) {
    return new SyntaxFault(tree.span(node).start(), sentence);
  }

  /// The place of a child, given that of its parent.
  private Place placeIn(Node parent, Node child, Place outer) {
    if (textAnnotations && Annotations.isAnnotation(parent, child)) {
      return outer.in(Owner.ANNOTATION);
    }
    return TypeScopes.opens(tree, parent, child)
        ? outer.in(Owner.TYPE_SCOPE)
        : placeInBody(parent, child, outer);
  }

  private Place placeInBody(Node parent, Node child, Place outer) {
    return switch (parent) {
      case Stmt.FunctionDef function ->
          child instanceof Stmt
              ? outer.in(function.isAsync() ? Owner.ASYNC_FUNCTION : Owner.FUNCTION)
              : outer;
      case Stmt.ClassDef _ -> child instanceof Stmt ? outer.in(Owner.CLASS) : outer;
      case Expr.Lambda _ -> child instanceof Expr ? outer.inLambda() : outer;
      case Stmt.For loop -> inBody(child, loop.body()) ? outer.inLoop() : outer;
      case Stmt.While loop -> inBody(child, loop.body()) ? outer.inLoop() : outer;
      case Node.ExceptHandler handler ->
          child instanceof Stmt && tree.parent(handler) instanceof Stmt.Try it && it.star()
              ? outer.inStarHandler()
              : outer;
      case Expr.GeneratorExp _ -> outer.inComprehension(true);
      case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _ -> outer.inComprehension(false);
      case Node.Comprehension part -> inComprehension(part, child, outer);
      default -> outer;
    };
  }

  private static boolean inBody(Node child, List<Stmt> body) {
    return child instanceof Stmt
        && child.id() >= body.getFirst().id()
        && child.id() <= body.getLast().id();
  }

  /// The first iterable of a comprehension is computed outside of it.
  private Place inComprehension(Node.Comprehension part, Node child, Place inner) {
    if (child.id() != part.iterable().id()) {
      return inner;
    }
    Node whole = tree.parent(part);
    boolean first = part.id() == Comprehensions.of(whole).getFirst().id();
    return first ? place(whole.id()) : inner;
  }

  private void expression(Expr expr, Place place) {
    switch (expr) {
      case Expr.Await _ -> checkAsync(expr, place, "'await'");
      case Expr.Yield _ -> checkYield(expr, place);
      case Expr.YieldFrom _ -> {
        checkYield(expr, place);
        if (place.owner == Owner.ASYNC_FUNCTION) {
          throw fault(expr, "'yield from' inside an async function");
        }
      }
      case Expr.Starred _ -> checkStarred(expr, tree.parent(expr));
      case Expr.NamedExpr named -> {
        if (place.owner == Owner.ANNOTATION) {
          throw fault(expr, "':=' cannot stand in an annotation");
        }
        NamedExpressionRules.check(tree, named);
      }
      default -> {}
    }
  }

  private void checkAsync(Node node, Place place, String what) {
    switch (place.owner) {
      case ASYNC_FUNCTION, GENERATOR_EXPRESSION, UNCOMPILED -> {}
      case ANNOTATION -> throw fault(node, what + " in an annotation");
      case FUNCTION -> throw fault(node, what + " outside an async function");
      case CLASS -> throw fault(node, what + " outside a function");
      case TYPE_SCOPE -> throw fault(node, what + " in a type scope");
      case MODULE -> {
        if (!notebook) {
          throw fault(node, what + " outside a function");
        }
      }
    }
  }

  private void checkYield(Expr node, Place place) {
    if (place.comprehension) {
      throw fault(node, "'yield' inside a comprehension");
    }
    switch (place.owner) {
      case FUNCTION, GENERATOR_EXPRESSION, UNCOMPILED -> {}
      case ANNOTATION -> throw fault(node, "'yield' in an annotation");
      case ASYNC_FUNCTION -> asyncGenerators.add(functionOf(node).id());
      case MODULE, CLASS -> throw fault(node, "'yield' outside a function");
      case TYPE_SCOPE -> throw fault(node, "'yield' in a type scope");
    }
  }

  private void checkStarred(Expr node, Node parent) {
    boolean allowed =
        switch (parent) {
          case Expr.TupleExpr _, Expr.ListExpr _, Expr.SetExpr _ -> true;
          case Expr.ListComp _, Expr.SetComp _, Expr.GeneratorExp _ -> true;
          case Node.Parameter it -> it.kind() == Node.ParameterKind.VAR_POSITIONAL;
          case Node.TypeParameter it -> it.kind() == Node.TypeParameterKind.TYPE_VAR_TUPLE;
          default -> false;
        };
    if (!allowed) {
      throw fault(node, "a starred expression cannot stand here");
    }
  }

  private void comprehension(Node.Comprehension part, Place place) {
    if (part.isAsync()) {
      checkAsync(part, place, "an asynchronous comprehension");
    }
  }

  private void statement(Stmt statement, Place place) {
    switch (statement) {
      case Stmt.Return returned -> checkReturn(returned, place);
      case Stmt.ClassDef _, Stmt.TypeAlias _ -> ReservedName.check(tree, statement);
      case Stmt.AnnAssign annotated -> checkIndex(annotated);
      case Stmt.Break _ -> checkLoop(statement, place, "'break'");
      case Stmt.Continue _ -> checkLoop(statement, place, "'continue'");
      case Stmt.For loop -> {
        if (loop.isAsync()) {
          checkAsync(statement, place, "'async for'");
        }
      }
      case Stmt.With with -> {
        if (with.isAsync()) {
          checkAsync(statement, place, "'async with'");
        }
      }
      case Stmt.Nonlocal nonlocal -> {
        if (place.owner == Owner.MODULE) {
          throw fault(statement, "'nonlocal' at module level");
        }
        DeclarationRules.check(tree, nonlocal);
      }
      case Stmt.Global global -> DeclarationRules.check(tree, global);
      case Stmt.Match match -> PatternRules.check(tree, match);
      case Stmt.ImportFrom from -> {
        FutureRules.checkNested(tree, from);
        boolean star = from.names().getFirst().name().equals("*");
        if (star && place.owner != Owner.MODULE) {
          throw fault(statement, "'import *' outside of the module level");
        }
      }
      default -> {}
    }
  }

  /// Without a value the index is only looked at, and that cannot unpack. Ex) `a[*b]: int`
  private void checkIndex(Stmt.AnnAssign annotated) {
    if (annotated.value().isEmpty()
        && annotated.target() instanceof Expr.Subscript subscript
        && unpacks(subscript.index())) {
      throw fault(annotated, "a starred expression cannot stand in an index without a value");
    }
  }

  private static boolean unpacks(Expr index) {
    return index instanceof Expr.TupleExpr tuple
        && tuple.elements().stream().anyMatch(it -> it instanceof Expr.Starred || unpacks(it));
  }

  private void checkReturn(Stmt.Return statement, Place place) {
    if (place.owner == Owner.MODULE || place.owner == Owner.CLASS) {
      throw fault(statement, "'return' outside a function");
    }
    if (inStarHandler(statement)) {
      throw fault(statement, "'return' cannot stand in an 'except*' block");
    }
    if (place.owner == Owner.ASYNC_FUNCTION && statement.value().isPresent()) {
      asyncReturns.add(statement);
    }
  }

  private void checkLoop(Stmt statement, Place place, String what) {
    if (place.starHandler) {
      throw fault(statement, what + " cannot stand in an 'except*' block");
    }
    if (!place.loop) {
      throw fault(statement, what + " outside a loop");
    }
  }

  /// Whether an `except*` stands round a statement in the same function; a loop does not matter.
  private boolean inStarHandler(Stmt statement) {
    Node at = statement;
    while (!(at instanceof Stmt.FunctionDef) && !(at instanceof Module)) {
      Node parent = tree.parent(at);
      if (at instanceof Node.ExceptHandler && parent instanceof Stmt.Try it && it.star()) {
        return true;
      }
      at = parent;
    }
    return false;
  }
}
