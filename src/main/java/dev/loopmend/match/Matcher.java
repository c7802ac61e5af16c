package dev.loopmend.match;

import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Node.Argument;
import dev.loopmend.syntax.Node.ArgumentKind;
import dev.loopmend.syntax.Shapes;
import dev.loopmend.syntax.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Matches patterns against the nodes of one file.
public final class Matcher {
  private static final int NOWHERE = -1;

  private final SemanticModel model;
  private final List<Map.Entry<String, Capture>> trail = new ArrayList<>();
  private final List<Nearness.Name> otherNames = new ArrayList<>();
  private final Map<Integer, Optional<String>> actualNames = new HashMap<>();

  /// What the nodes of the pattern that is tried stand for.
  private Map<Integer, String> objects = Map.of();

  private boolean bySpelling;

  /// The last match that was looked for: several forms of a recipe may have the same pattern.
  private Last last = new Last("", NOWHERE, Optional.empty());

  private record Last(String pattern, int node, Optional<Match> match) {}

  /// A matcher for the file of a model; for one thread at a time.
  public Matcher(SemanticModel model) {
    this.model = model;
  }

  /// The model of the file.
  public SemanticModel model() {
    return model;
  }

  /// The match of a pattern at a node, if it matches just there.
  public Optional<Match> match(CodePattern pattern, Node node) {
    if (last.node() != node.id() || !last.pattern().equals(pattern.text())) {
      last = new Last(pattern.text(), node.id(), find(pattern, node));
    }
    return last.match();
  }

  private Optional<Match> find(CodePattern pattern, Node node) {
    trail.clear();
    objects = pattern.objects();
    if (!matches(pattern.root(), node)) {
      return Optional.empty();
    }
    Map<String, Capture> captures = new LinkedHashMap<>();
    trail.forEach(entry -> captures.put(entry.getKey(), entry.getValue()));
    return Optional.of(new Match(node, captures));
  }

  /// How near a pattern comes to a node at which it does not match.
  public Nearness nearness(CodePattern pattern, Node node) {
    trail.clear();
    otherNames.clear();
    objects = pattern.objects();
    bySpelling = true;
    boolean spelt = matches(pattern.root(), node);
    bySpelling = false;
    if (spelt) {
      return new Nearness.OtherNames(List.copyOf(otherNames));
    }
    return pattern.root() instanceof Expr.Call(_, Expr wanted, _)
            && objects.containsKey(wanted.id())
            && node instanceof Expr.Call(_, Expr actual, _)
            && matches(wanted, actual)
        ? new Nearness.OtherArguments()
        : new Nearness.Far();
  }

  /// What was bound before it failed stays bound: whoever tries something else takes it back.
  private boolean matches(Node pattern, Node node) {
    // Ex) `$X` against any expression
    if (pattern instanceof Expr.Name(_, String name) && Variable.isVariable(name)) {
      return node instanceof Expr
          && !(node instanceof Expr.Starred)
          && bind(name, new Capture.One(node));
    }
    // Ex) `asyncio.run` against `aio.run`
    String object = objects.getOrDefault(pattern.id(), "");
    if (!object.isEmpty()) {
      return node instanceof Expr expr && refersTo(expr, object);
    }
    // Ex) `f($X, key=$Y)` against `f(1, key=2)`
    if (pattern instanceof Expr.Call(_, Expr callee, List<Argument> wanted)) {
      return node instanceof Expr.Call(_, Expr actual, List<Argument> given)
          && matches(callee, actual)
          && matchesArguments(wanted, given);
    }
    return matchesLabel(pattern, node) && matchesGroups(pattern, node);
  }

  /// The canonical name of the object that an expression of the file refers to, as imports write
  /// it.
  public Optional<String> nameOf(Expr expr) {
    return actualNames.computeIfAbsent(
        expr.id(), _ -> model.qualifiedName(expr).map(Dotted::spelled));
  }

  private boolean refersTo(Expr expr, String wanted) {
    if (!(expr instanceof Expr.Name) && !(expr instanceof Expr.Attribute)) {
      return false;
    }
    Optional<String> actual = nameOf(expr);
    return actual.filter(wanted::equals).isPresent()
        || (bySpelling && isSpelt(expr, wanted, actual));
  }

  /// Ex) `loop.run` against `asyncio.run`
  private boolean isSpelt(Expr expr, String wanted, Optional<String> actual) {
    String last = Dotted.last(wanted);
    boolean same =
        switch (expr) {
          case Expr.Attribute attribute -> attribute.name().equals(last);
          case Expr.Name(_, String name) -> name.equals(last);
          case Expr _ -> false;
        };
    if (same) {
      otherNames.add(new Nearness.Name(expr, wanted, actual));
    }
    return same;
  }

  /// Ex) `def $NAME(...)` against `def load(...)`: a variable in the place of a name.
  private boolean matchesLabel(Node pattern, Node node) {
    List<Object> wanted = Shapes.label(pattern);
    List<Object> given = Shapes.label(node);
    if (wanted.size() != given.size()) {
      return false;
    }
    for (int at = 0; at < wanted.size(); at++) {
      boolean variable =
          wanted.get(at) instanceof String word
              && Variable.isVariable(word)
              && bind(word, new Capture.One(node));
      if (!variable && !wanted.get(at).equals(given.get(at))) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesGroups(Node pattern, Node node) {
    List<List<? extends Node>> wanted = Shapes.groups(pattern);
    List<List<? extends Node>> given = Shapes.groups(node);
    if (wanted.size() != given.size()) {
      return false;
    }
    for (int at = 0; at < wanted.size(); at++) {
      if (!matchesSequence(wanted.get(at), given.get(at))) {
        return false;
      }
    }
    return true;
  }

  /// Positional arguments match in their order, keyword arguments by their name.
  private boolean matchesArguments(List<Argument> wanted, List<Argument> given) {
    List<Argument> open = new ArrayList<>(given);
    List<Argument> positional = new ArrayList<>();
    for (Argument argument : wanted) {
      if (argument.kind() != ArgumentKind.KEYWORD) {
        positional.add(argument);
        continue;
      }
      Optional<Argument> same =
          open.stream().filter(one -> one.name().equals(argument.name())).findFirst();
      if (same.isEmpty() || !matches(argument.value(), same.get().value())) {
        return false;
      }
      open.remove(same.get());
    }
    return matchesSequence(positional, open);
  }

  private boolean matchesSequence(List<? extends Node> wanted, List<? extends Node> given) {
    if (wanted.isEmpty()) {
      return given.isEmpty();
    }
    Optional<String> many = manyVariable(wanted.getFirst());
    List<? extends Node> rest = wanted.subList(1, wanted.size());
    if (many.isEmpty()) {
      return !given.isEmpty()
          && matches(wanted.getFirst(), given.getFirst())
          && matchesSequence(rest, given.subList(1, given.size()));
    }
    // Ex) `$$$FIRST, x, $$$REST`: the first variable takes as much as leaves a match for the rest
    for (int taken = given.size(); taken >= 0; taken--) {
      int mark = trail.size();
      Capture.Many capture = new Capture.Many(List.copyOf(given.subList(0, taken)));
      if (bind(many.get(), capture) && matchesSequence(rest, given.subList(taken, given.size()))) {
        return true;
      }
      undoTo(mark);
    }
    return false;
  }

  /// The variable for any number of nodes that a node of a list in a pattern consists of.
  private static Optional<String> manyVariable(Node node) {
    return switch (node) {
      case Expr.Name(_, String name) when Variable.isMany(name) -> Optional.of(name);
      case Stmt.ExprStmt(_, Expr value) -> manyVariable(value);
      case Argument(_, ArgumentKind kind, _, Expr value) when kind == ArgumentKind.POSITIONAL ->
          manyVariable(value);
      case Node.Parameter(_, _, String name, _, _) when Variable.isMany(name) -> Optional.of(name);
      case Node.WithItem(_, Expr context, _) -> manyVariable(context);
      case Node.ExceptHandler handler -> handler.type().flatMap(Matcher::manyVariable);
      case Node.Decorator(_, Expr expression) -> manyVariable(expression);
      case Node _ -> Optional.empty();
    };
  }

  /// Binds a variable; one that is bound already must stand for code of the same shape.
  private boolean bind(String variable, Capture capture) {
    String name = Variable.nameOf(variable);
    if (name.equals(Variable.ANYTHING)) {
      return true;
    }
    for (Map.Entry<String, Capture> bound : trail) {
      if (bound.getKey().equals(name)) {
        return Shapes.same(bound.getValue().all(), capture.all());
      }
    }
    trail.add(Map.entry(name, capture));
    return true;
  }

  private void undoTo(int mark) {
    while (trail.size() > mark) {
      trail.removeLast();
    }
  }
}
