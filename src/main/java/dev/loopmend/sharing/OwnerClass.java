package dev.loopmend.sharing;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Made;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A class whose instances can keep an object that one of its methods makes for each call: `self`
/// is what the method calls its instance, `closing` the method by which the class ends what it
/// holds.
public record OwnerClass(Stmt.ClassDef type, String self, Stmt.FunctionDef closing) {
  /// Coroutine methods by which classes end what they hold, the likeliest first.
  private static final List<String> CLOSING =
      List.of("aclose", "close", "shutdown", "stop", "__aexit__", "cog_unload");

  /// Methods of classes whose instances are written out, copied, or take no further attribute.
  private static final Set<String> SPECIAL =
      Set.of(
          "__setattr__",
          "__getattribute__",
          "__getstate__",
          "__reduce__",
          "__reduce_ex__",
          "__copy__",
          "__deepcopy__");

  private static final Set<String> STATIC =
      Set.of("builtins.staticmethod", "builtins.classmethod", "functools.singledispatchmethod");

  /// Base classes by their last names whose attributes are fields.
  private static final Set<String> RECORDS =
      Set.of("NamedTuple", "TypedDict", "Enum", "IntEnum", "Flag", "BaseModel", "BaseSettings");

  /// The class round a call; refused with what speaks against it, as a clause.
  public static Made<OwnerClass> of(
      Codebase codebase, SemanticModel model, Expr.Call call, Knowledge knowledge) {
    SyntaxTree tree = model.tree();
    Optional<Stmt.FunctionDef> def = model.nearestDef(call);
    if (def.isEmpty() || !(tree.parent(def.get()) instanceof Stmt.ClassDef type)) {
      return new Made.Refused<>("it is made in no method of a class");
    }
    Optional<String> obstacle =
        methodObstacle(model, def.get(), call)
            .or(() -> classObstacle(model, type))
            .or(() -> keptAlready(model, type, call));
    if (obstacle.isPresent()) {
      return new Made.Refused<>(obstacle.get());
    }
    List<Stmt.FunctionDef> closing = closingMethods(type);
    if (closing.isEmpty()) {
      return new Made.Refused<>(
          "its class " + type.name() + " has no coroutine method that closes what it holds");
    }
    String why = "";
    for (Stmt.FunctionDef one : closing) {
      Optional<String> unclosed = new OwnerEnd(codebase, model, type, one, knowledge).obstacle();
      if (unclosed.isEmpty()) {
        String self = def.get().parameters().all().getFirst().name();
        return new Made.Done<>(new OwnerClass(type, self, one));
      }
      why = why.isEmpty() ? unclosed.get() : why;
    }
    return new Made.Refused<>(why);
  }

  private static List<Stmt.FunctionDef> closingMethods(Stmt.ClassDef type) {
    List<Stmt.FunctionDef> found = new ArrayList<>();
    for (String name : CLOSING) {
      for (Stmt statement : type.body()) {
        if (statement instanceof Stmt.FunctionDef def
            && def.name().equals(name)
            && def.isAsync()
            && def.decorators().isEmpty()
            && !def.parameters().all().isEmpty()) {
          found.add(def);
        }
      }
    }
    return found;
  }

  private static Optional<String> methodObstacle(
      SemanticModel model, Stmt.FunctionDef def, Expr.Call call) {
    List<Node.Parameter> all = def.parameters().all();
    boolean fixed =
        def.decorators().stream()
            .flatMap(it -> model.qualifiedName(it.expression()).stream())
            .anyMatch(STATIC::contains);
    boolean bound =
        !fixed
            && !all.isEmpty()
            && (all.getFirst().kind() == Node.ParameterKind.POSITIONAL
                || all.getFirst().kind() == Node.ParameterKind.POSITIONAL_ONLY)
            && model
                .bindingOf(all.getFirst())
                .filter(it -> it.stores().size() == 1 && it.deletes().isEmpty())
                .isPresent()
            && model.functionOf(call).filter(it -> it.id() == def.id()).isPresent();
    return bound
        ? Optional.empty()
        : Optional.of("the method that makes it does not know its instance");
  }

  private static Optional<String> classObstacle(SemanticModel model, Stmt.ClassDef type) {
    SyntaxTree tree = model.tree();
    if (!type.decorators().isEmpty()) {
      return Optional.of("a decorator makes something else of its class " + type.name());
    }
    boolean fields =
        type.arguments().stream()
            .anyMatch(
                it ->
                    it.kind() != Node.ArgumentKind.POSITIONAL
                        || RECORDS.contains(Dotted.last(tree.textOf(it))));
    if (fields || tree.within(type).stream().anyMatch(it -> isSpecial(it))) {
      return Optional.of(
          "instances of its class " + type.name() + " may take no further attribute");
    }
    return Optional.empty();
  }

  /// Ex) `self.session = ClientSession()` in another method
  private static Optional<String> keptAlready(
      SemanticModel model, Stmt.ClassDef type, Expr.Call call) {
    SyntaxTree tree = model.tree();
    Optional<String> made = model.qualifiedName(call.callee());
    return tree.within(type).stream()
        .filter(
            it ->
                it instanceof Expr.Call other
                    && (tree.parent(other) instanceof Stmt.Assign(_, List<Expr> targets, _)
                        ? targets.getFirst() instanceof Expr.Attribute
                        : tree.parent(other) instanceof Stmt.AnnAssign(_, Expr target, _, _)
                            && target instanceof Expr.Attribute)
                    && model.qualifiedName(other.callee()).equals(made))
        .findFirst()
        .map(it -> "its class " + type.name() + " keeps one already, by line " + tree.fileLine(it));
  }

  /// Ex) `__slots__ = ()`, `def __getstate__(self)`, `self.__dict__`, `vars(self)`
  private static boolean isSpecial(Node node) {
    return switch (node) {
      case Expr.Name(_, String name) -> name.equals("__slots__") || name.equals("vars");
      case Expr.Attribute(_, _, String name) -> name.equals("__dict__");
      case Stmt.FunctionDef def -> SPECIAL.contains(def.name());
      case Node _ -> false;
    };
  }
}
