package dev.loopmend.parse;

import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;

/// What a function binds in its own scope (Language Reference, 4.2.1).
final class Bindings {
  /// What a function says about a name.
  enum Kind {
    /// nothing
    FREE,
    /// it is a parameter or a local variable, or `nonlocal`
    BOUND,
    /// it is `global`
    GLOBAL
  }

  private final SyntaxTree tree;
  private final Stmt.FunctionDef function;
  private final String name;

  private Bindings(SyntaxTree tree, Stmt.FunctionDef function, String name) {
    this.tree = tree;
    this.function = function;
    this.name = name;
  }

  /// What a function makes of a name.
  static Kind of(SyntaxTree tree, Stmt.FunctionDef function, String name) {
    return function.parameters().all().stream().anyMatch(it -> it.name().equals(name))
        ? Kind.BOUND
        : new Bindings(tree, function, name).inBody();
  }

  private Kind inBody() {
    Kind found = Kind.FREE;
    int id = function.body().isEmpty() ? tree.nodeCount() : function.body().getFirst().id();
    int last = tree.lastDescendant(function);
    while (id <= last) {
      Node node = tree.node(id);
      Node parent = tree.parent(node);
      if (opensScope(parent, node)) {
        id = tree.lastDescendant(parent) + 1;
      } else {
        if (node instanceof Stmt.Global global && global.names().contains(name)) {
          return Kind.GLOBAL;
        }
        found = binds(node) ? Kind.BOUND : found;
        id++;
      }
    }
    return found;
  }

  /// Whether a child belongs to a scope of its own, with all that follows in its parent.
  private boolean opensScope(Node parent, Node child) {
    return switch (parent) {
      case Stmt.FunctionDef it -> it.id() != function.id() && child instanceof Stmt;
      case Stmt.ClassDef _ -> child instanceof Stmt;
      case Expr.Lambda _ -> child instanceof Expr;
      default -> false;
    };
  }

  private boolean binds(Node node) {
    return switch (node) {
      case Stmt.Assign it -> it.targets().stream().anyMatch(target -> Targets.bind(target, name));
      case Stmt.AugAssign it -> Targets.bind(it.target(), name);
      case Stmt.AnnAssign it -> Targets.bind(it.target(), name);
      case Stmt.For it -> Targets.bind(it.target(), name);
      case Stmt.Delete it -> it.targets().stream().anyMatch(target -> Targets.bind(target, name));
      case Stmt.FunctionDef it -> it.name().equals(name);
      case Stmt.ClassDef it -> it.name().equals(name);
      case Stmt.TypeAlias it -> it.name().text().equals(name);
      case Stmt.Nonlocal it -> it.names().contains(name);
      case Expr.NamedExpr it -> it.target().text().equals(name);
      case Node.WithItem it -> it.target().filter(target -> Targets.bind(target, name)).isPresent();
      case Node.Alias it -> DeclarationRules.boundName(it).equals(name);
      case Node.ExceptHandler it -> it.name().filter(name::equals).isPresent();
      case CasePattern it -> binds(it);
      default -> false;
    };
  }

  private boolean binds(CasePattern pattern) {
    return switch (pattern) {
      case CasePattern.AsPattern it -> it.name().filter(name::equals).isPresent();
      case CasePattern.StarPattern it -> it.name().filter(name::equals).isPresent();
      case CasePattern.MappingPattern it -> it.rest().filter(name::equals).isPresent();
      case CasePattern.ValuePattern _,
          CasePattern.SingletonPattern _,
          CasePattern.SequencePattern _,
          CasePattern.ClassPattern _,
          CasePattern.OrPattern _ ->
          false;
    };
  }
}
