package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Quoted;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the strings of a file that name functions: what `__all__` lists, what `getattr` and the
/// like are given, and dotted names.
final class QuotedNames {
  private static final int LONGEST = 200;
  private static final Set<String> BY_NAME =
      Set.of(
          "getattr",
          "hasattr",
          "setattr",
          "delattr",
          "attrgetter",
          "methodcaller",
          "object",
          "multiple");

  /// What takes a chain of names (`operator.attrgetter`). Ex) `attrgetter("client.load")`
  private static final String CHAINING = "attrgetter";

  private final RefReader refs;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final List<Quoted> found = new ArrayList<>();
  private final List<Node> places = new ArrayList<>();
  private final List<String> exported = new ArrayList<>();

  QuotedNames(RefReader refs) {
    this.refs = refs;
    this.tree = refs.tree();
    this.scopes = refs.scopes();
  }

  /// The strings that may name functions.
  List<Quoted> found() {
    return List.copyOf(found);
  }

  /// Where they stand.
  List<Node> places() {
    return places;
  }

  /// What `__all__` lists.
  List<String> exported() {
    return List.copyOf(exported);
  }

  void visit(Node node) {
    switch (node) {
      case Expr.Constant constant when constant.kind() == Expr.ConstantKind.STRING ->
          string(constant);
      case Stmt stmt ->
          ExportLists.names(stmt, scopes::scopeOf)
              .forEach(it -> Literals.string(it).map(refs::text).ifPresent(exported::add));
      case Node _ -> {}
    }
  }

  private void string(Expr.Constant constant) {
    // Docstrings and long texts are no names.
    if (constant.text().length() > LONGEST || tree.parent(constant) instanceof Stmt.ExprStmt) {
      return;
    }
    String function = takerOf(constant);
    boolean byName = BY_NAME.contains(function);
    if (!byName && constant.text().indexOf('.') < 0 && constant.text().indexOf(':') < 0) {
      return;
    }
    Optional<String> text = Literals.string(constant).filter(QuotedNames::isName);
    if (text.isEmpty()) {
      return;
    }
    if (!byName) {
      add(constant, text.get(), false);
    } else if (function.equals(CHAINING)) {
      List.of(text.get().split("\\.")).forEach(it -> add(constant, it, true));
    } else if (text.get().indexOf('.') < 0) {
      add(constant, text.get(), true);
    }
  }

  private void add(Expr.Constant constant, String text, boolean byName) {
    found.add(new Quoted(refs.text(text), refs.units().unitOf(constant, scopes), byName));
    places.add(constant);
  }

  /// The last part of the name of the function that is given a constant; empty if it has none.
  private String takerOf(Expr.Constant constant) {
    return tree.parent(constant) instanceof Node.Argument argument
            && tree.parent(argument) instanceof Expr.Call call
            && !Dotted.of(call.callee()).isEmpty()
        ? Dotted.lastPart(call.callee())
        : "";
  }

  /// Whether a text is an identifier, or several with dots or a colon between.
  private static boolean isName(String text) {
    boolean starts = true;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean divides = c == '.' || c == ':';
      if (divides ? starts : !fits(c, starts)) {
        return false;
      }
      starts = divides;
    }
    return !starts;
  }

  private static boolean fits(char c, boolean starts) {
    return starts
        ? Character.isUnicodeIdentifierStart(c) || c == '_'
        : Character.isUnicodeIdentifierPart(c);
  }
}
