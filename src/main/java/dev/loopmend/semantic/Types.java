package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;

/// The classes of the values of a tree's expressions, as far as they are visible.
final class Types {
  private final FileRefs file;
  private final Scopes scopes;
  private final ClassGraph classes;
  private final Modules modules;

  Types(FileRefs file) {
    this.file = file;
    this.scopes = file.refs().scopes();
    this.classes = file.targets().classes();
    this.modules = file.targets().names().modules();
  }

  Optional<String> typeOf(Expr expr) {
    return file.type(expr);
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
        ? new Answer.Yes("it is a " + type.get())
        : new Answer.No("it is a " + type.get());
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
    int first = file.view().firstUnit();
    Units units = file.refs().units();
    return file.target(callee)
        .only()
        .filter(it -> units.has(it - first))
        .map(it -> file.tree().node(units.node(it - first)))
        .filter(Stmt.FunctionDef.class::isInstance)
        .map(Stmt.FunctionDef.class::cast);
  }

  /// Whether a name is the first parameter of a method: an instance of its class, or the class.
  boolean isSelf(Expr.Name name) {
    return file.targets().ownClass(file.view(), file.ref(name)).isPresent();
  }
}
