package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a file makes a container larger or smaller while a loop over it may be waiting. A list
/// that only grows spoils no loop, which meets what is appended.
final class ContainerChanges {
  private static final Set<String> MAKING = Set.of("__init__", "__post_init__", "__new__");
  private static final Set<String> GROWING =
      Set.of("add", "update", "setdefault", "appendleft", "extendleft");
  private static final Set<String> SHRINKING =
      Set.of("discard", "remove", "pop", "popitem", "popleft", "clear", "difference_update");
  private static final Set<String> LISTS = Set.of("builtins.list", "typing.List");
  private static final Set<String> DEQUES = Set.of("collections.deque", "typing.Deque");
  private static final Set<String> APPENDING = Set.of("append", "extend", "insert");

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Types types;

  ContainerChanges(SemanticModel model) {
    this.model = model;
    this.tree = model.tree();
    this.scopes = model.scopes;
    this.types = model.types;
  }

  /// The changes of a container outside of a loop over it: in another function, or a growth in the
  /// same one, which several tasks may run unless it goes on for ever. While an object is set up or
  /// brought to its end nobody else is expected to change what it holds, but for those who take
  /// themselves out when they end.
  List<Node> elsewhere(Expr container, Stmt.For loop, Stmt.FunctionDef def) {
    if (FunctionNames.setsUp(def.name()) || isMadeBefore(container, loop, def)) {
      return List.of();
    }
    List<Node> changes = new ArrayList<>();
    for (Node node : tree.nodes()) {
      if (node instanceof Expr same
          && isSame(same, container)
          && !tree.contains(loop, same)
          && counts(same, container, loop, def)) {
        changes.add(same);
      }
    }
    boolean ends = isEnd(loop, def);
    return isRegistry(changes) && !isInEndless(loop, def)
        ? List.of()
        : changes.stream().filter(it -> !ends || isMember(it)).toList();
  }

  /// Whether what the loop goes over comes to its end, by which it takes itself out.
  private boolean isEnd(Stmt.For loop, Stmt.FunctionDef def) {
    return FunctionNames.endsSomething(def.name()) || model.cleansUp(loop).isYes();
  }

  /// What a loop over a copy would not meet, or would lose: what is appended to a list while the
  /// loop waits, and what is put in before the function puts another container in its place. A loop
  /// that ends what is in a list passes over every second one that takes itself out.
  Optional<Node> missedByCopy(Expr container, Stmt.For loop, Stmt.FunctionDef def) {
    boolean isList = !isOne(container, DEQUES) && !isEnd(loop, def);
    return tree.nodes().stream()
        .filter(
            it ->
                it instanceof Expr same
                    && isSame(same, container)
                    && ((isList && isAppendedTo(same, loop, def)) || isReplaced(same, loop, def)))
        .findFirst();
  }

  private boolean isAppendedTo(Expr same, Stmt.For loop, Stmt.FunctionDef def) {
    Optional<Stmt.FunctionDef> around = scopes.nearestDef(same);
    if (!calls(same, APPENDING) || around.isEmpty() || isSetUp(around.get())) {
      return false;
    }
    boolean own = around.get().id() == def.id() && !tree.contains(loop, same);
    return own
        ? !isForEver(same, loop, def) && !isSetUpBefore(same, loop, def)
        : !FunctionNames.setsUp(around.get().name());
  }

  /// Ex) `self.sockets = alive` behind the loop
  private boolean isReplaced(Expr same, Stmt.For loop, Stmt.FunctionDef def) {
    return same.id() > tree.lastDescendant(loop)
        && scopes.functionOf(same) == def.id()
        && scopes.usage(same) == Usage.STORE;
  }

  private boolean isOne(Expr container, Set<String> classes) {
    return types.typeOf(container).filter(classes::contains).isPresent();
  }

  private boolean counts(Expr same, Expr container, Stmt.For loop, Stmt.FunctionDef def) {
    boolean isList = isOne(container, LISTS);
    Optional<Stmt.FunctionDef> around = scopes.nearestDef(same);
    if (around.isEmpty() || isSetUp(around.get())) {
      return false;
    }
    boolean grows = !isList && grows(same);
    if (around.get().id() == def.id()) {
      return grows && !isForEver(same, loop, def) && !isSetUpBefore(same, loop, def);
    }
    if (isDoneBefore(container, around.get(), def)) {
      return false;
    }
    // A loop over a list that is emptied ends, and passes over nothing.
    boolean emptied =
        calls(same, Set.of("clear"))
            && (isList || FunctionNames.endsSomething(around.get().name()));
    return (grows
            && !FunctionNames.setsUp(around.get().name())
            && !fillsFirst(same, around.get(), def))
        || (shrinks(same) && !emptied);
  }

  /// Whether a function puts something in, of nothing that it is given, and then waits for the
  /// function of the loop: each task that runs it would put in the same.
  private boolean fillsFirst(Expr change, Stmt.FunctionDef filling, Stmt.FunctionDef def) {
    return usesNothingGiven(change, filling)
        && model.workspace().usesOf(model.refOf(def)).stream()
            .filter(it -> it.kind() == FunctionUse.Kind.CALL)
            .filter(it -> it.by().equals(model.refOf(filling)))
            .flatMap(it -> tree.callAt(it.at()).stream())
            .anyMatch(it -> it.id() > change.id() && tree.parent(it) instanceof Expr.Await);
  }

  /// Ex) `await review(collect)` above `await store_all()`, where both functions are of the one
  /// whose local the container is: `collect` is only named in what is over by then
  private boolean isDoneBefore(Expr container, Stmt.FunctionDef changing, Stmt.FunctionDef def) {
    boolean local =
        container instanceof Expr.Name name
            && scopes
                .bindingOf(name)
                .filter(it -> it.scope().kind() == Scope.Kind.FUNCTION)
                .isPresent();
    List<Expr.Name> starts = local ? namesOf(def) : List.of();
    List<Expr.Name> changers = local ? namesOf(changing) : List.of();
    return !starts.isEmpty()
        && !changers.isEmpty()
        && changers.stream()
            .allMatch(it -> it.id() < starts.getFirst().id() && isWithinAwait(it, changing));
  }

  /// Where the code names a function that is defined within another, in the order of the text.
  private List<Expr.Name> namesOf(Stmt.FunctionDef def) {
    return tree.nodes().stream()
        .filter(it -> it instanceof Expr.Name name && name.text().equals(def.name()))
        .map(Expr.Name.class::cast)
        .filter(it -> types.definitionOf(it).filter(by -> by.id() == def.id()).isPresent())
        .toList();
  }

  private boolean isWithinAwait(Expr.Name name, Stmt.FunctionDef changing) {
    int function = scopes.functionOf(changing);
    for (Node at = name; scopes.functionOf(at) == function; at = tree.parent(at)) {
      if (at instanceof Expr.Await || at instanceof Stmt) {
        return at instanceof Expr.Await;
      }
    }
    return false;
  }

  /// Ex) `self.proxies = self._make_proxies()` above the loop
  private boolean isMadeBefore(Expr container, Stmt.For loop, Stmt.FunctionDef def) {
    return tree.within(def).stream()
        .anyMatch(
            it ->
                it.id() < loop.id()
                    && it instanceof Expr same
                    && scopes.usage(same) == Usage.STORE
                    && isSame(same, container));
  }

  /// Ex) `sockets.add(ws)` and behind that `sockets.discard(ws)`: one function puts something in
  /// and takes it out again, as each connection does that is served, and ending that changes the
  /// container
  private boolean isMember(Node change) {
    Optional<String> own = elementOf((Expr) change);
    int function = scopes.functionOf(change);
    return shrinks((Expr) change)
        && own.isPresent()
        && !isUndone(change)
        && tree.nodes().stream()
            .anyMatch(
                it ->
                    it instanceof Expr same
                        && scopes.functionOf(it) == function
                        && isSame(same, (Expr) change)
                        && (grows(same) || calls(same, Set.of("append")))
                        && elementOf(same).equals(own));
  }

  /// Ex) `except OSError: del self.listeners[name]` of a `try` that puts it in and ends: what
  /// failed leaves, not what was served, which takes a loop
  private boolean isUndone(Node change) {
    int function = scopes.functionOf(change);
    for (Node at = change; at.id() != function; at = tree.parent(at)) {
      if (at instanceof Node.ExceptHandler && tree.parent(at) instanceof Stmt.Try attempt) {
        return attempt.body().stream()
            .flatMap(it -> tree.within(it).stream())
            .noneMatch(it -> it instanceof Stmt.While || it instanceof Stmt.For);
      }
    }
    return false;
  }

  /// The text of the key or element that a change is about.
  private Optional<String> elementOf(Expr container) {
    return switch (tree.parent(container)) {
      case Expr.Subscript item -> Optional.of(tree.textOf(item.index()));
      case Expr.Attribute method
          when tree.parent(method) instanceof Expr.Call call && !call.arguments().isEmpty() ->
          Optional.of(tree.textOf(call.arguments().getFirst().value()));
      case Node _ -> Optional.empty();
    };
  }

  /// Whether nothing is ever taken out, and what is put in is registered by plain functions that
  /// say so: that happens before anything runs.
  private boolean isRegistry(List<Node> changes) {
    return changes.stream()
        .allMatch(
            it ->
                !shrinks((Expr) it)
                    && scopes
                        .nearestDef(it)
                        .filter(
                            def ->
                                !def.isAsync()
                                    && (FunctionNames.registers(def.name()) || isMark(it, def)))
                        .isPresent());
  }

  /// Ex) `def on_stop(self, call): self.calls.add(call); return call`, which stands above functions
  /// as a decorator
  private boolean isMark(Node change, Stmt.FunctionDef def) {
    Stmt adding = (Stmt) tree.statementOf(change);
    boolean only =
        def.body().stream()
            .allMatch(
                it ->
                    it.id() == adding.id()
                        || it instanceof Stmt.ExprStmt(_, Expr.Constant _)
                        || it instanceof Stmt.Assert
                        || it instanceof Stmt.Return);
    return only
        && def.body().getLast() instanceof Stmt.Return(_, Optional<Expr> value)
        && value.isPresent()
        && value.get() instanceof Expr.Name given
        && isGiven(given, def)
        && tree.within(adding).stream()
            .anyMatch(it -> it instanceof Expr.Name name && name.text().equals(given.text()));
  }

  private boolean isInEndless(Node node, Stmt.FunctionDef def) {
    for (Node at = node; at.id() != def.id(); at = tree.parent(at)) {
      if (at instanceof Stmt.While around && around.isEndless()) {
        return true;
      }
    }
    return false;
  }

  /// Ex) `while True: self.seen.add(await self.inbox.get())` behind the loop of a function that one
  /// task runs
  private boolean isForEver(Node change, Stmt.For loop, Stmt.FunctionDef def) {
    for (Node at = change; at.id() != def.id(); at = tree.parent(at)) {
      if (at instanceof Stmt.While around && around.isEndless() && !tree.contains(at, loop)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the function fills the container before its loop, with nothing that it is given: each
  /// task that runs it would do the same.
  private boolean isSetUpBefore(Expr change, Stmt.For loop, Stmt.FunctionDef def) {
    return change.id() < loop.id() && usesNothingGiven(change, def);
  }

  private boolean usesNothingGiven(Expr change, Stmt.FunctionDef def) {
    return tree.within(tree.statementOf(change)).stream()
        .noneMatch(it -> it instanceof Expr.Name name && isGiven(name, def));
  }

  /// Ex) `websocket` of `self.clients.add(websocket)` in `async def join(self, websocket):`
  private boolean isGiven(Expr.Name name, Stmt.FunctionDef def) {
    return !types.isSelf(name)
        && def.parameters().all().stream().anyMatch(it -> it.name().equals(name.text()));
  }

  /// Whether a function only runs while its object is made; other files are not asked, so that it
  /// has to be a private one, as have all that lead to it from there.
  private boolean isSetUp(Stmt.FunctionDef def) {
    Deque<Stmt.FunctionDef> open = new ArrayDeque<>(List.of(def));
    Set<Integer> seen = new HashSet<>(Set.of(def.id()));
    boolean made = false;
    while (!open.isEmpty()) {
      Stmt.FunctionDef at = open.remove();
      if (MAKING.contains(at.name())) {
        made = true;
        continue;
      }
      List<FunctionUse> uses = model.workspace().usesOf(model.refOf(at));
      if (!at.name().startsWith("_") || uses.isEmpty()) {
        return false;
      }
      for (FunctionUse use : uses) {
        Optional<Stmt.FunctionDef> caller = callerOf(use);
        if (caller.isEmpty()) {
          return false;
        }
        caller.filter(it -> seen.add(it.id())).ifPresent(open::add);
      }
    }
    // Ex) a function that is only seen to call itself
    return made;
  }

  /// The function of the file that calls another, if a use is such a call.
  private Optional<Stmt.FunctionDef> callerOf(FunctionUse use) {
    return use.kind() == FunctionUse.Kind.CALL && use.path().equals(model.path())
        ? model
            .nodeOf(use.by())
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast)
        : Optional.empty();
  }

  private boolean isSame(Expr expr, Expr container) {
    return switch (container) {
      case Expr.Name wanted ->
          expr instanceof Expr.Name name
              && scopes.numberOf(name) >= 0
              && scopes.numberOf(name) == scopes.numberOf(wanted);
      case Expr.Attribute(_, Expr.Name owner, String wanted) ->
          expr instanceof Expr.Attribute(_, Expr.Name root, String name)
              && name.equals(wanted)
              && (types.isSelf(owner)
                  ? types.isSelf(root) && types.sharesClass(root, owner)
                  : scopes.numberOf(root) == scopes.numberOf(owner));
      case Expr _ -> false;
    };
  }

  private boolean grows(Expr container) {
    return stores(container, Usage.STORE) || calls(container, GROWING);
  }

  private boolean shrinks(Expr container) {
    return stores(container, Usage.DELETE) || calls(container, SHRINKING);
  }

  /// Ex) `self.peers[name] = peer`, `del self.peers[name]`
  private boolean stores(Expr container, Usage usage) {
    return tree.parent(container) instanceof Expr.Subscript item
        && item.value().id() == container.id()
        && scopes.usage(item) == usage;
  }

  private boolean calls(Expr container, Set<String> methods) {
    return tree.parent(container) instanceof Expr.Attribute method
        && methods.contains(method.name())
        && tree.parent(method) instanceof Expr.Call(_, Expr callee, List<Node.Argument> _)
        && callee.id() == method.id();
  }
}
