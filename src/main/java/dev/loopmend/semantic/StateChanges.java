package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether an expression gives shared state another value while it is evaluated, itself or through
/// the functions that it calls. What only other tasks do does not count.
final class StateChanges {
  private static final Set<String> NAMESPACES = Set.of("globals", "vars", "exec", "eval");

  private final SemanticModel home;
  private final Function<String, Optional<SemanticModel>> files;
  private final Expr root;
  private final String last;

  /// `files` are those of the workspace.
  StateChanges(SemanticModel home, Expr target, Function<String, Optional<SemanticModel>> files) {
    this.home = home;
    this.files = files;
    this.root = rootOf(target);
    this.last = Dotted.lastPart(target);
  }

  /// Unknown if a method that is not in sight, or a function that is handed the object, may do so.
  Answer by(Expr value) {
    Deque<Place> places = new ArrayDeque<>(List.of(new Place(home, value, namesOf(root))));
    Set<Seen> seen = new HashSet<>();
    Answer answer = new Answer.No("nothing that is called sets it");
    while (!places.isEmpty()) {
      Place place = places.remove();
      for (Node node : place.model().tree().within(place.code())) {
        if (node instanceof Expr expr && stores(place.model(), expr)) {
          return new Answer.Yes(placeOf(place.model(), node) + " sets it");
        }
        placesOf(place, node).stream().filter(it -> seen.add(it.seen())).forEach(places::add);
        if (isHome(place.model()) && isOutOfSight(node, place.roots())) {
          answer = new Answer.Unknown("what " + home.tree().textOf(node) + " does is not visible");
        }
      }
    }
    return answer;
  }

  /// Code that is run, and the names that the object which holds the state has there.
  private record Place(SemanticModel model, Node code, Set<String> roots) {
    private Seen seen() {
      return new Seen(model.path(), code.id(), roots);
    }
  }

  private record Seen(String path, int code, Set<String> roots) {}

  private boolean isHome(SemanticModel model) {
    return model.path().equals(home.path());
  }

  private String placeOf(SemanticModel model, Node node) {
    String line = Integer.toString(model.tree().fileLine(node));
    return isHome(model) ? "line " + line : model.path() + ":" + line;
  }

  /// The functions that a name may be of. Ex) `load(self.reset)`: what is named may be called as
  /// well
  private List<Place> placesOf(Place place, Node node) {
    if (!(node instanceof Expr.Name || node instanceof Expr.Attribute)) {
      return List.of();
    }
    Expr named = (Expr) node;
    List<Place> found = new ArrayList<>();
    for (Stmt.FunctionDef def : place.model().types.definitionsOf(named)) {
      Set<String> roots = isHome(place.model()) ? rootsIn(def, named, place.roots()) : Set.of();
      found.add(new Place(place.model(), def, roots));
    }
    if (found.isEmpty()) {
      elsewhere(place.model(), named).ifPresent(found::add);
    }
    return found;
  }

  /// The function of another file that a name stands for.
  private Optional<Place> elsewhere(SemanticModel model, Expr named) {
    Optional<FunctionRef> target = model.targetOf(named);
    Optional<SemanticModel> other = target.flatMap(it -> files.apply(it.path()));
    return other.flatMap(
        it ->
            it.nodeOf(target.orElseThrow())
                .filter(Stmt.FunctionDef.class::isInstance)
                .map(def -> new Place(it, def, Set.of())));
  }

  /// The names that the object has in a function as well, which is called on it or handed it. Ex)
  /// `meter` of `async def measure(meter):` in `await measure(self)`
  private Set<String> rootsIn(Stmt.FunctionDef def, Expr callee, Set<String> roots) {
    List<String> parameters = def.parameters().all().stream().map(it -> it.name()).toList();
    Set<String> inside = new HashSet<>(namesOf(root));
    if (callee instanceof Expr.Attribute(_, Expr owner, _) && isNamed(owner, roots)) {
      parameters.stream().findFirst().ifPresent(inside::add);
    }
    if (home.tree().parent(callee) instanceof Expr.Call call
        && call.callee().id() == callee.id()
        && call.arguments().stream().anyMatch(it -> isNamed(it.value(), roots))) {
      inside.addAll(parameters);
    }
    return Set.copyOf(inside);
  }

  /// Whether an expression sets what has the last name of the target, or the name that it hangs on:
  /// a local of that name is something else. Ex) `self.parent.total = 0`, `global total; total = 0`
  private boolean stores(SemanticModel model, Expr expr) {
    if (model.scopes.usage(expr) == Usage.LOAD) {
      return false;
    }
    if (!(expr instanceof Expr.Name)) {
      return Dotted.lastPart(expr).equals(last);
    }
    return isHome(model)
        ? home.scopes.numberOf(expr) >= 0
            && home.scopes.numberOf(expr) == home.scopes.numberOf(root)
        : Dotted.lastPart(expr).equals(last)
            && model
                .bindingOf(expr)
                .filter(it -> it.scope().kind() == Scope.Kind.MODULE)
                .isPresent();
  }

  /// Ex) `self.load()` of a class elsewhere, `super().load()`, `load(self)`, `load(self.reset)`,
  /// `self.__dict__`, `globals()`
  private boolean isOutOfSight(Node node, Set<String> roots) {
    Types types = home.types;
    return switch (node) {
      case Expr.Attribute attribute ->
          attribute.name().equals("__dict__")
              || (isNamed(attribute.value(), roots)
                  && types.mayBeFunction(attribute)
                  && types.definitionOf(attribute).isEmpty());
      case Expr.Call(_, Expr callee, List<Node.Argument> arguments)
          when types.definitionOf(callee).isEmpty() ->
          NAMESPACES.contains(home.tree().textOf(callee))
              || (callee instanceof Expr.Attribute(_, Expr owner, _)
                  && (isNamed(owner, roots) || isSuper(owner)))
              || arguments.stream().anyMatch(it -> isNamed(it.value(), roots));
      case Node _ -> false;
    };
  }

  /// Ex) `super()`
  private static boolean isSuper(Expr expr) {
    return expr instanceof Expr.Call(_, Expr.Name callee, _) && callee.text().equals("super");
  }

  private static boolean isNamed(Expr expr, Set<String> names) {
    return expr instanceof Expr.Name(_, String text) && names.contains(text);
  }

  private static Set<String> namesOf(Expr expr) {
    return expr instanceof Expr.Name(_, String text) ? Set.of(text) : Set.of();
  }

  private static Expr rootOf(Expr expr) {
    return switch (expr) {
      case Expr.Attribute attribute -> rootOf(attribute.value());
      case Expr.Subscript item -> rootOf(item.value());
      case Expr _ -> expr;
    };
  }
}
