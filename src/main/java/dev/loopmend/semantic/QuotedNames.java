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
    boolean byName =
        tree.parent(constant) instanceof Node.Argument argument
            && tree.parent(argument) instanceof Expr.Call call
            && BY_NAME.contains(Dotted.lastPart(call.callee()))
            && !Dotted.of(call.callee()).isEmpty();
    if (!byName && constant.text().indexOf('.') < 0 && constant.text().indexOf(':') < 0) {
      return;
    }
    Optional<String> text = Literals.string(constant).filter(it -> isName(it, byName));
    if (text.isPresent()) {
      int by = refs.units().unitOf(constant, scopes);
      found.add(new Quoted(refs.text(text.get()), by, byName));
      places.add(constant);
    }
  }

  /// Whether a text is an identifier, or several with dots or a colon between.
  private static boolean isName(String text, boolean single) {
    int parts = 0;
    boolean starts = true;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean divides = c == '.' || c == ':';
      if (divides ? starts : !fits(c, starts)) {
        return false;
      }
      starts = divides;
      parts += divides ? 1 : 0;
    }
    return !starts && (single ? parts == 0 : parts > 0);
  }

  private static boolean fits(char c, boolean starts) {
    return starts
        ? Character.isUnicodeIdentifierStart(c) || c == '_'
        : Character.isUnicodeIdentifierPart(c);
  }
}
