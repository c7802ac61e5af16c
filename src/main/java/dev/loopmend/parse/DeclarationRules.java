package dev.loopmend.parse;

import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// What `global` and `nonlocal` refuse (Language Reference, 7.12 and 7.13). Where it would take
/// more than the order of the text to be sure, a declaration passes.
final class DeclarationRules {
  private final SyntaxTree tree;
  private final Stmt statement;
  private final String word;

  private DeclarationRules(SyntaxTree tree, Stmt statement, String word) {
    this.tree = tree;
    this.statement = statement;
    this.word = word;
  }

  /// Throws `SyntaxFault` at a `global` that comes too late or contradicts another declaration.
  static void check(SyntaxTree tree, Stmt.Global statement) {
    new DeclarationRules(tree, statement, "global").check(statement.names());
  }

  /// As above for `nonlocal`, which must also find its name in a function outside.
  static void check(SyntaxTree tree, Stmt.Nonlocal statement) {
    DeclarationRules rules = new DeclarationRules(tree, statement, "nonlocal");
    rules.check(statement.names());
    for (String name : statement.names()) {
      rules.checkBoundOutside(name);
    }
  }

  private SyntaxFault fault(String sentence) {
    return new SyntaxFault(tree.span(statement).start(), sentence);
  }

  private void check(List<String> names) {
    Node scope = scopeOf(statement);
    for (String name : names) {
      if (parameters(scope).anyNamed(name)) {
        throw fault("'" + name + "' is a parameter and cannot be " + word);
      }
      if (mentions(scope, name, statement.id())) {
        throw fault("'" + name + "' is used before it is declared " + word);
      }
      if (!(scope instanceof Module) && isAnnotated(scope, name)) {
        throw fault("'" + name + "' is annotated and cannot be " + word);
      }
    }
  }

  private record Named(List<Node.Parameter> parameters) {
    boolean anyNamed(String name) {
      return parameters.stream().anyMatch(parameter -> parameter.name().equals(name));
    }
  }

  private static Named parameters(Node scope) {
    return new Named(scope instanceof Stmt.FunctionDef it ? it.parameters().all() : List.of());
  }

  private Node scopeOf(Node inner) {
    Node at = tree.parent(inner);
    while (!isScope(at) && !(at instanceof Module)) {
      at = tree.parent(at);
    }
    return at;
  }

  private static boolean isScope(Node node) {
    return node instanceof Stmt.FunctionDef || node instanceof Stmt.ClassDef;
  }

  /// Looks for the binding from the scope round that of the statement on outwards.
  private void checkBoundOutside(String name) {
    Node scope = scopeOf(statement);
    while (!(scope instanceof Module)) {
      if (hasTypeParameter(scope, name)) {
        throw fault("the type parameter '" + name + "' cannot be nonlocal");
      }
      boolean inClass = scope instanceof Stmt.ClassDef;
      scope = scopeOf(scope);
      if (scope instanceof Stmt.FunctionDef function) {
        Bindings.Kind kind = Bindings.of(tree, function, name);
        if (kind == Bindings.Kind.BOUND) {
          return;
        }
        if (kind == Bindings.Kind.GLOBAL) {
          break;
        }
      }
      // Ex) the methods of a class see its `__class__`
      if (!inClass && scope instanceof Stmt.ClassDef && name.equals("__class__")) {
        return;
      }
    }
    throw fault("no function outside binds the nonlocal name '" + name + "'");
  }

  private static boolean hasTypeParameter(Node scope, String name) {
    List<Node.TypeParameter> parameters =
        switch (scope) {
          case Stmt.FunctionDef it -> it.typeParameters();
          case Stmt.ClassDef it -> it.typeParameters();
          default -> List.of();
        };
    return parameters.stream().anyMatch(it -> it.name().equals(name));
  }

  /// Whether a scope's own statements say a name before the node with the id `end`.
  private boolean mentions(Node scope, String name, int end) {
    int last = Math.min(tree.lastDescendant(scope), end - 1);
    int id = firstStatement(scope).map(Node::id).orElse(last + 1);
    while (id <= last) {
      Node node = tree.node(id);
      if (says(node, name)) {
        return true;
      }
      id = hasOwnNames(node) ? tree.lastDescendant(node) + 1 : id + 1;
    }
    return false;
  }

  private boolean isAnnotated(Node scope, String name) {
    int id = firstStatement(scope).map(Node::id).orElse(Integer.MAX_VALUE);
    while (id <= tree.lastDescendant(scope)) {
      Node node = tree.node(id);
      if (node instanceof Stmt.AnnAssign it
          && it.target() instanceof Expr.Name target
          && tree.parentheses(target) == 0
          && target.text().equals(name)) {
        return true;
      }
      id = hasOwnNames(node) ? tree.lastDescendant(node) + 1 : id + 1;
    }
    return false;
  }

  private static Optional<Stmt> firstStatement(Node scope) {
    return switch (scope) {
      case Stmt.FunctionDef it -> it.body().stream().findFirst();
      case Stmt.ClassDef it -> it.body().stream().findFirst();
      case Module it -> it.body().stream().findFirst();
      default -> Optional.empty();
    };
  }

  private static boolean hasOwnNames(Node node) {
    return isScope(node) || node instanceof Expr.Lambda || !Comprehensions.of(node).isEmpty();
  }

  private boolean says(Node node, String name) {
    return switch (node) {
      case Expr.Name it -> it.text().equals(name);
      case Stmt.FunctionDef it -> it.name().equals(name);
      case Stmt.ClassDef it -> it.name().equals(name);
      case Node.Alias it -> boundName(it).equals(name);
      case Node.ExceptHandler it -> it.name().filter(name::equals).isPresent();
      case CasePattern.AsPattern it -> it.name().filter(name::equals).isPresent();
      case CasePattern.StarPattern it -> it.name().filter(name::equals).isPresent();
      case CasePattern.MappingPattern it -> it.rest().filter(name::equals).isPresent();
      case Stmt.Global it -> !word.equals("global") && it.names().contains(name);
      case Stmt.Nonlocal it -> !it.equals(statement) && it.names().contains(name) && !sameScope(it);
      default -> false;
    };
  }

  /// A second `nonlocal` of a name in one scope says nothing new.
  private boolean sameScope(Stmt other) {
    return word.equals("nonlocal") && scopeOf(other).id() == scopeOf(statement).id();
  }

  /// The name that an import binds. Ex) `import a.b` binds `a`
  static String boundName(Node.Alias alias) {
    String dotted = alias.name();
    int dot = dotted.indexOf('.');
    return alias.asName().orElse(dot < 0 ? dotted : dotted.substring(0, dot));
  }
}
