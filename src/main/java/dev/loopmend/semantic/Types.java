package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The classes of the values of a tree's expressions, as far as they are visible.
final class Types {
  private final FileRefs file;
  private final Scopes scopes;
  private final ClassGraph classes;
  private final Modules modules;
  private final LibraryMembers members;
  private final CoroutineFunctions coroutines;

  Types(FileRefs file) {
    this.file = file;
    this.scopes = file.refs().scopes();
    this.classes = file.targets().classes();
    this.modules = file.targets().names().modules();
    this.members = new LibraryMembers(file.targets());
    this.coroutines = new CoroutineFunctions(file.targets());
  }

  Optional<String> typeOf(Expr expr) {
    return file.type(expr);
  }

  /// Whether a value is visibly an instance of a class of the project.
  boolean isOfProject(Expr expr) {
    return file.classOf(expr).isPresent();
  }

  /// Whether a value is an instance of a class, or of one that is known to derive from it.
  Answer isInstance(Expr expr, String wanted) {
    Optional<Integer> own = file.classOf(expr);
    if (own.isPresent()) {
      return classes.derives(own.get(), wanted);
    }
    Optional<String> type = typeOf(expr);
    if (type.isEmpty() || modules.isOfProject(type.get())) {
      return new Answer.Unknown("its class is not visible");
    }
    return file.targets().names().knowledge().isA(type.get(), wanted)
        ? new Answer.Yes("its class is " + Dotted.spelled(type.get()))
        : new Answer.No("its class is " + Dotted.spelled(type.get()));
  }

  /// Whether an expression is a class of the project that derives from another and that nothing
  /// gives a constructor of its own.
  Answer isPlainSubclass(Expr expr, String wanted) {
    Optional<Integer> type = file.classNamed(expr);
    if (type.isEmpty()) {
      return new Answer.No("it is no class of the project");
    }
    boolean constructed =
        !classes.lookUp(type.get(), "__init__", false).units().isEmpty()
            || !classes.lookUp(type.get(), "__new__", false).units().isEmpty();
    return classes.derives(type.get(), wanted).isYes() && !constructed
        ? new Answer.Yes("it derives from " + wanted)
        : new Answer.No("it does not derive from " + wanted + " alone");
  }

  /// Whether a function is the constructor of a class that derives from another.
  Answer isConstructorOf(Stmt.FunctionDef def, String wanted) {
    boolean found =
        def.name().equals("__init__")
            && file.refs()
                .types()
                .holding(scopes.scopeOf(def))
                .filter(it -> classes.derives(file.view().firstType() + it, wanted).isYes())
                .isPresent();
    return found
        ? new Answer.Yes("the class derives from " + wanted)
        : new Answer.No("it is no constructor of a class that derives from " + wanted);
  }

  /// The function of the file that an expression refers to, if it is one for sure.
  Optional<Stmt.FunctionDef> definitionOf(Expr callee) {
    return file.target(callee).only().flatMap(this::definition);
  }

  /// The code of a function, if it is one of the file.
  private Optional<Stmt.FunctionDef> definition(int function) {
    Units units = file.refs().units();
    int unit = function - file.view().firstUnit();
    return units.has(unit)
        ? Optional.of(file.tree().node(units.node(unit)))
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast)
        : Optional.empty();
  }

  /// The functions of the file that an expression may refer to, among others.
  List<Stmt.FunctionDef> definitionsOf(Expr callee) {
    return file.target(callee) instanceof Target.Functions(List<Integer> functions, _, _)
        ? functions.stream().flatMap(it -> definition(it).stream()).toList()
        : List.of();
  }

  /// Whether an expression may refer to a function of the project.
  boolean mayBeFunction(Expr expr) {
    return file.target(expr) instanceof Target.Functions;
  }

  /// Whether a name is the first parameter of a method: an instance of its class, or the class.
  boolean isSelf(Expr.Name name) {
    return file.view().ownType(file.ref(name)).isPresent();
  }

  /// Whether reading an attribute may run a method of its class, of a base or of a class that
  /// derives from it, as a property does.
  boolean mayBeComputed(Expr.Attribute attribute) {
    Optional<Integer> own =
        attribute.value() instanceof Expr.Name name
            ? file.view().ownType(file.ref(name)).or(() -> file.classOf(name))
            : file.classOf(attribute.value());
    return own.filter(
            it ->
                !classes.lookUp(it, attribute.name(), false).units().isEmpty()
                    || !classes.replacing(it, attribute.name()).isEmpty())
        .isPresent();
  }

  /// Whether two names are first parameters of methods of one class, or of a class and one that
  /// derives from it.
  boolean sharesClass(Expr.Name one, Expr.Name other) {
    Optional<Integer> first = file.view().ownType(file.ref(one));
    Optional<Integer> second = file.view().ownType(file.ref(other));
    return first.isPresent()
        && second.isPresent()
        && (classes.lineage(first.get()).contains(second.get())
            || classes.lineage(second.get()).contains(first.get()));
  }

  /// The one of some names of libraries that an expression means, through instances as well.
  Optional<String> among(Expr expr, Set<String> names) {
    return isNamed(expr) ? members.among(file.view(), file.ref(expr), names) : Optional.empty();
  }

  private static boolean isNamed(Expr expr) {
    return expr instanceof Expr.Name || expr instanceof Expr.Attribute;
  }

  /// Whether a call of an expression only makes a coroutine.
  Answer isCoroutineFunction(Expr callee) {
    return isNamed(callee)
        ? coroutines.isCoroutineFunction(file.view(), file.ref(callee))
        : new Answer.No("it is no name of a function");
  }

  /// Whether an expression can only be gone over, or entered, asynchronously: its class has the
  /// method `asynchronous` and, as far as is visible, not `plain`.
  Answer hasOnly(Expr expr, String asynchronous, String plain) {
    Optional<Integer> own = file.classOf(expr);
    if (own.isEmpty()) {
      return new Answer.No("its class is none of the project");
    }
    ClassGraph.Lookup wanted = classes.lookUp(own.get(), asynchronous, false);
    ClassGraph.Lookup other = classes.lookUp(own.get(), plain, false);
    boolean closed =
        classes.lineage(own.get()).stream()
            .flatMap(it -> classes.get(it).bases().stream())
            .allMatch(it -> classes.named(it).isPresent() || it.equals("builtins.object"));
    boolean only =
        closed
            && wanted.units().size() == 1
            && other.units().isEmpty()
            && !other.stored()
            && classes.replacing(own.get(), plain).isEmpty();
    return only
        ? new Answer.Yes("its class has " + asynchronous + " and no " + plain)
        : new Answer.No("its class does not have " + asynchronous + " alone");
  }

  /// Whether an expression is a call of an asynchronous generator function.
  boolean isAsyncGenerator(Expr expr) {
    return expr instanceof Expr.Call(_, Expr callee, _)
        && isNamed(callee)
        && coroutines.isAsyncGenerator(file.view(), file.ref(callee));
  }

  /// The functions of the project of which a call of an expression runs one for sure.
  List<Integer> family(Expr callee) {
    return isNamed(callee) ? file.targets().family(file.view(), file.ref(callee)) : List.of();
  }

  /// Whether an expression is a class of the project, whose constructor a call runs for sure.
  boolean constructs(Expr callee) {
    return isNamed(callee)
        && file.target(callee)
            instanceof Target.Functions(List<Integer> _, boolean sure, boolean constructs)
        && sure
        && constructs;
  }

  /// The only constructor that a call of a class of the project runs.
  Optional<Integer> constructorOf(Expr callee) {
    return constructs(callee)
            && file.target(callee) instanceof Target.Functions(List<Integer> units, _, _)
            && units.size() == 1
        ? Optional.of(units.getFirst())
        : Optional.empty();
  }

  /// The method of the project that an attribute stands for, if it is one for sure.
  Optional<Integer> methodOf(Expr expr) {
    return expr instanceof Expr.Attribute ? file.target(expr).only() : Optional.empty();
  }

  /// How a call of an expression gets to a call of a library: through whichever function it runs,
  /// or through the constructor of the class that it is.
  Optional<CallChain> chainTo(Expr callee, Reaching reaching, Workspace workspace) {
    boolean isClass = constructs(callee);
    List<Integer> run =
        isClass && file.target(callee) instanceof Target.Functions(List<Integer> units, _, _)
            ? units
            : family(callee);
    List<CallChain> chains =
        run.stream().flatMap(it -> reaching.from(it, workspace).stream()).toList();
    return chains.isEmpty() || (!isClass && chains.size() < run.size())
        ? Optional.empty()
        : Optional.of(chains.getFirst());
  }
}
