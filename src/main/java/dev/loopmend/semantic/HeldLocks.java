package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether an instance of a class is entered, or acquired, where a node stands.
final class HeldLocks {
  private static final String ASYNCIO = "asyncio.";

  /// A word with a lock in it; a clock is none, and what blocks neither.
  private static final Pattern LOCK = Pattern.compile("(?<![bc])lock|mutex");

  private static final Set<String> METHODS = Set.of("acquire", "release");

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Types types;
  private final Surroundings surroundings;
  private final SemaphoreCounts counts;

  /// What `lock.acquire` and `lock.release` are called on, in the order of the text.
  private final List<Expr.Attribute> methods = new ArrayList<>();

  HeldLocks(SyntaxTree tree, Scopes scopes, Types types, Surroundings surroundings) {
    this.tree = tree;
    this.scopes = scopes;
    this.types = types;
    this.surroundings = surroundings;
    this.counts = new SemaphoreCounts(tree, types, new SameObjects(tree, scopes, types));
    for (int id = 0; id < tree.nodeCount(); id++) {
      if (tree.node(id) instanceof Expr.Call(_, Expr.Attribute method, _)
          && METHODS.contains(method.name())) {
        methods.add(method);
      }
    }
  }

  /// Whether an instance of a class is entered or acquired at a node.
  Answer holds(Node node, String type) {
    return find(node, type, false);
  }

  /// The same, if it keeps all other tasks out. Ex) not `asyncio.Semaphore(10)`
  Answer excludes(Node node, String type) {
    return find(node, type, SemaphoreCounts.isSemaphore(type));
  }

  private Answer find(Node node, String type, boolean asksCount) {
    Answer answer = new Answer.No("no " + type + " is held here");
    for (Node.WithItem item : surroundings.withItems(node)) {
      Answer entered = enters(item, type, asksCount);
      if (entered.isYes()) {
        return entered;
      }
      answer = entered instanceof Answer.Unknown ? entered : answer;
    }
    Optional<Stmt> at = Optional.of(surroundings.statementOf(node));
    while (at.isPresent()) {
      Answer acquired = acquiredBefore(node, at.get(), type, asksCount);
      if (acquired.isYes()) {
        return acquired;
      }
      answer = acquired instanceof Answer.Unknown ? acquired : answer;
      at = outer(at.get(), node);
    }
    return answer;
  }

  private Optional<Stmt> outer(Stmt statement, Node node) {
    return surroundings.around(node).stream()
        .filter(it -> it instanceof Stmt && it.id() < statement.id())
        .map(Stmt.class::cast)
        .findFirst();
  }

  /// Ex) with self._lock:
  private Answer enters(Node.WithItem item, String type, boolean asksCount) {
    boolean async = tree.parent(item) instanceof Stmt.With with && with.isAsync();
    String text = tree.textOf(item.context());
    // Ex) async with lock: no thread's lock can be entered so, and no lock of asyncio without async
    if (async != type.startsWith(ASYNCIO)) {
      return new Answer.No(text + " is no " + type);
    }
    Optional<String> known = types.typeOf(item.context());
    if (known.isPresent()) {
      if (!known.get().equals(type)) {
        return new Answer.No(text + " is no " + type);
      }
      return asksCount && counts.isForMany(item.context())
          ? new Answer.No(text + " lets several tasks in")
          : new Answer.Yes(text + " is held");
    }
    // Ex) with open(name): a call that makes a lock says so
    return item.context() instanceof Expr.Call call && !LOCK.matcher(maker(call)).find()
        ? new Answer.No(text + " does not look like a lock")
        : new Answer.Unknown("the class of " + text + " is not visible");
  }

  /// Ex) `self.lock_of` of `self.lock_of(name)`
  private String maker(Expr.Call call) {
    return tree.textOf(call.callee()).toLowerCase(Locale.ROOT);
  }

  /// Ex) lock.acquire() / try: work() / finally: lock.release()
  private Answer acquiredBefore(Node node, Stmt statement, String type, boolean asksCount) {
    List<Stmt> block = surroundings.blockOf(statement);
    Answer answer = new Answer.No("no " + type + " is acquired before");
    for (Expr.Attribute method : methods) {
      boolean inBlock = block.stream().anyMatch(it -> tree.contains(it, method));
      // Ex) if lock.acquire(blocking=False): work()
      boolean inHead =
          method.id() < node.id() && surroundings.statementOf(method).id() == statement.id();
      boolean before = inBlock && (method.id() < statement.id() || inHead);
      if (before && isCalledHere(method, statement, type)) {
        boolean acquires = method.name().equals("acquire");
        boolean releases = method.name().equals("release");
        Optional<String> known = types.typeOf(method.value());
        boolean ofType =
            known.equals(Optional.of(type)) && !(asksCount && counts.isForMany(method.value()));
        if (acquires && known.isEmpty()) {
          answer =
              new Answer.Unknown("the class of " + tree.textOf(method.value()) + " is not visible");
        } else if (acquires && ofType) {
          answer = new Answer.Yes(tree.textOf(method.value()) + " is held");
        } else if (releases && (ofType || known.isEmpty())) {
          answer = new Answer.No(tree.textOf(method.value()) + " is released before");
        }
      }
    }
    return answer;
  }

  /// Whether a lock's method is called in the function of the statement; `await lock.acquire()` is
  /// of no thread's lock.
  private boolean isCalledHere(Expr.Attribute method, Stmt statement, String type) {
    boolean awaited = tree.parent(tree.parent(method)) instanceof Expr.Await;
    boolean same = scopes.functionOf(method) == scopes.functionOf(statement);
    boolean loose = method.name().equals("acquire") && awaited != type.startsWith(ASYNCIO);
    return same && !loose;
  }
}
