package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// How a dotted name can be written at a place: by a module in scope, by an imported name, or with
/// a new import. Only imports that have surely run count: not those under a condition or `try`.
final class Spellings {
  /// Classes of the standard library whose names do not look like one, so that what stands before
  /// another dot is not taken for a module (https://docs.python.org/3/library/).
  private static final Set<String> LOWER_CLASSES =
      Set.of(
          "array.array",
          "collections.defaultdict",
          "collections.deque",
          "datetime.date",
          "datetime.datetime",
          "datetime.time",
          "datetime.timedelta",
          "datetime.timezone",
          "functools.partial",
          "itertools.chain",
          "mmap.mmap",
          "socket.socket");

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;
  private final Workspace workspace;
  private final String path;

  Spellings(SyntaxTree tree, Scopes scopes, Resolver resolver, Workspace workspace, String path) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
    this.workspace = workspace;
    this.path = path;
  }

  /// A wanted name: `member` is what stands behind the module, "" for the module itself.
  private record Wanted(String module, String member) {
    String written(String moduleText) {
      return Dotted.join(moduleText, member);
    }

    String qualifiedName() {
      return Dotted.join(module, member);
    }
  }

  /// Ex) `asyncio` and `sleep`; `concurrent.futures` and `ThreadPoolExecutor`; `asyncio` and
  /// `Queue.put`
  private static Wanted wanted(String name) {
    if (name.indexOf('.') < 0) {
      return new Wanted(name, "");
    }
    int dot = name.lastIndexOf('.');
    for (int at = name.indexOf('.'); at >= 0; at = name.indexOf('.', at + 1)) {
      int end = name.indexOf('.', at + 1);
      String part = end < 0 ? name.substring(at + 1) : name.substring(at + 1, end);
      if (Dotted.looksLikeClass(part) || LOWER_CLASSES.contains(name.substring(0, at + 1) + part)) {
        dot = at;
        break;
      }
    }
    return new Wanted(name.substring(0, dot), name.substring(dot + 1));
  }

  /// The spelling at a place; the module itself stands for new code behind its imports.
  Spelling at(String name, Node place) {
    Wanted wanted = wanted(name);
    Scope scope = scopes.scopeOf(place);
    if (wanted.module().equals("builtins")) {
      return builtin(wanted.member(), scope);
    }
    Optional<String> known = visible(wanted, Optional.of(place), scope);
    return known.isPresent() ? new Spelling.InScope(known.get()) : imported(wanted, scope);
  }

  /// The same for code that is inserted at module level behind the imports, if it is in scope
  /// there.
  Optional<String> inModule(String name) {
    Scope module = scopes.all().getFirst();
    Wanted wanted = wanted(name);
    if (wanted.module().equals("builtins")) {
      return switch (builtin(wanted.member(), module)) {
        case Spelling.InScope(String text) -> Optional.of(text);
        case Spelling.NeedsModule _,
            Spelling.NeedsModuleAs _,
            Spelling.NeedsName _,
            Spelling.Shadowed _ ->
            Optional.empty();
      };
    }
    return visible(wanted, Optional.empty(), module);
  }

  private Spelling builtin(String name, Scope scope) {
    return resolver.nameIn(scope, name).equals(Optional.of("builtins." + name))
        ? new Spelling.InScope(name)
        : new Spelling.Shadowed("the name " + name + " means something else here");
  }

  private Optional<String> visible(Wanted wanted, Optional<Node> place, Scope from) {
    Optional<String> byMember = Optional.empty();
    Optional<Scope> next = Optional.of(from);
    while (next.isPresent()) {
      Scope scope = next.get();
      for (Binding binding : scopes.bindingsOf(scope)) {
        Optional<String> text = spelled(binding, wanted, place, from);
        boolean isModule = text.isPresent() && !isMember(binding, wanted);
        if (isModule) {
          return text;
        }
        byMember = byMember.isPresent() ? byMember : text;
      }
      next = scope.parent();
    }
    return byMember;
  }

  /// Whether a binding is the wanted thing itself and not the module that has it.
  private boolean isMember(Binding binding, Wanted wanted) {
    return !wanted.member().isEmpty()
        && resolver
            .nameIn(binding.scope(), binding.name())
            .map(Dotted::spelled)
            .equals(Optional.of(wanted.qualifiedName()));
  }

  private Optional<String> spelled(
      Binding binding, Wanted wanted, Optional<Node> place, Scope from) {
    for (Node store : binding.stores()) {
      if (store instanceof Node.Alias alias) {
        Optional<String> text = text(alias, binding, wanted);
        if (text.isPresent() && isSure(alias, binding, place) && isSeenAs(binding, alias, from)) {
          return text;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> text(Node.Alias alias, Binding binding, Wanted wanted) {
    boolean whole = tree.parent(alias) instanceof Stmt.Import && alias.asName().isEmpty();
    // Ex) import concurrent.futures
    if (whole) {
      String module = resolver.imports().module(alias);
      boolean reaches = module.equals(wanted.module()) || module.startsWith(wanted.module() + ".");
      boolean plain = Dotted.root(wanted.module()).equals(binding.name());
      return reaches && plain ? Optional.of(wanted.qualifiedName()) : Optional.empty();
    }
    String target = resolver.imports().target(alias);
    // Ex) import asyncio as aio, from concurrent import futures
    if (target.equals(wanted.module())) {
      return Optional.of(wanted.written(binding.name()));
    }
    // Ex) from asyncio import sleep as pause
    if (target.equals(wanted.qualifiedName())) {
      return Optional.of(binding.name());
    }
    // Ex) from datetime import datetime, which has `datetime.datetime.now`
    return target.startsWith(wanted.module() + ".")
            && wanted.qualifiedName().startsWith(target + ".")
        ? Optional.of(binding.name() + wanted.qualifiedName().substring(target.length()))
        : Optional.empty();
  }

  /// Whether a name written in a scope means a binding, and that nothing but imports of one thing.
  private boolean isSeenAs(Binding binding, Node.Alias alias, Scope from) {
    OptionalInt found = scopes.lookUp(from, binding.name());
    boolean same = found.isPresent() && found.getAsInt() == scopes.numberOf(alias);
    return same && resolver.nameOfBinding(scopes.numberOf(alias)).isPresent();
  }

  /// Whether an import has run when the place is reached: it stands, without a condition, before
  /// the place, or before the function that the place is in.
  private boolean isSure(Node.Alias alias, Binding binding, Optional<Node> place) {
    Node statement = tree.parent(alias);
    Node block = tree.parent(statement);
    if (binding.scope().kind() == Scope.Kind.MODULE) {
      boolean later =
          place
              .filter(it -> it.id() != 0 && scopes.functionOf(it) < 0 && it.id() < statement.id())
              .isPresent();
      return block instanceof Module && !later;
    }
    return place.isPresent() && statement.id() < place.get().id() && dominates(block, place.get());
  }

  /// Ex) an import in the same block as the place, or in one around it
  private boolean dominates(Node block, Node place) {
    boolean unconditional =
        block instanceof Stmt.FunctionDef
            || block instanceof Stmt.With
            || block instanceof Node.ExceptHandler;
    return unconditional && tree.contains(block, place);
  }

  private Spelling imported(Wanted wanted, Scope scope) {
    String root = Dotted.root(wanted.module());
    if (workspace.module(path, wanted.module()).isEmpty()) {
      return new Spelling.Shadowed("a module of the project is called " + root);
    }
    String text = wanted.qualifiedName();
    OptionalInt taken = scopes.lookUp(scope, root);
    if (taken.isEmpty()) {
      return new Spelling.NeedsModule(text, wanted.module());
    }
    Binding binding = scopes.binding(taken.getAsInt());
    boolean atModule = binding.scope().kind() == Scope.Kind.MODULE;
    boolean same = resolver.nameOfBinding(taken.getAsInt()).equals(Optional.of(root));
    // Ex) if TYPE_CHECKING: import asyncio
    if (atModule && same) {
      return new Spelling.NeedsModule(text, wanted.module());
    }
    // Ex) from transformers.utils import logging
    boolean mayRename = wanted.module().equals("logging") && atModule;
    if (mayRename && !scopes.isMentioned("_logging")) {
      return new Spelling.NeedsModuleAs(wanted.written("_logging"), wanted.module(), "_logging");
    }
    String member = Dotted.root(wanted.member());
    if (isOwnMember(binding, wanted.module()) && !scopes.isMentioned(member)) {
      return new Spelling.NeedsName(wanted.member(), wanted.module(), member);
    }
    return new Spelling.Shadowed(
        "the name " + root + " means something else " + (atModule ? "in the module" : "here"));
  }

  /// Ex) `datetime` of `from datetime import datetime`
  private boolean isOwnMember(Binding binding, String module) {
    return binding.stores().size() == 1
        && binding.stores().getFirst() instanceof Node.Alias alias
        && tree.parent(alias) instanceof Stmt.ImportFrom
        && tree.parent(tree.parent(alias)) instanceof Module
        && Dotted.qualifier(resolver.imports().target(alias)).equals(module);
  }

  /// The first name of the module's scope that is a logger: assigned once, without a condition.
  Optional<Expr.Name> moduleLogger() {
    List<Stmt> body = tree.module().body();
    for (Stmt statement : body) {
      Optional<Expr.Name> name = assignedLogger(statement);
      boolean once =
          name.flatMap(scopes::bindingOf)
              .map(it -> it.stores().size() == 1 && it.deletes().isEmpty())
              .orElse(false);
      if (once) {
        return name;
      }
    }
    return Optional.empty();
  }

  private Optional<Expr.Name> assignedLogger(Stmt statement) {
    return switch (statement) {
      // Ex) log = logging.getLogger("shop.orders")
      case Stmt.Assign(_, List<Expr> targets, Expr value)
          when targets.size() == 1
              && targets.getFirst() instanceof Expr.Name name
              && isGetLogger(value) ->
          Optional.of(name);
      case Stmt.AnnAssign assign
          when assign.target() instanceof Expr.Name name
              && assign.value().map(this::isGetLogger).orElse(false) ->
          Optional.of(name);
      case Stmt _ -> Optional.empty();
    };
  }

  private boolean isGetLogger(Expr value) {
    return value instanceof Expr.Call call
        && resolver.nameOf(call.callee()).equals(Optional.of("logging.getLogger"));
  }
}
