package dev.loopmend.semantic;

import dev.loopmend.syntax.BooleanOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The class of the value of an expression, as far as it is visible: instances made, annotations,
/// what the knowledge says of calls, and names and attributes whose stores all agree. "" is
/// unknown.
final class Types {
  private static final int DEPTH = 12;

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;
  private final Classes classes;
  private final Annotations annotations;
  private final Knowledge knowledge;

  Types(SyntaxTree tree, Scopes scopes, Resolver resolver, Classes classes, Knowledge knowledge) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
    this.classes = classes;
    this.annotations = new Annotations(scopes, resolver);
    this.knowledge = knowledge;
  }

  Optional<String> typeOf(Expr expr) {
    String type = of(expr, 0);
    return type.isEmpty() ? Optional.empty() : Optional.of(type);
  }

  /// Whether a value is an instance of a class, or of one that is known to derive from it.
  Answer isInstance(Expr expr, String wanted) {
    Optional<String> type = typeOf(expr);
    Optional<Classes.Type> own = classOf(expr);
    if (own.isPresent()) {
      boolean derives =
          classes.nameOf(own.get()).equals(Optional.of(wanted))
              || classes.derives(own.get(), wanted, knowledge);
      return derives
          ? new Answer.Yes("its class derives from " + wanted)
          : new Answer.No("it is a " + own.get().name());
    }
    if (type.isEmpty()) {
      return new Answer.Unknown("its class is not visible");
    }
    return knowledge.isA(type.get(), wanted)
        ? new Answer.Yes("it is a " + type.get())
        : new Answer.No("it is a " + type.get());
  }

  /// Whether an expression is a class of this file that derives from another and that nothing in
  /// the file gives a constructor of its own.
  Answer isPlainSubclass(Expr expr, String wanted) {
    Optional<Classes.Type> type = resolver.nameOf(expr).flatMap(classes::named);
    if (type.isEmpty()) {
      return new Answer.No("it is no class of this file");
    }
    boolean constructed =
        classes.lineage(type.get()).stream()
            .anyMatch(
                it -> it.methods().containsKey("__init__") || it.methods().containsKey("__new__"));
    return classes.derives(type.get(), wanted, knowledge) && !constructed
        ? new Answer.Yes("it derives from " + wanted)
        : new Answer.No("it does not derive from " + wanted + " alone");
  }

  /// Whether a function is the constructor of a class of this file that derives from another.
  Answer isConstructorOf(Stmt.FunctionDef def, String wanted) {
    boolean found =
        def.name().equals("__init__")
            && classes
                .classOf(def)
                .filter(it -> classes.derives(it, wanted, knowledge))
                .isPresent();
    return found
        ? new Answer.Yes("the class derives from " + wanted)
        : new Answer.No("it is no constructor of a class that derives from " + wanted);
  }

  /// The class of the file that the value of an expression is an instance of.
  Optional<Classes.Type> classOf(Expr expr) {
    if (expr instanceof Expr.Name name) {
      Optional<Classes.Type> self = classes.selfType(name);
      if (self.isPresent()) {
        return self;
      }
    }
    return typeOf(expr).flatMap(classes::named);
  }

  private String of(Expr expr, int depth) {
    if (depth > DEPTH) {
      return "";
    }
    return switch (expr) {
      case Expr.Call call -> ofCall(call, depth + 1);
      case Expr.Name name -> ofName(name, depth + 1);
      case Expr.Attribute attribute -> ofAttribute(attribute, depth + 1);
      case Expr.NamedExpr walrus -> of(walrus.value(), depth + 1);
      case Expr.IfExp(_, Expr body, _, Expr orElse) ->
          agreed(List.of(body, orElse), depth + 1, true);
      // Ex) loop or asyncio.get_event_loop()
      case Expr.BoolOp(_, BooleanOperator operator, List<Expr> values)
          when operator == BooleanOperator.OR ->
          agreed(values, depth + 1, false);
      case Expr.Constant constant -> literal(constant);
      case Expr.JoinedStr _ -> "builtins.str";
      case Expr.ListExpr _, Expr.ListComp _ -> "builtins.list";
      case Expr.Dict _, Expr.DictComp _ -> "builtins.dict";
      case Expr.SetExpr _, Expr.SetComp _ -> "builtins.set";
      case Expr.TupleExpr _ -> "builtins.tuple";
      case Expr _ -> "";
    };
  }

  private static String literal(Expr.Constant constant) {
    return switch (constant.kind()) {
      case STRING -> "builtins.str";
      case BYTES -> "builtins.bytes";
      case TRUE, FALSE -> "builtins.bool";
      case NONE, ELLIPSIS, NUMBER -> "";
    };
  }

  private static boolean isNone(Expr expr) {
    return expr instanceof Expr.Constant constant && constant.kind() == Expr.ConstantKind.NONE;
  }

  /// The class that all values have, `None` not counted. Where `strict` is not asked for, a plain
  /// name without a visible class may stand beside one that has it.
  private String agreed(List<Expr> values, int depth, boolean strict) {
    String found = "";
    for (Expr value : values) {
      String type = of(value, depth);
      boolean skipped = isNone(value) || (!strict && type.isEmpty() && value instanceof Expr.Name);
      if (skipped) {
        continue;
      }
      if (type.isEmpty() || !(found.isEmpty() || found.equals(type))) {
        return "";
      }
      found = type;
    }
    return found;
  }

  private String ofCall(Expr.Call call, int depth) {
    Optional<String> name = resolver.nameOf(call.callee());
    if (name.isPresent()) {
      return ofNamedCall(call, name.get(), depth);
    }
    // Ex) loop.create_task(work())
    if (call.callee() instanceof Expr.Attribute(_, Expr receiver, String method)) {
      String type = of(receiver, depth);
      return type.isEmpty() ? "" : member(type, method, knowledge.returns());
    }
    return "";
  }

  private String ofNamedCall(Expr.Call call, String name, int depth) {
    String known = knowledge.returns().getOrDefault(name, "");
    if (!known.isEmpty()) {
      return known;
    }
    if (classes.named(name).isPresent() || Dotted.looksLikeClass(name)) {
      return name;
    }
    return definitionOf(call.callee()).map(it -> ofReturn(it, depth)).orElse("");
  }

  /// What a function of the file returns: its annotation, else what all its returns agree on.
  private String ofReturn(Stmt.FunctionDef def, int depth) {
    if (def.isAsync() || !def.decorators().isEmpty()) {
      return "";
    }
    if (def.returns().isPresent()) {
      return def.returns().flatMap(annotations::type).orElse("");
    }
    List<Expr> values = new ArrayList<>();
    for (int id = def.id() + 1; id <= tree.lastDescendant(def); id++) {
      Node node = tree.node(id);
      boolean own = scopes.functionOf(node) == def.id();
      if (own && (node instanceof Expr.Yield || node instanceof Expr.YieldFrom)) {
        return "";
      }
      if (own && node instanceof Stmt.Return value) {
        value.value().ifPresent(values::add);
      }
    }
    return agreed(values, depth, true);
  }

  /// The function of the file that a name refers to, if it is defined once.
  Optional<Stmt.FunctionDef> definitionOf(Expr callee) {
    return switch (callee) {
      case Expr.Name name ->
          scopes
              .bindingOf(name)
              .filter(it -> it.stores().size() == 1 && it.deletes().isEmpty())
              .map(it -> it.stores().getFirst())
              .filter(Stmt.FunctionDef.class::isInstance)
              .map(Stmt.FunctionDef.class::cast);
      case Expr.Attribute(_, Expr receiver, String name) -> methodOf(receiver, name);
      case Expr _ -> Optional.empty();
    };
  }

  /// The canonical name of the method that `self.method` or `instance.method` is.
  Optional<String> methodNamed(Expr expr) {
    return expr instanceof Expr.Attribute
        ? definitionOf(expr).flatMap(it -> resolver.nameOfBinding(scopes.numberOf(it)))
        : Optional.empty();
  }

  /// The method that an attribute of an instance or a class of the file is, unless an attribute of
  /// that name is assigned or a subclass in the file overrides it.
  private Optional<Stmt.FunctionDef> methodOf(Expr receiver, String name) {
    Optional<Classes.Type> instance = receiverClass(receiver);
    if (instance.isEmpty()) {
      return Optional.empty();
    }
    Classes.Type type = instance.get();
    boolean overridden =
        classes.subclassesOf(type).stream().anyMatch(it -> it.methods().containsKey(name));
    for (Classes.Type at : classes.lineage(type)) {
      boolean stored = at.attributes().containsKey(name) || at.opaque().containsKey(name);
      List<Stmt.FunctionDef> methods = at.methods().getOrDefault(name, List.of());
      if (stored || methods.size() > 1) {
        return Optional.empty();
      }
      if (methods.size() == 1) {
        return overridden ? Optional.empty() : Optional.of(methods.getFirst());
      }
    }
    return Optional.empty();
  }

  /// Ex) `self`, `cls`, `super()`, `Rates(...)`, `rates` annotated as `Rates`, `Rates` itself
  private Optional<Classes.Type> receiverClass(Expr receiver) {
    Optional<Classes.Type> instance = classOf(receiver);
    if (instance.isPresent()) {
      return instance;
    }
    return resolver.nameOf(receiver).flatMap(classes::named);
  }

  private String ofName(Expr.Name name, int depth) {
    int number = scopes.numberOf(name);
    return number < 0 ? "" : ofBinding(number, depth);
  }

  private String ofBinding(int number, int depth) {
    Binding binding = scopes.binding(number);
    Optional<String> said = scopes.annotationOf(number).flatMap(annotations::type);
    if (said.isPresent() && !said.get().startsWith("typing.")) {
      return said.get();
    }
    String found = "";
    for (Node store : binding.stores()) {
      Optional<Expr> value = storedValue(store);
      if (value.isPresent() && isNone(value.get())) {
        continue;
      }
      String type = value.map(it -> of(it, depth)).orElse("");
      if (type.isEmpty() || !(found.isEmpty() || found.equals(type))) {
        return "";
      }
      found = type;
    }
    return found;
  }

  private Optional<Expr> storedValue(Node store) {
    if (!(store instanceof Expr.Name name)) {
      return Optional.empty();
    }
    // Ex) with asyncio.Runner() as runner: the context managers that matter give themselves
    return tree.parent(name) instanceof Node.WithItem item
        ? Optional.of(item.context())
        : resolver.assignedValue(name);
  }

  private String ofAttribute(Expr.Attribute attribute, int depth) {
    Expr receiver = attribute.value();
    Optional<Classes.Type> self =
        receiver instanceof Expr.Name name ? classes.selfType(name) : Optional.empty();
    if (self.isPresent()) {
      return ofMember(self.get(), attribute.name(), depth);
    }
    String type = of(receiver, depth);
    if (type.isEmpty()) {
      return "";
    }
    Optional<Classes.Type> known = classes.named(type);
    return known.isPresent()
        ? ofMember(known.get(), attribute.name(), depth)
        : member(type, attribute.name(), knowledge.attributes());
  }

  /// The class of an attribute of a class of the file, its bases included.
  private String ofMember(Classes.Type type, String name, int depth) {
    List<Expr> values = new ArrayList<>();
    for (Classes.Type at : classes.lineage(type)) {
      Optional<String> said =
          Optional.ofNullable(at.annotations().get(name)).flatMap(annotations::type);
      if (said.isPresent()) {
        return said.get();
      }
      if (at.opaque().containsKey(name)) {
        return "";
      }
      values.addAll(at.attributes().getOrDefault(name, List.of()));
    }
    if (!values.isEmpty()) {
      return agreed(values, depth, true);
    }
    // Ex) class Bot(discord.Client): ... self.loop
    for (Classes.Type at : classes.lineage(type)) {
      for (String base : classes.baseNames(at)) {
        String found = base.isEmpty() ? "" : member(base, name, knowledge.attributes());
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  /// What a table of the knowledge says of a member of a library class or of its bases.
  private String member(String type, String name, java.util.Map<String, String> table) {
    String at = type;
    for (int steps = 0; steps < 16 && !at.isEmpty(); steps++) {
      String found = table.getOrDefault(at + "." + name, "");
      if (!found.isEmpty()) {
        return found;
      }
      at = knowledge.superclasses().getOrDefault(at, "");
    }
    return "";
  }
}
