package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Parameter;
import dev.loopmend.syntax.BooleanOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects the parameters that may be given a function and are only called, passed on, or looked
/// at in ways that call nothing.
final class ParameterReader {
  /// Attributes that a function has and that run nothing (Data model, 3.2.8).
  private static final Set<String> OF_FUNCTIONS =
      Set.of("__name__", "__qualname__", "__module__", "__doc__");

  private final RefReader refs;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Roles roles;
  private final Map<Integer, List<Parameter>> found = new HashMap<>();
  private final RowTable.Builder rows = new RowTable.Builder();
  private int count;

  ParameterReader(RefReader refs, Roles roles) {
    this.refs = refs;
    this.tree = refs.tree();
    this.scopes = refs.scopes();
    this.roles = roles;
  }

  /// Notes the parameters of a function; its calls have numbers already.
  void visit(Stmt.FunctionDef def) {
    int unit = refs.units().indexOf(def.id());
    int position = 0;
    for (Node.Parameter parameter : def.parameters().all()) {
      switch (parameter.kind()) {
        case POSITIONAL_ONLY, POSITIONAL -> {
          add(parameter, unit, position);
          position++;
        }
        case KEYWORD_ONLY -> add(parameter, unit, -1);
        case VAR_POSITIONAL, VAR_KEYWORD -> {}
      }
    }
  }

  private void add(Node.Parameter parameter, int unit, int position) {
    int number = scopes.numberOf(parameter);
    if (number < 0) {
      return;
    }
    Binding binding = scopes.binding(number);
    boolean onlyGiven =
        binding.stores().size() == 1 && binding.deletes().isEmpty() && !binding.declaredElsewhere();
    List<Expr> taking = new ArrayList<>();
    for (Node read : binding.reads()) {
      if (!onlyGiven || !(read instanceof Expr.Name name)) {
        return;
      }
      if (isTaken(name)) {
        taking.add(name);
      } else if (!isLookedAt(name)) {
        return;
      }
    }
    if (taking.isEmpty()) {
      return;
    }
    int first = count;
    for (Expr name : taking) {
      rows.add(refs.of(name), refs.units().unitOf(name, scopes), roles.of(name), -1);
      count++;
    }
    found
        .computeIfAbsent(unit, _ -> new ArrayList<>())
        .add(new Parameter(unit, position, refs.text(parameter.name()), first, count));
  }

  /// Ex) `fn(1)`, `start(fn)`; what a generator expression does is done later, if at all
  private boolean isTaken(Expr.Name name) {
    Roles.Placed placed = roles.of(name);
    boolean taken =
        placed.role() == Role.CALLEE
            || (placed.role() == Role.ARGUMENT && placed.place() != Roles.Placed.NOWHERE);
    if (!taken) {
      return false;
    }
    Node at = name;
    while (!(at instanceof Stmt) && at.id() != 0) {
      if (at instanceof Expr.GeneratorExp) {
        return false;
      }
      at = tree.parent(at);
    }
    return true;
  }

  private boolean isLookedAt(Expr.Name name) {
    Node parent = tree.parent(name);
    return switch (parent) {
      // Ex) if fn is None: ...
      case Expr.Compare _, Stmt.If _, Stmt.While _, Stmt.Assert _, Stmt.ExprStmt _ -> true;
      case Expr.UnaryOp(_, UnaryOperator operator, Expr _) -> operator == UnaryOperator.NOT;
      case Expr.IfExp(_, Expr _, Expr test, Expr _) -> test.id() == name.id();
      // Ex) if fn and ready: ...
      case Expr.BoolOp(_, BooleanOperator operator, List<Expr> values) ->
          operator == BooleanOperator.AND && values.getLast().id() != name.id();
      // Ex) log(fn.__name__)
      case Expr.Attribute attribute -> OF_FUNCTIONS.contains(attribute.name());
      case Expr.FormattedValue _ -> true;
      case Node _ -> false;
    };
  }

  /// The parameters that were found, by unit.
  Map<Integer, List<Parameter>> found() {
    return found;
  }

  /// What is done with them.
  RowTable rows() {
    return rows.build();
  }
}
