package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Attribute;
import dev.loopmend.semantic.FileFacts.Store;
import dev.loopmend.semantic.FileFacts.Unit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which calls the values of a tree's expressions come from: `asyncio.get_running_loop` for a name
/// that holds what a call of it gave, through other names, attributes of the project's classes and
/// what its plain functions return.
public final class Provenance {
  private static final int DEPTH = 50;

  private final FileRefs file;
  private final Scopes scopes;
  private final LinkedTargets targets;

  private Provenance(FileRefs file) {
    this.file = file;
    this.scopes = file.refs().scopes();
    this.targets = file.targets();
  }

  /// The provenance of the values of a model's file.
  public static Provenance of(SemanticModel model) {
    return new Provenance(model.file);
  }

  /// The canonical dotted names of all functions of which the value of an expression may be the
  /// result; `None` does not count. Empty if some value is no result of a known function.
  public Set<String> of(Expr expr) {
    Set<String> found = new TreeSet<>();
    return new Search(found).follow(file.view(), file.ref(expr)) ? found : Set.of();
  }

  /// The nearest name in scope at a node whose values are all results of some functions, which are
  /// given by their canonical dotted names.
  public Optional<String> nameInScope(Node at, Set<String> functions) {
    Set<String> hidden = new HashSet<>();
    Optional<Scope> scope = Optional.of(scopes.scopeOf(at));
    boolean innermost = true;
    while (scope.isPresent()) {
      // A method does not see the names of its class.
      if (innermost || scope.get().kind() != Scope.Kind.CLASS) {
        for (Binding binding : scopes.bindingsOf(scope.get())) {
          if (hidden.add(binding.name()) && isResult(binding, functions)) {
            return Optional.of(binding.name());
          }
        }
      }
      innermost = false;
      scope = scope.get().parent();
    }
    return Optional.empty();
  }

  private boolean isResult(Binding binding, Set<String> functions) {
    Set<String> found = new TreeSet<>();
    return !binding.stores().isEmpty()
        && new Search(found)
            .stores(
                file.view(),
                file.view().bound(scopes.numberOf(binding.stores().getFirst())).stores())
        && !found.isEmpty()
        && functions.containsAll(found);
  }

  /// Whether an expression is a name to which the function that holds a node gives its values, or
  /// an attribute of such a name.
  public boolean isMadeIn(Expr expr, Node at) {
    if (expr instanceof Expr.Attribute(int _, Expr of, String _)) {
      return isMadeIn(of, at);
    }
    return expr instanceof Expr.Name
        && scopes
            .bindingOf(expr)
            .filter(it -> it.scope().node().id() == scopes.functionOf(at))
            .filter(it -> it.stores().stream().noneMatch(Node.Parameter.class::isInstance))
            .isPresent();
  }

  /// One way through the values; every ref once, since names may be assigned from each other.
  private final class Search {
    private final Set<String> found;
    private final Set<Long> seen = new HashSet<>();

    private Search(Set<String> found) {
      this.found = found;
    }

    /// Notes the calls behind a ref; `false` if some value is none.
    private boolean follow(FileView view, int ref) {
      if (!seen.add(view.key(ref))) {
        return true;
      }
      return seen.size() <= DEPTH
          && switch (view.ref(ref)) {
            case Ref.Nothing _ -> true;
            case Ref.Called(int callee) -> called(view, callee);
            case Ref.Applied(int callee, int _) -> called(view, callee);
            case Ref.Bound(int binding) -> stores(view, view.bound(binding).stores());
            case Ref.Member(int of, String name) -> member(view, of, name);
            case Ref.OneOf(List<Integer> options, boolean _) -> all(view, options);
            case Ref.Unknown _,
                Ref.Free _,
                Ref.Awaited _,
                Ref.Super _,
                Ref.Function _,
                Ref.Instance _,
                Ref.Subscripted _,
                Ref.Union _ ->
                false;
          };
    }

    private boolean all(FileView view, List<Integer> refs) {
      return refs.stream().allMatch(ref -> follow(view, ref));
    }

    private boolean called(FileView view, int callee) {
      String name = targets.names().of(view, callee);
      Optional<Integer> unit = targets.of(view, callee).only();
      if (unit.isPresent()) {
        return result(unit.get());
      }
      return !name.isEmpty() && (found.add(name) || found.contains(name));
    }

    /// Ex) def loop_of_this_thread(): return asyncio.get_running_loop()
    private boolean result(int unit) {
      FileView view = targets.fileOf(unit);
      Unit facts = view.facts().units().get(unit - view.firstUnit());
      return !facts.isAsync()
          && !facts.isGenerator()
          && facts.decorators().isEmpty()
          && !facts.results().isEmpty()
          && all(view, facts.results());
    }

    private boolean stores(FileView view, List<Store> stores) {
      return !stores.isEmpty() && stores.stream().allMatch(store -> store(view, store));
    }

    private boolean store(FileView view, Store store) {
      return switch (store) {
        case Store.Value(int ref) -> follow(view, ref);
        case Store.Import(Summary.Source from, String name) ->
            !name.isEmpty() && ofModule(targets.names().modules().from(view.path(), from), name);
        case Store.Function _, Store.Type _, Store.Entered _, Store.Self _, Store.Opaque _ -> false;
      };
    }

    private boolean ofModule(String module, String name) {
      return targets
          .names()
          .modules()
          .find(module, name)
          .filter(it -> stores(it.module(), it.module().bound(it.binding()).stores()))
          .isPresent();
    }

    /// Ex) self.loop, which `__init__` takes from a call and `close` sets to `None`
    private boolean member(FileView view, int of, String name) {
      Optional<Integer> type =
          targets
              .ownClass(view, of)
              .or(() -> targets.classes().named(targets.names().of(view, of)))
              .or(() -> targets.classes().named(targets.typeOf(view, of)));
      if (type.isEmpty()) {
        String module = targets.names().of(view, of);
        return !module.isEmpty() && ofModule(module, name);
      }
      boolean stored = false;
      for (int at : targets.classes().lineage(type.get())) {
        ClassGraph.Linked linked = targets.classes().get(at);
        Attribute attribute = linked.type().attributes().get(name);
        if (attribute != null) {
          stored = true;
          if (attribute.opaque() || !all(linked.file(), attribute.values())) {
            return false;
          }
        }
      }
      return stored;
    }
  }
}
