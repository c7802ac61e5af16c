package dev.loopmend.recipe;

import dev.loopmend.match.Variable;
import dev.loopmend.semantic.Builtins;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Precedence;
import dev.loopmend.syntax.Slots;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The template of a rewrite, cut into the text that stands as it is, the names that are requested,
/// and the slots that captured code fills.
///
/// `await asyncio.sleep($DELAY)` is the parts `await `, the name `asyncio.sleep`, `(`, the slot
/// `$DELAY`, and `)`. `precedence` is that of the whole expression.
public record Template(List<Part> parts, Precedence precedence, String text) {
  public Template {
    parts = List.copyOf(parts);
  }

  /// A piece of a template.
  public sealed interface Part {
    record Literal(String text) implements Part {}

    /// A dotted name that has to be written as it is known in its new place.
    record Requested(String name) implements Part {}

    /// A name that a helper of the same rewrite defines, or a builtin: written as it is unless the
    /// helper was given another name.
    record Plain(String name) implements Part {}

    /// A variable (without dollars). Code that binds looser than `wanted` gets parentheses;
    /// `bracketed` tells whether the template itself has brackets round the slot.
    record Slot(String variable, boolean many, Precedence wanted, boolean bracketed)
        implements Part {}
  }

  /// Cuts a parsed template. `isKnown` tells the bare names that may stand in it: builtins and what
  /// the rewrite's helpers define.
  public static Made<Template> of(SyntaxTree tree, Predicate<String> isKnown) {
    List<Stmt> body = tree.module().body();
    if (body.size() != 1 || !(body.getFirst() instanceof Stmt.ExprStmt(_, Expr root))) {
      return new Made.Refused<>("a rewrite is one expression");
    }
    Optional<String> misplaced = misplaced(tree, root);
    if (misplaced.isPresent()) {
      return new Made.Refused<>(
          misplaced.get() + " stands for an expression, and cannot be written as a name");
    }
    List<Node> names = new ArrayList<>();
    collectNames(tree, root, names);
    names.sort((a, b) -> tree.span(a).compareTo(tree.span(b)));
    List<Part> parts = new ArrayList<>();
    Span whole = tree.outerSpan(root);
    int at = whole.start();
    for (Node node : names) {
      Span span = tree.span(node);
      if (span.start() > at) {
        parts.add(new Part.Literal(tree.text().substring(at, span.start())));
      }
      Made<Part> part = partOf(tree, node, isKnown);
      switch (part) {
        case Made.Done(Part done) -> parts.add(done);
        case Made.Refused(String why) -> {
          return new Made.Refused<>(why);
        }
      }
      at = span.end();
    }
    if (at < whole.end()) {
      parts.add(new Part.Literal(tree.text().substring(at, whole.end())));
    }
    return new Made.Done<>(new Template(parts, Precedence.of(root), whole.of(tree.text())));
  }

  /// Ex) `$METHOD` in `$X.$METHOD()`, which matches a name and no expression
  private static Optional<String> misplaced(SyntaxTree tree, Node root) {
    for (int id = root.id(); id <= tree.lastDescendant(root); id++) {
      String name =
          switch (tree.node(id)) {
            case Expr.Attribute attribute -> attribute.name();
            case Node.Argument argument -> argument.name();
            case Node.Parameter parameter -> parameter.name();
            case Node _ -> "";
          };
      if (Variable.isVariable(name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /// The outermost dotted names and the variables below a node.
  private static void collectNames(SyntaxTree tree, Node node, List<Node> names) {
    for (int id = node.id(); id <= tree.lastDescendant(node); id++) {
      Node inner = tree.node(id);
      boolean dotted =
          inner instanceof Expr.Attribute
              && isDotted(inner)
              // Ex) `bytes.fromhex`: no module to import
              && !Builtins.isOfType(tree.textOf(inner));
      if (inner instanceof Expr.Name || dotted) {
        names.add(inner);
        id = tree.lastDescendant(inner);
      }
    }
  }

  private static boolean isDotted(Node node) {
    return switch (node) {
      case Expr.Name(_, String name) -> !Variable.isVariable(name);
      case Expr.Attribute(_, Expr value, _) -> isDotted(value);
      case Node _ -> false;
    };
  }

  private static Made<Part> partOf(SyntaxTree tree, Node node, Predicate<String> isKnown) {
    if (node instanceof Expr.Name(_, String name)) {
      if (Variable.isVariable(name)) {
        Precedence wanted = Slots.wanted(tree.parent(node), node);
        return new Made.Done<>(
            new Part.Slot(
                Variable.nameOf(name), Variable.isMany(name), wanted, isBracketed(tree, node)));
      }
      return isKnown.test(name)
          ? new Made.Done<>(new Part.Plain(name))
          : new Made.Refused<>(
              "the bare name '" + name + "' in a rewrite is neither a builtin nor a helper");
    }
    return new Made.Done<>(new Part.Requested(tree.textOf(node)));
  }

  private static boolean isBracketed(SyntaxTree tree, Node node) {
    Node parent = tree.parent(node);
    return switch (parent) {
      case Node.Argument _, Expr.ListExpr _, Expr.SetExpr _, Expr.Dict _ -> true;
      case Node _ -> tree.parentheses(node) > 0;
    };
  }

  /// The variables (without dollars) that the template uses.
  public List<String> variables() {
    return parts.stream()
        .filter(Part.Slot.class::isInstance)
        .map(part -> ((Part.Slot) part).variable())
        .toList();
  }
}
