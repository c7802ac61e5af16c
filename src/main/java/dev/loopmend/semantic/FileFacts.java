package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Export;
import dev.loopmend.semantic.Summary.Patch;
import dev.loopmend.semantic.Summary.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What linking has to know of one file: no place in the text, so that a file whose text only moves
/// has equal facts. Refs, bindings, units, classes and calls are numbered.
record FileFacts(
    List<Ref> refs,
    BoundNames bindings,
    Map<String, Exported> exports,
    List<Source> stars,
    List<String> all,
    List<Unit> units,
    List<Type> classes,
    RowTable calls,
    RowTable uses,
    Map<Integer, List<Parameter>> parameters,
    RowTable taken,
    List<Quoted> strings,
    List<Integer> replaced,
    List<Imported> imports,
    List<Patch> patches,
    boolean setsExceptionHandler) {

  /// The parameters of a unit that may be given a function.
  List<Parameter> parametersOf(int unit) {
    return parameters.getOrDefault(unit, List.of());
  }

  /// A name of the module's scope: what other files see of it, and its binding.
  record Exported(Export export, int binding) {}

  /// A name in a scope with all that binds it; `annotation` is a ref or -1.
  record Bound(
      String name,
      Scope.Kind kind,
      List<Store> stores,
      boolean deleted,
      boolean declaredElsewhere,
      int annotation) {

    boolean isOnce() {
      return stores.size() == 1 && !deleted;
    }

    /// Whether a single value may be another name of what it is assigned from.
    boolean isAlias() {
      return isOnce()
          && !declaredElsewhere
          && (kind == Scope.Kind.MODULE || kind == Scope.Kind.FUNCTION);
    }
  }

  /// What one place makes of a name.
  sealed interface Store {
    /// `import module` (then `name` is empty) or `from module import name`
    record Import(Source from, String name) implements Store {}

    record Function(int unit) implements Store {}

    record Type(int type) implements Store {}

    /// `name = value`, `with context as name`
    record Value(int ref) implements Store {}

    /// the first parameter of a method: an instance of the class, or the class itself
    record Self(int type, boolean isClass) implements Store {}

    /// a parameter, a loop variable, an update, anything else
    record Opaque() implements Store {}
  }

  /// A function, a lambda or the module. `owner` is the class that directly holds it, or -1;
  /// `returns` the annotation or -1, `results` the values of its `return` statements, of which it
  /// keeps none if it `handsOut` them.
  record Unit(
      String name,
      boolean isFunction,
      boolean isAsync,
      boolean isGenerator,
      int owner,
      List<Decorator> decorators,
      int returns,
      List<Integer> results,
      boolean handsOut) {

    String ownName() {
      return Dotted.last(name);
    }

    /// Whether its name means another function of the same name: it is an overload for type
    /// checkers, or the setter of a property.
    boolean isHidden() {
      for (Decorator decorator : decorators) {
        if (HIDING.contains(Dotted.last(decorator.text()))) {
          return true;
        }
      }
      return false;
    }

    /// Whether it runs when a property is set (`setter`) or deleted (`deleter`). Ex) @size.setter
    boolean isAccessor(String kind) {
      for (Decorator decorator : decorators) {
        int dot = decorator.text().length() - kind.length() - 1;
        if (dot >= 0 && decorator.text().charAt(dot) == '.' && decorator.text().endsWith(kind)) {
          return true;
        }
      }
      return false;
    }

    private static final Set<String> HIDING = Set.of("overload", "setter", "deleter");
  }

  /// A parameter of a unit that may be given a function, and all that is done with it: the rows
  /// from `from` up to `to` of what is `taken`. `position` is -1 for one that only has a keyword.
  record Parameter(int unit, int position, String name, int from, int to) {}

  /// A decorator: `callee` is the ref of what is called or named, `text` how it is written.
  record Decorator(int callee, String text) {}

  /// A class. `bases` are refs; `isOnce` tells that its name means nothing else.
  record Type(
      String name,
      boolean isOnce,
      List<Integer> bases,
      Map<String, List<Integer>> methods,
      Map<String, Attribute> attributes) {}

  /// What `self.name = value` and `name = value` in the body give to a name of a class; `opaque` if
  /// some value cannot be seen.
  record Attribute(List<Integer> values, Optional<Integer> annotation, boolean opaque) {}

  /// A string that may name a function: alone if it is given to `getattr` and the like.
  record Quoted(String text, int by, boolean isAttribute) {}

  /// What the file imports somewhere.
  record Imported(Source from, String name, boolean inFunction) {}
}
