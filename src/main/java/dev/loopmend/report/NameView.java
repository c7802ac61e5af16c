package dev.loopmend.report;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Every use of a name in a file as a table: where, whether it reads, binds or deletes, in which
/// scope and by what the name is bound, what it refers to, and what its value is. `-` stands for
/// what cannot be told.
public final class NameView {
  private final SemanticModel model;
  private final SyntaxTree tree;

  private NameView(SemanticModel model) {
    this.model = model;
    this.tree = model.tree();
  }

  /// The table, one line for each use in the order of the text, below a line of headings.
  public static String of(SemanticModel model) {
    NameView view = new NameView(model);
    List<Node> uses = new ArrayList<>();
    for (Node node : view.tree.nodes()) {
      if (node instanceof Expr.Attribute || view.isNamed(node)) {
        uses.add(node);
      }
    }
    uses.sort(
        Comparator.comparingInt((Node node) -> view.tree.span(node).start())
            .thenComparingInt(node -> view.tree.span(node).end()));
    Columns table = new Columns();
    table.add("place", "use", "name", "scope", "bound by", "refers to", "value");
    uses.forEach(node -> view.add(table, node));
    return table.text();
  }

  private boolean isNamed(Node node) {
    return node instanceof Expr.Name || model.bindingOf(node).isPresent();
  }

  private void add(Columns table, Node node) {
    Optional<Binding> binding = model.bindingOf(node);
    table.add(
        place(node),
        use(node, binding),
        name(node, binding),
        binding.map(it -> scope(it.scope())).orElseGet(() -> outside(node)),
        binding.map(this::stores).orElse(""),
        refersTo(node, binding).orElse(""),
        value(node, binding));
  }

  private String place(Node node) {
    int start = tree.span(node).start();
    return tree.lines().line(start) + ":" + tree.lines().column(start);
  }

  private static String use(Node node, Optional<Binding> binding) {
    if (binding.isEmpty()) {
      return "reads";
    }
    int id = node.id();
    boolean binds = binding.get().stores().stream().anyMatch(it -> it.id() == id);
    boolean reads = binding.get().reads().stream().anyMatch(it -> it.id() == id);
    if (binds) {
      // Ex) count += 1
      return reads ? "updates" : "binds";
    }
    return binding.get().deletes().stream().anyMatch(it -> it.id() == id) ? "deletes" : "reads";
  }

  private String name(Node node, Optional<Binding> binding) {
    return switch (node) {
      case Expr.Attribute attribute -> Excerpt.brief(tree.textOf(attribute));
      case Expr.Name(_, String name) -> name;
      case Node _ -> binding.map(Binding::name).orElse("");
    };
  }

  /// Ex) `builtins` for `len`, nothing for an attribute or a name from a star import
  private String outside(Node node) {
    return node instanceof Expr.Name name
            && model.qualifiedName(name).filter(it -> it.startsWith("builtins.")).isPresent()
        ? "builtins"
        : "";
  }

  /// Ex) `module`, `class Poller`, `def work`, `lambda at 12:4`
  private String scope(Scope scope) {
    Node node = scope.node();
    return switch (scope.kind()) {
      case MODULE -> "module";
      case CLASS -> "class " + named(node);
      case FUNCTION -> "def " + named(node);
      case LAMBDA -> "lambda at " + place(node);
      case COMPREHENSION -> "comprehension at " + place(node);
      case TYPE_PARAMETERS -> "type parameters of " + named(node);
    };
  }

  private static String named(Node node) {
    return switch (node) {
      case Stmt.FunctionDef def -> def.name();
      case Stmt.ClassDef type -> type.name();
      case Stmt.TypeAlias(_, Expr.Name(_, String name), _, _) -> name;
      case Node _ -> "";
    };
  }

  /// The first thing that binds a name, and how many more there are.
  private String stores(Binding binding) {
    if (binding.stores().isEmpty()) {
      return "declaration";
    }
    Node first = binding.stores().getFirst();
    int more = binding.stores().size() - 1;
    return kind(first) + " at " + place(first) + (more == 0 ? "" : " and " + more + " more");
  }

  private String kind(Node store) {
    return switch (store) {
      case Node.Alias _ -> "import";
      case Stmt.FunctionDef _ -> "function";
      case Stmt.ClassDef _ -> "class";
      case Node.Parameter _ -> "parameter";
      case Node.ExceptHandler _ -> "handler";
      case Node.TypeParameter _ -> "type parameter";
      case CasePattern _ -> "pattern";
      case Expr.Name name -> target(name);
      case Node _ -> "statement";
    };
  }

  /// What kind of target binds a name; tuples and lists round it do not count.
  private String target(Expr.Name name) {
    Node at = tree.parent(name);
    while (at instanceof Expr.TupleExpr
        || at instanceof Expr.ListExpr
        || at instanceof Expr.Starred) {
      at = tree.parent(at);
    }
    return switch (at) {
      case Stmt.For _, Node.Comprehension _ -> "loop";
      case Node.WithItem _ -> "with";
      case Stmt.TypeAlias _ -> "type alias";
      case Node _ -> "assignment";
    };
  }

  private Optional<String> refersTo(Node node, Optional<Binding> binding) {
    Optional<String> name =
        node instanceof Expr expr && !binds(node, binding)
            ? model.qualifiedName(expr)
            : binding.flatMap(model::qualifiedNameOf);
    return name.map(Dotted::spelled);
  }

  private static boolean binds(Node node, Optional<Binding> binding) {
    return binding.isPresent() && use(node, binding).equals("binds");
  }

  /// Ex) `coroutine function`, `class`, `instance of asyncio.Queue`
  private String value(Node node, Optional<Binding> binding) {
    Optional<FunctionRef> target =
        node instanceof Expr expr ? model.targetOf(expr) : Optional.empty();
    Optional<String> type =
        node instanceof Expr expr
            ? model.typeOf(expr).map(it -> "instance of " + Dotted.spelled(it))
            : Optional.empty();
    Optional<String> defined =
        binding
            .filter(it -> it.stores().size() == 1 && !(node instanceof Expr.Attribute))
            .flatMap(it -> defined(it.stores().getFirst()));
    return defined.or(() -> target.map(it -> "function at " + it.path())).or(() -> type).orElse("");
  }

  private static Optional<String> defined(Node store) {
    return switch (store) {
      case Stmt.FunctionDef def -> Optional.of(def.isAsync() ? "coroutine function" : "function");
      case Stmt.ClassDef _ -> Optional.of("class");
      case Node _ -> Optional.empty();
    };
  }
}
