package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which scope, and which function, the code of each node runs in (Language Reference, 4.2.2). One
/// pass in preorder: a node's place follows from its parent's and from its role there.
final class ScopeLayout {
  private final SyntaxTree tree;
  private final List<Scope> scopes = new ArrayList<>();

  /// The scope of each node, by node id.
  private final int[] scopeOf;

  /// The scope that a node opens, by node id, or -1.
  private final int[] inner;

  /// The scope of the type parameters that a node opens, by node id, or -1.
  private final int[] typeScope;

  /// Whether a node is a parameter or a clause of a comprehension, by node id.
  private final boolean[] isBetween;

  /// The id of the innermost function or lambda whose body holds a node, by node id, or -1.
  private final int[] functionOf;

  private ScopeLayout(SyntaxTree tree) {
    this.tree = tree;
    int count = tree.nodeCount();
    this.scopeOf = new int[count];
    this.inner = new int[count];
    this.typeScope = new int[count];
    this.functionOf = new int[count];
    this.isBetween = new boolean[count];
    Arrays.fill(inner, -1);
    Arrays.fill(typeScope, -1);
    Arrays.fill(functionOf, -1);
  }

  static ScopeLayout of(SyntaxTree tree) {
    ScopeLayout layout = new ScopeLayout(tree);
    layout.open(tree.module(), Scope.Kind.MODULE, Optional.empty());
    for (int id = 1; id < tree.nodeCount(); id++) {
      layout.place(tree.node(id));
    }
    return layout;
  }

  List<Scope> scopes() {
    return scopes;
  }

  /// The number of the scope that the code of a node runs in.
  int scopeOf(Node node) {
    return scopeOf[node.id()];
  }

  /// The number of the scope that a node opens for its body, or -1.
  int innerScope(Node node) {
    return inner[node.id()];
  }

  /// The id of the innermost function or lambda whose body holds a node, or -1.
  int functionOf(Node node) {
    return functionOf[node.id()];
  }

  private void place(Node node) {
    Node parent = tree.parent(node);
    int id = node.id();
    boolean divides = divides(parent);
    scopeOf[id] = divides ? scopeUnder(parent, node) : scopeOf[parent.id()];
    functionOf[id] = divides ? functionUnder(parent, node) : functionOf[parent.id()];
    open(node);
  }

  /// Whether children of a node may belong to different scopes: it opens one, or passes on that of
  /// its owner.
  private boolean divides(Node parent) {
    int id = parent.id();
    return inner[id] >= 0 || typeScope[id] >= 0 || isBetween[id];
  }

  /// Opens the scopes of a node. The kinds of which there are most come first: they are told apart
  /// quickly.
  private void open(Node node) {
    switch (node) {
      case Expr.Name _, Expr.Attribute _, Expr.Constant _, Expr.Call _, Node.Argument _ -> {}
      case Stmt.FunctionDef def -> {
        openTypes(def, !def.typeParameters().isEmpty());
        open(def, Scope.Kind.FUNCTION, Optional.of(outside(def)));
      }
      case Stmt.ClassDef type -> {
        openTypes(type, !type.typeParameters().isEmpty());
        open(type, Scope.Kind.CLASS, Optional.of(outside(type)));
      }
      case Stmt.TypeAlias alias -> openTypes(alias, !alias.typeParameters().isEmpty());
      case Node.Parameter _, Node.Comprehension _ -> isBetween[node.id()] = true;
      case Expr.Lambda lambda -> open(lambda, Scope.Kind.LAMBDA, Optional.of(outside(lambda)));
      case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _, Expr.GeneratorExp _ ->
          open(node, Scope.Kind.COMPREHENSION, Optional.of(outside(node)));
      case Module _, Stmt _, Expr _ -> {}
      case dev.loopmend.syntax.CasePattern _,
          Node.Parameters _,
          Node.Alias _,
          Node.WithItem _,
          Node.ExceptHandler _,
          Node.MatchCase _,
          Node.TypeParameter _,
          Node.Decorator _ -> {}
    }
  }

  /// The scope around what a node opens: that of its type parameters if it has some.
  private Scope outside(Node owner) {
    int types = typeScope[owner.id()];
    return scopes.get(types >= 0 ? types : scopeOf[owner.id()]);
  }

  private void openTypes(Node owner, boolean present) {
    if (present) {
      typeScope[owner.id()] = scopes.size();
      Scope around = scopes.get(scopeOf[owner.id()]);
      scopes.add(new Scope(scopes.size(), Scope.Kind.TYPE_PARAMETERS, owner, Optional.of(around)));
    }
  }

  private void open(Node owner, Scope.Kind kind, Optional<Scope> parent) {
    inner[owner.id()] = scopes.size();
    scopes.add(new Scope(scopes.size(), kind, owner, parent));
  }

  private int scopeUnder(Node parent, Node child) {
    return switch (parent) {
      case Stmt.FunctionDef _ ->
          switch (child) {
            // Ex) @decorator
            case Node.Decorator _ -> scopeOf[parent.id()];
            // Ex) def f[T](): or -> Result:
            case Node.TypeParameter _, Expr _ -> outside(parent).id();
            default -> inner[parent.id()];
          };
      case Stmt.ClassDef _ ->
          switch (child) {
            case Node.Decorator _ -> scopeOf[parent.id()];
            // Ex) class C[T](Base, metaclass=M):
            case Node.TypeParameter _, Node.Argument _ -> outside(parent).id();
            default -> inner[parent.id()];
          };
      case Stmt.TypeAlias alias ->
          child.id() == alias.name().id() ? scopeOf[parent.id()] : outside(parent).id();
      case Node.Parameter parameter -> {
        Node owner = tree.parent(tree.parent(parameter));
        boolean isDefault = parameter.defaultValue().map(it -> it.id() == child.id()).orElse(false);
        yield isDefault ? scopeOf[owner.id()] : outside(owner).id();
      }
      case Expr.Lambda _, Expr.ListComp _, Expr.SetComp _, Expr.DictComp _, Expr.GeneratorExp _ ->
          inner[parent.id()];
      case Node.Comprehension generator ->
          isFirstIterable(generator, child)
              ? scopeOf[tree.parent(generator).id()]
              : scopeOf[generator.id()];
      default -> scopeOf[parent.id()];
    };
  }

  private int functionUnder(Node parent, Node child) {
    return switch (parent) {
      case Stmt.FunctionDef def when child instanceof Stmt -> def.id();
      case Expr.Lambda lambda when child.id() == lambda.body().id() -> lambda.id();
      default -> functionOf[parent.id()];
    };
  }

  /// Whether a child of a `for … in …` clause is the iterable of the comprehension's first one,
  /// which is evaluated outside.
  private boolean isFirstIterable(Node.Comprehension generator, Node child) {
    return Comprehensions.firstIterable(tree.parent(generator))
        .map(it -> it.id() == child.id())
        .orElse(false);
  }
}
