package dev.loopmend.match;

import dev.loopmend.semantic.Builtins;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A pattern: one expression or one statement of Python, with variables. A `try: ...` with one
/// `except` clause is that clause, of whatever statement; a variable behind its `as` stands for a
/// missing name too. Dotted names in it are resolved names: they match whatever refers to that
/// object, and nothing merely spelled so.
public final class CodePattern {
  private final String text;
  private final Node root;
  private final Set<String> variables;
  private final Set<String> manyVariables;
  private final Set<String> requiredWords;
  private final Set<String> dottedNames;
  private final List<String> order;
  private final Anchor anchor;

  private final Map<Integer, String> objects;

  private CodePattern(
      String text,
      Node root,
      Set<String> variables,
      Set<String> manyVariables,
      Set<String> requiredWords,
      Set<String> dottedNames,
      List<String> order,
      Map<Integer, String> objects) {
    this.text = text;
    this.root = root;
    this.variables = variables;
    this.manyVariables = manyVariables;
    this.requiredWords = requiredWords;
    this.dottedNames = dottedNames;
    this.order = List.copyOf(order);
    this.objects = Map.copyOf(objects);
    this.anchor = Anchor.of(root, this.objects);
  }

  /// What became of a pattern's source.
  public sealed interface Compilation {
    record Compiled(CodePattern pattern) implements Compilation {}

    /// The source is no pattern; `offset` counts UTF-16 units from 0 in it.
    record Invalid(int offset, String message) implements Compilation {}
  }

  /// Makes a pattern of a parsed source. `isBuiltin` tells Python's builtin names: a bare name that
  /// is neither one of them nor bound in the pattern is refused, since it would match by spelling.
  public static Compilation compile(SyntaxTree tree, Predicate<String> isBuiltin) {
    List<Stmt> body = tree.module().body();
    if (body.size() != 1) {
      return new Compilation.Invalid(0, "a pattern is one expression or one statement");
    }
    Node root = rootOf(body.getFirst());
    if (root instanceof Expr.Name(_, String name) && Variable.isVariable(name)) {
      return new Compilation.Invalid(0, "a lone variable would match everything");
    }
    Names names = new Names(tree);
    for (Node node : tree.nodes()) {
      Optional<Compilation> refused = names.collect(node, isBuiltin);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    Set<String> both = new LinkedHashSet<>(names.manyVariables);
    both.retainAll(names.oneVariables);
    if (!both.isEmpty()) {
      String name = both.iterator().next();
      return new Compilation.Invalid(0, "$" + name + " and $$$" + name + " are one variable");
    }
    return new Compilation.Compiled(
        new CodePattern(
            tree.text().strip(),
            root,
            names.variables,
            names.manyVariables,
            names.requiredWords,
            names.dottedNames,
            List.copyOf(names.order.values()),
            objects(tree)));
  }

  private static Map<Integer, String> objects(SyntaxTree tree) {
    Map<Integer, String> objects = new HashMap<>();
    for (Node node : tree.nodes()) {
      dottedName(node).map(Builtins::qualified).ifPresent(name -> objects.put(node.id(), name));
    }
    return objects;
  }

  /// The expression of an expression statement, the clause of a `try: ...` with one `except`
  /// clause, else the statement itself.
  private static Node rootOf(Stmt statement) {
    return switch (statement) {
      case Stmt.ExprStmt(_, Expr value) -> value;
      case Stmt.Try(_, _, var body, var handlers, var orElse, var finalBody)
          when handlers.size() == 1
              && orElse.isEmpty()
              && finalBody.isEmpty()
              && isEllipsis(body) ->
          handlers.getFirst();
      case Stmt other -> other;
    };
  }

  private static boolean isEllipsis(List<Stmt> body) {
    return body.size() == 1
        && body.getFirst() instanceof Stmt.ExprStmt(_, Expr.Constant constant)
        && constant.kind() == Expr.ConstantKind.ELLIPSIS;
  }

  /// The names that a pattern's tree holds, sorted by what they are for.
  private static final class Names {
    private final SyntaxTree tree;
    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<String> oneVariables = new LinkedHashSet<>();
    private final Set<String> manyVariables = new LinkedHashSet<>();
    private final Map<Integer, String> order = new TreeMap<>();
    private final Set<String> requiredWords = new LinkedHashSet<>();
    private final Set<String> dottedNames = new LinkedHashSet<>();
    private final Set<String> bound = new LinkedHashSet<>();

    Names(SyntaxTree tree) {
      this.tree = tree;
      for (Node node : tree.nodes()) {
        switch (node) {
          case Node.Parameter parameter -> bound.add(parameter.name());
          case Stmt.FunctionDef def -> bound.add(def.name());
          case Stmt.ClassDef def -> bound.add(def.name());
          case Stmt.For loop -> bindTarget(loop.target());
          case Stmt.Assign assign -> assign.targets().forEach(this::bindTarget);
          case Node.Comprehension loop -> bindTarget(loop.target());
          case Node.WithItem(_, _, var target) -> target.ifPresent(this::bindTarget);
          case Stmt _, Expr _, Node _ -> {}
        }
      }
    }

    private void bindTarget(Expr target) {
      if (target instanceof Expr.Name(_, String name)) {
        bound.add(name);
      }
    }

    /// Notes the names of one node, or says why the pattern is none.
    Optional<Compilation> collect(Node node, Predicate<String> isBuiltin) {
      switch (node) {
        case Expr.Name(_, String name) when Variable.isVariable(name) -> {
          addVariable(name);
          // Keyword arguments match in any order.
          boolean ordered =
              !(tree.parent(node) instanceof Node.Argument argument) || argument.name().isEmpty();
          String plain = Variable.nameOf(name);
          if (ordered && !plain.equals(Variable.ANYTHING)) {
            order.put(tree.span(node).start(), plain);
          }
        }
        case Expr.Name(_, String name) -> {
          // Ex) `asyncio` in `asyncio.run`
          if (tree.parent(node) instanceof Expr.Attribute
              || isBuiltin.test(name)
              || bound.contains(name)) {
            requiredWords.add(name);
          } else {
            return Optional.of(
                new Compilation.Invalid(
                    tree.span(node).start(),
                    "the bare name '"
                        + name
                        + "' is no builtin; write it dotted, as in module."
                        + name));
          }
        }
        case Expr.Attribute attribute -> {
          addWord(attribute.name());
          Node parent = tree.parent(attribute);
          if (!(parent instanceof Expr.Attribute)) {
            boolean called =
                parent instanceof Expr.Call call && call.callee().id() == attribute.id();
            dottedName(attribute).ifPresent(name -> dottedNames.add(called ? name + "()" : name));
          }
        }
        case Node.ExceptHandler _ -> requiredWords.add("except");
        case Node.Argument argument when !argument.name().isEmpty() -> addWord(argument.name());
        case Node.Parameter parameter -> addWord(parameter.name());
        case Stmt.FunctionDef def -> addWord(def.name());
        case Stmt.ClassDef def -> addWord(def.name());
        case Stmt _, Expr _, Node _ -> {}
      }
      return Optional.empty();
    }

    private void addWord(String word) {
      if (Variable.isVariable(word)) {
        addVariable(word);
      } else {
        requiredWords.add(word);
      }
    }

    private void addVariable(String name) {
      String plain = Variable.nameOf(name);
      if (!plain.equals(Variable.ANYTHING)) {
        variables.add(plain);
        (Variable.isMany(name) ? manyVariables : oneVariables).add(plain);
      }
    }
  }

  /// The pattern as it was written.
  public String text() {
    return text;
  }

  /// The pattern's own expression or statement.
  public Node root() {
    return root;
  }

  /// The variables that the pattern binds, without dollars.
  public Set<String> variables() {
    return Set.copyOf(variables);
  }

  /// The variables among them that stand for any number of nodes.
  public Set<String> manyVariables() {
    return Set.copyOf(manyVariables);
  }

  /// The variables in the order in which their code stands at every match: those that are not given
  /// by keyword.
  public List<String> order() {
    return order;
  }

  /// What nodes at which the pattern matches have in common.
  public Anchor anchor() {
    return anchor;
  }

  /// The canonical dotted names of the objects that nodes of the pattern stand for, by node id:
  /// chains of attributes on a plain name, and plain names, which are builtins.
  Map<Integer, String> objects() {
    return objects;
  }

  /// Words that every file with a match holds, identifiers and `except`: what a pre-filter can look
  /// for.
  public Set<String> requiredWords() {
    return Set.copyOf(requiredWords);
  }

  /// The same, with dotted names in one piece, `()` behind those that are called, and a dot before
  /// one that must be the name of an attribute.
  public Set<String> requiredNames() {
    Set<String> names = new LinkedHashSet<>(requiredWords);
    if (anchor instanceof Anchor.Method(String name)) {
      names.remove(name);
      names.add("." + name);
    }
    for (String dotted : dottedNames) {
      names.removeAll(List.of(dotted.replace("()", "").split("\\.", -1)));
    }
    names.addAll(dottedNames);
    return Set.copyOf(names);
  }

  /// The dotted name that an expression of a pattern stands for, if it is one: a chain of
  /// attributes on a plain name, or a plain name.
  private static Optional<String> dottedName(Node node) {
    return switch (node) {
      case Expr.Name(_, String name) when !Variable.isVariable(name) -> Optional.of(name);
      case Expr.Attribute(_, Expr value, String name) when !Variable.isVariable(name) ->
          dottedName(value).map(outer -> outer + "." + name);
      case Node _ -> Optional.empty();
    };
  }
}
