package dev.loopmend.sharing;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.EarlyStops;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.sharing.ResourceUse.Kind;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether an object that a statement binds to a local name stays open on some path, and whether
/// its own block may close it (recipes' section 15).
public final class LeftOpen {
  private final Codebase codebase;
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Stmt opening;
  private final Binding name;
  private final Closing closing;
  private final List<ResourceUse> uses;

  /// How an object of a class is closed, such as `aiohttp.ClientSession` by `close`, which is
  /// awaited; names that are bound beside it get something of the class `beside` that lives on it.
  public record Closing(String type, String method, boolean isAwaited, String beside) {}

  private LeftOpen(
      Codebase codebase,
      SemanticModel model,
      Stmt opening,
      Binding name,
      Closing closing,
      List<ResourceUse> uses) {
    this.codebase = codebase;
    this.model = model;
    this.tree = model.tree();
    this.opening = opening;
    this.name = name;
    this.closing = closing;
    this.uses = uses;
  }

  /// What becomes of what a statement binds to a name; nothing if that is no local variable, or may
  /// be something else.
  public static Optional<LeftOpen> of(
      Codebase codebase, Knowledge knowledge, SemanticModel model, Expr target, Closing closing) {
    Optional<Binding> name = model.bindingOf(target).filter(LeftOpen::isOneLocal);
    if (!(target instanceof Expr.Name)
        || name.isEmpty()
        || !(model.tree().statementOf(target) instanceof Stmt opening)) {
      return Optional.empty();
    }
    List<Binding> beside =
        model.tree().parent(target) instanceof Expr.TupleExpr(_, List<Expr> all)
            ? all.stream()
                .filter(it -> it.id() != target.id())
                .flatMap(it -> model.bindingOf(it).stream())
                .toList()
            : List.of();
    List<ResourceUse> uses =
        ResourceUses.of(
            codebase, knowledge, model, name.get(), closing.type(), beside, closing.beside());
    return Optional.of(new LeftOpen(codebase, model, opening, name.get(), closing, uses));
  }

  private static boolean isOneLocal(Binding name) {
    return name.scope().kind() == Scope.Kind.FUNCTION
        && !name.declaredElsewhere()
        && name.stores().size() == 1
        && name.deletes().isEmpty();
  }

  /// Whether it is closed nowhere, or something may lead past where it is.
  public Answer isLeftOpen() {
    List<ResourceUse> ends = uses.stream().filter(ResourceUse.End.class::isInstance).toList();
    List<Stmt> plain = ends.stream().flatMap(it -> plainEnd(it).stream()).toList();
    if (plain.size() < ends.size()) {
      return new Answer.No("it is closed, or handed to what closes it, in another way");
    }
    if (plain.isEmpty()) {
      return ties().stream()
          .filter(it -> it.kind() == Kind.OBJECT || it.kind() == Kind.LATER)
          .findFirst()
          .<Answer>map(it -> new Answer.No(place(it) + ": " + it.how()))
          .orElseGet(() -> new Answer.Yes("nothing closes '" + name.name() + "'"));
    }
    return EarlyStops.between(model, opening, plain)
        .<Answer>map(
            it ->
                new Answer.Yes(
                    "line %d may lead past the close of '%s'"
                        .formatted(tree.fileLine(it), name.name())))
        .orElseGet(() -> new Answer.No("nothing leads past where it is closed"));
  }

  /// Whether others may need it where the block that makes it has closed it.
  public Answer isNeededElsewhere() {
    return tieBeforeEnd(Set.of(Kind.OBJECT, Kind.PART, Kind.CALLEE, Kind.LATER))
        .<Answer>map(it -> new Answer.Yes(place(it) + ": " + it.how()))
        .orElseGet(() -> new Answer.No("nobody else gets it"));
  }

  /// Whether coroutines of a `gather` may need it when the `gather` has failed.
  public Answer isGathered() {
    return tieBeforeEnd(Set.of(Kind.GATHERED))
        .<Answer>map(it -> new Answer.Yes(place(it)))
        .orElseGet(() -> new Answer.No("no gathered coroutine uses it"));
  }

  /// Whether it is used, or closed, otherwise than in the block that makes it and by one statement
  /// of that.
  public Answer isUsedOutside() {
    List<Stmt> behind = new Layout(tree).behind(opening);
    Optional<Node> outside =
        uses.stream()
            .filter(ResourceUse.Read.class::isInstance)
            .map(ResourceUse::at)
            .filter(it -> behind.stream().noneMatch(stmt -> tree.contains(stmt, it)))
            .findFirst();
    if (outside.isPresent()) {
      return new Answer.Yes("line " + tree.fileLine(outside.get()) + " is outside of its block");
    }
    List<Stmt> ends =
        uses.stream()
            .filter(ResourceUse.End.class::isInstance)
            .flatMap(it -> plainEnd(it).stream())
            .toList();
    boolean fits = ends.isEmpty() || (ends.size() == 1 && endOfBlock().isPresent());
    return fits
        ? new Answer.No("all its uses are in one block")
        : new Answer.Yes("line " + tree.fileLine(ends.getFirst()) + " closes it on one path only");
  }

  /// The statement of its block that closes it.
  private Optional<Stmt> endOfBlock() {
    return new Layout(tree)
        .behind(opening).stream()
            .filter(it -> it instanceof Stmt.ExprStmt)
            .filter(
                it ->
                    uses.stream()
                        .filter(ResourceUse.End.class::isInstance)
                        .flatMap(end -> plainEnd(end).stream())
                        .anyMatch(end -> end.id() == it.id()))
            .findFirst();
  }

  private List<ResourceUse.Tie> ties() {
    return uses.stream()
        .filter(ResourceUse.Tie.class::isInstance)
        .map(ResourceUse.Tie.class::cast)
        .toList();
  }

  /// The first tie of some kinds; those behind the statement that closes the object mean a closed
  /// one, before and after.
  private Optional<ResourceUse.Tie> tieBeforeEnd(Set<Kind> kinds) {
    int end = endOfBlock().map(Node::id).orElse(Integer.MAX_VALUE);
    return ties().stream()
        .filter(it -> kinds.contains(it.kind()))
        .filter(
            it ->
                !it.path().equals(model.path())
                    || it.at().id() < end
                    || !tree.contains(tree.node(functionId()), it.at()))
        .findFirst();
  }

  private int functionId() {
    return name.scope().node().id();
  }

  private String place(ResourceUse use) {
    return use.path().equals(model.path())
        ? "line " + tree.fileLine(use.at())
        : codebase
            .model(use.path())
            .map(it -> use.path() + ":" + it.tree().fileLine(use.at()))
            .orElse(use.path());
  }

  /// The statement `await x.close()` of its own function that an end is, if it is no more: in
  /// `finally`, or in a handler, somebody has thought of the other paths.
  private Optional<Stmt> plainEnd(ResourceUse end) {
    boolean own =
        end.path().equals(model.path())
            && model.functionOf(end.at()).filter(it -> it.id() == functionId()).isPresent();
    if (!own
        || !(tree.parent(end.at()) instanceof Expr.Attribute method)
        || !method.name().equals(closing.method())
        || !(tree.parent(method) instanceof Expr.Call call)
        || !call.arguments().isEmpty()) {
      return Optional.empty();
    }
    Node whole = closing.isAwaited() ? tree.parent(call) : call;
    boolean statement =
        (!closing.isAwaited() || whole instanceof Expr.Await)
            && tree.parent(whole) instanceof Stmt.ExprStmt
            && end.at() instanceof Expr.Name read
            && model.bindingOf(read).filter(name::equals).isPresent();
    return statement && !cleansUp(whole)
        ? Optional.of((Stmt) tree.parent(whole))
        : Optional.empty();
  }

  /// Whether a node stands in `finally`, or in a handler, and the opening does not.
  private boolean cleansUp(Node node) {
    Node inner = node;
    for (Node at = tree.parent(node); at.id() != functionId(); at = tree.parent(at)) {
      Node child = inner;
      boolean inHandler = at instanceof Node.ExceptHandler && !tree.contains(at, opening);
      boolean inFinally =
          at instanceof Stmt.Try attempt
              && attempt.finalBody().stream().anyMatch(it -> it.id() == child.id())
              && attempt.finalBody().stream().noneMatch(it -> tree.contains(it, opening));
      if (inHandler || inFinally) {
        return true;
      }
      inner = at;
    }
    return false;
  }
}
