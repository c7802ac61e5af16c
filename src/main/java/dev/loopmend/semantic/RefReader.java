package dev.loopmend.semantic;

import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.BooleanOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Turns the expressions of a file into refs: the only place where trees become what linking
/// evaluates.
final class RefReader {
  /// Longer chains such as `a.b().c` stand for nothing.
  private static final int DEPTH = 32;

  private static final int UNREAD = -1;

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Units units;
  private final TypeNumbers types;
  private final List<Ref> table = new ArrayList<>();
  private final Map<Ref, Integer> numbers = new HashMap<>();
  private final Map<String, String> strings = new HashMap<>();
  private final int[] ofNode;
  private boolean truncated;

  RefReader(SyntaxTree tree, Scopes scopes, Units units, TypeNumbers types) {
    this.tree = tree;
    this.scopes = scopes;
    this.units = units;
    this.types = types;
    this.ofNode = new int[tree.nodeCount()];
    Arrays.fill(ofNode, UNREAD);
    number(new Ref.Unknown());
  }

  SyntaxTree tree() {
    return tree;
  }

  Scopes scopes() {
    return scopes;
  }

  Units units() {
    return units;
  }

  TypeNumbers types() {
    return types;
  }

  /// All refs so far, by number.
  List<Ref> table() {
    return table;
  }

  int number(Ref ref) {
    int known = numbers.getOrDefault(ref, UNREAD);
    if (known != UNREAD) {
      return known;
    }
    numbers.put(ref, table.size());
    table.add(ref);
    return table.size() - 1;
  }

  /// One object for equal texts, in all files: what is linked holds the same few names again and
  /// again.
  String text(String text) {
    return strings.computeIfAbsent(text, String::intern);
  }

  /// The number of what an expression stands for.
  int of(Expr expr) {
    return of(expr, 0);
  }

  private int of(Expr expr, int depth) {
    if (ofNode[expr.id()] != UNREAD) {
      return ofNode[expr.id()];
    }
    if (depth > DEPTH) {
      truncated = true;
      return Ref.UNKNOWN;
    }
    boolean before = truncated;
    truncated = false;
    int number = number(read(expr, depth + 1));
    // What only the depth made unknown is read again from nearer.
    if (!truncated) {
      ofNode[expr.id()] = number;
    }
    truncated |= before;
    return number;
  }

  private Ref read(Expr expr, int depth) {
    return switch (expr) {
      case Expr.Name name -> named(name);
      case Expr.Attribute(_, Expr value, String name) ->
          new Ref.Member(of(value, depth), text(name));
      case Expr.Call call -> call(call, depth);
      case Expr.Await(_, Expr value) -> wrapped(of(value, depth), true);
      case Expr.NamedExpr(_, _, Expr value) -> table.get(of(value, depth));
      case Expr.Lambda lambda -> new Ref.Function(units.indexOf(lambda.id()));
      case Expr.IfExp(_, Expr body, _, Expr orElse) -> oneOf(List.of(body, orElse), true, depth);
      // Ex) loop or asyncio.get_event_loop()
      case Expr.BoolOp(_, BooleanOperator operator, List<Expr> values)
          when operator == BooleanOperator.OR ->
          oneOf(values, false, depth);
      case Expr.Constant constant -> literal(constant);
      case Expr.JoinedStr _ -> new Ref.Instance("builtins.str");
      case Expr.ListExpr _, Expr.ListComp _ -> new Ref.Instance("builtins.list");
      case Expr.Dict _, Expr.DictComp _ -> new Ref.Instance("builtins.dict");
      case Expr.SetExpr _, Expr.SetComp _ -> new Ref.Instance("builtins.set");
      case Expr.TupleExpr _ -> new Ref.Instance("builtins.tuple");
      case Expr.Subscript(_, Expr value, Expr index) when !(index instanceof Expr.Slice) ->
          item(of(value, depth), true);
      case Expr _ -> new Ref.Unknown();
    };
  }

  /// An item of a container, of which nothing is known if that is so of the container.
  static Ref item(int container, boolean keyed) {
    return container == Ref.UNKNOWN ? new Ref.Unknown() : new Ref.Item(container, keyed);
  }

  private Ref named(Expr.Name name) {
    int number = scopes.numberOf(name);
    return number >= 0 ? new Ref.Bound(number) : new Ref.Free(text(name.text()));
  }

  private Ref wrapped(int of, boolean awaited) {
    return of == Ref.UNKNOWN
        ? new Ref.Unknown()
        : awaited ? new Ref.Awaited(of) : new Ref.Called(of);
  }

  /// The number of what a `with` statement gives to the target of an item.
  int entered(Node.WithItem item) {
    boolean isAsync = tree.parent(item) instanceof Stmt.With with && with.isAsync();
    int context = of(item.context());
    return context == Ref.UNKNOWN ? context : number(new Ref.Entered(context, isAsync));
  }

  private Ref call(Expr.Call call, int depth) {
    if (call.callee() instanceof Expr.Name name
        && name.text().equals("super")
        && scopes.numberOf(name) < 0) {
      return superOf(call);
    }
    Optional<Fetched> fetched = Fetched.of(call, tree, scopes).filter(it -> !it.isComputed());
    if (fetched.isPresent()) {
      return fetched(fetched.get(), depth);
    }
    int callee = of(call.callee(), depth);
    // Ex) functools.partial(work, 1)
    boolean applies =
        Dotted.lastPart(call.callee()).startsWith("partial")
            && !Dotted.of(call.callee()).isEmpty()
            && !call.arguments().isEmpty()
            && call.arguments().getFirst().kind() == Node.ArgumentKind.POSITIONAL;
    return applies
        ? new Ref.Applied(callee, of(call.arguments().getFirst().value(), depth))
        : wrapped(callee, false);
  }

  /// Ex) getattr(self, "stop"), which is `self.stop`
  private Ref fetched(Fetched fetched, int depth) {
    Ref.Member member = new Ref.Member(of(fetched.of(), depth), text(fetched.name()));
    return fetched.otherwise().isEmpty()
        ? member
        : new Ref.OneOf(List.of(number(member), of(fetched.otherwise().get(), depth)), true);
  }

  private Ref superOf(Expr.Call call) {
    Optional<Integer> type =
        scopes.nearestDef(call).flatMap(def -> types.holding(scopes.scopeOf(def)));
    return type.isPresent() ? new Ref.Super(type.get()) : new Ref.Unknown();
  }

  private Ref oneOf(List<Expr> options, boolean strict, int depth) {
    List<Integer> refs = new ArrayList<>();
    for (Expr option : options) {
      refs.add(of(option, depth));
    }
    return new Ref.OneOf(List.copyOf(refs), strict);
  }

  private static Ref literal(Expr.Constant constant) {
    return switch (constant.kind()) {
      case STRING -> new Ref.Instance("builtins.str");
      case BYTES -> new Ref.Instance("builtins.bytes");
      case TRUE, FALSE -> new Ref.Instance("builtins.bool");
      case NONE -> new Ref.Nothing();
      case ELLIPSIS, NUMBER -> new Ref.Unknown();
    };
  }

  /// The number of what an annotation says (PEP 484, 604).
  int annotation(Expr annotation) {
    return annotation(annotation, 0);
  }

  private int annotation(Expr annotation, int depth) {
    if (depth > DEPTH) {
      return Ref.UNKNOWN;
    }
    return switch (annotation) {
      case Expr.Name _, Expr.Attribute _ -> of(annotation);
      // Ex) "asyncio.AbstractEventLoop"
      case Expr.Constant constant when constant.kind() == Expr.ConstantKind.STRING ->
          Literals.string(constant)
              .map(it -> new QuotedAnnotation(this, scopes.scopeOf(constant)).read(it.strip()))
              .orElse(Ref.UNKNOWN);
      case Expr.Constant constant -> number(literal(constant));
      // Ex) asyncio.Queue | None
      case Expr.BinOp(_, Expr left, BinaryOperator operator, Expr right)
          when operator == BinaryOperator.BIT_OR ->
          union(annotation(left, depth + 1), annotation(right, depth + 1));
      case Expr.Subscript(_, Expr value, Expr index) ->
          subscripted(annotation(value, depth + 1), index, depth + 1);
      case Expr _ -> Ref.UNKNOWN;
    };
  }

  int union(int left, int right) {
    return number(new Ref.Union(List.of(left, right)));
  }

  private int subscripted(int outer, Expr index, int depth) {
    List<Expr> written = index instanceof Expr.TupleExpr tuple ? tuple.elements() : List.of(index);
    List<Integer> arguments = new ArrayList<>();
    for (Expr each : written) {
      arguments.add(annotation(each, depth));
    }
    return number(new Ref.Subscripted(outer, List.copyOf(arguments)));
  }

  /// What a name would refer to if it were written in a scope.
  int nameIn(Scope scope, String name) {
    OptionalInt number = scopes.lookUp(scope, name);
    return number(number.isPresent() ? new Ref.Bound(number.getAsInt()) : new Ref.Free(text(name)));
  }

  /// The value that a statement or a walrus gives to a name that it binds, as its whole target.
  Optional<Expr> assignedValue(Expr.Name name) {
    return switch (tree.parent(name)) {
      case Stmt.Assign assign -> Optional.of(assign.value());
      case Stmt.AnnAssign assign -> assign.value();
      case Expr.NamedExpr walrus -> Optional.of(walrus.value());
      default -> Optional.empty();
    };
  }
}
