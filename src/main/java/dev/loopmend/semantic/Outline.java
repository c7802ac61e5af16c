package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Source;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Which names each definition of a file mentions, as they are written: enough to tell which other
/// files have to be read to link it, before anything is linked. A pure function of the file. The
/// first of the units is the module. `items` are what a name, or the owner of an attribute, may be
/// an item of: `client` of `for client in self.clients`, `run` of `self.clients[0].run`.
public record Outline(
    List<Unit> units,
    List<Import> imports,
    List<Alias> aliases,
    List<Alias> items,
    List<Base> bases,
    List<Giver> givers) {

  /// That of a file of which nobody asks anything.
  public static final Outline NONE =
      new Outline(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /// What stands behind a name that is called.
  public static final String CALLED = "()";

  /// What a unit is.
  public enum Kind {
    MODULE,
    CLASS,
    PLAIN_FUNCTION,
    COROUTINE_FUNCTION
  }

  /// The module, a class or a function with the names that its code mentions, those of the units
  /// inside it left out; what stands in a header (decorators, defaults, bases) belongs to the unit
  /// itself. `chains` are those of them that are dotted names, whole, and what is called with `()`
  /// behind it; `words` are others that it holds: names of arguments and parameters, its own,
  /// `async` of a coroutine function and `except`. `parent` is the number of the unit round it, -1
  /// for the module.
  public record Unit(
      String name,
      Kind kind,
      int parent,
      Set<String> mentions,
      Set<String> chains,
      Set<String> words) {
    public Unit {
      mentions = Set.copyOf(mentions);
      chains = Set.copyOf(chains);
      words = Set.copyOf(words);
    }
  }

  /// A name that an import in a unit binds; `imported` is empty for a whole module and `*` for all
  /// that it has.
  public record Import(int unit, String bound, Source from, String imported) {}

  /// Ex) `go = helper`, `self.go = app.helper` in a unit: a name, whether it is an attribute's, and
  /// the parts of what it is assigned
  public record Alias(int unit, String name, boolean isAttribute, List<String> parts) {
    public Alias {
      parts = List.copyOf(parts);
    }

    /// The attributes on the way. Ex) `helper` of `app.helper`
    public List<String> attributes() {
      return parts.subList(1, parts.size());
    }
  }

  /// A name that stands in the header of a class, the last part of a dotted one: what the class
  /// derives from, or what that is made of.
  public record Base(String type, String base) {}

  /// A name of the module, or of a method of a class, whose call may give what other calls gave:
  /// for each of its results the names of which one stands for what is called there.
  public record Giver(String name, boolean isMethod, List<Set<String>> results) {
    public Giver {
      results = List.copyOf(results);
    }
  }

  public Outline {
    givers = List.copyOf(givers);
    units = List.copyOf(units);
    imports = List.copyOf(imports);
    aliases = List.copyOf(aliases);
    items = List.copyOf(items);
    bases = List.copyOf(bases);
  }

  /// The number behind the last unit inside a unit.
  public int endOf(int unit) {
    int end = unit + 1;
    while (end < units.size() && units.get(end).parent() >= unit) {
      end++;
    }
    return end;
  }

  /// The numbers of the classes of a name.
  public List<Integer> unitsOf(String type) {
    return IntStream.range(0, units.size())
        .filter(unit -> units.get(unit).kind() == Kind.CLASS)
        .filter(unit -> units.get(unit).name().equals(type))
        .boxed()
        .toList();
  }

  /// The outline of a file.
  public static Outline of(SyntaxTree tree) {
    return new Collector(tree).collect();
  }

  private static final class Collector {
    private record Open(
        String name,
        Kind kind,
        int parent,
        int lastNode,
        Set<String> mentions,
        Set<String> chains,
        Set<String> words) {

      Unit close() {
        return new Unit(name, kind, parent, mentions, chains, words);
      }
    }

    private final SyntaxTree tree;
    private final List<Open> units = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final List<Alias> aliases = new ArrayList<>();
    private final List<Alias> items = new ArrayList<>();
    private final List<Base> bases = new ArrayList<>();
    private final GiverReader givers;
    private int current;

    Collector(SyntaxTree tree) {
      this.tree = tree;
      this.givers = new GiverReader(tree);
    }

    Outline collect() {
      open("", Kind.MODULE, -1, tree.nodeCount());
      for (int id = 1; id < tree.nodeCount(); id++) {
        while (units.get(current).lastNode() < id) {
          current = units.get(current).parent();
        }
        visit(tree.node(id));
        givers.visit(current, tree.node(id));
      }
      List<Unit> done = units.stream().map(Open::close).toList();
      return new Outline(done, imports, aliases, items, bases, givers.read(done));
    }

    private void open(String name, Kind kind, int parent, int lastNode) {
      current = units.size();
      units.add(
          new Open(
              name,
              kind,
              parent,
              lastNode,
              new LinkedHashSet<>(),
              new LinkedHashSet<>(),
              new LinkedHashSet<>()));
      hold(name);
    }

    private void hold(String word) {
      units.get(current).words().add(word);
    }

    private void mention(String name) {
      units.get(current).mentions().add(name);
    }

    private void visit(Node node) {
      switch (node) {
        case Stmt.FunctionDef def -> {
          Kind kind = def.isAsync() ? Kind.COROUTINE_FUNCTION : Kind.PLAIN_FUNCTION;
          open(def.name(), kind, current, tree.lastDescendant(def));
          if (def.isAsync()) {
            hold("async");
          }
        }
        case Node.ExceptHandler _ -> hold("except");
        case Node.Argument argument when !argument.name().isEmpty() -> hold(argument.name());
        case Node.Parameter parameter -> hold(parameter.name());
        case Stmt.ClassDef type -> {
          open(type.name(), Kind.CLASS, current, tree.lastDescendant(type));
          type.arguments().forEach(argument -> addBases(type.name(), argument));
        }
        case Expr.Name name -> mention(name.text());
        case Expr.Attribute attribute -> {
          mention(attribute.name());
          if (!(tree.parent(attribute) instanceof Expr.Attribute)) {
            String chain = Dotted.of(attribute);
            if (!chain.isEmpty()) {
              units.get(current).chains().add(chain);
            } else {
              item(attribute.name(), true, attribute.value());
            }
          }
        }
        case Expr.Call call -> {
          String callee = Dotted.of(call.callee());
          if (!callee.isEmpty()) {
            units.get(current).chains().add(callee + CALLED);
          }
        }
        case Stmt.Import statement -> statement.names().forEach(this::importModule);
        case Stmt.ImportFrom from ->
            from.names().forEach(it -> importName(Imports.source(from), it));
        case Stmt.For loop -> loop(loop.target(), loop.iterable());
        case Node.Comprehension loop -> loop(loop.target(), loop.iterable());
        case Stmt.Assign(_, List<Expr> targets, Expr value) -> alias(targets, value);
        case Stmt.AnnAssign(_, Expr target, _, Optional<Expr> value) ->
            value.ifPresent(it -> alias(List.of(target), it));
        case Node _ -> {}
      }
    }

    private void addBases(String type, Node argument) {
      for (int id = argument.id(); id <= tree.lastDescendant(argument); id++) {
        switch (tree.node(id)) {
          case Expr.Name name -> bases.add(new Base(type, name.text()));
          case Expr.Attribute attribute -> bases.add(new Base(type, attribute.name()));
          case Node _ -> {}
        }
      }
    }

    private void importModule(Node.Alias alias) {
      // Ex) `import a.b` binds `a`, and makes `a.b` reachable
      String bound = alias.asName().orElse(Dotted.root(alias.name()));
      imports.add(new Import(current, bound, new Source(0, alias.name()), ""));
    }

    private void importName(Source from, Node.Alias alias) {
      imports.add(new Import(current, alias.asName().orElse(alias.name()), from, alias.name()));
    }

    private void loop(Expr target, Expr iterable) {
      for (int id = target.id(); id <= tree.lastDescendant(target); id++) {
        if (tree.node(id) instanceof Expr.Name name) {
          item(name.text(), false, iterable);
        }
      }
    }

    private void item(String name, boolean isAttribute, Expr from) {
      List<String> parts = Dotted.reached(from);
      if (parts.size() > 1) {
        items.add(new Alias(current, name, isAttribute, parts));
      }
    }

    /// Ex) `load` of `functools.partial(load, 1)`, which goes on under the name that is given that
    private static Expr applied(Expr assigned) {
      return assigned instanceof Expr.Call(_, Expr callee, var arguments)
              && Dotted.lastPart(callee).startsWith("partial")
              && !arguments.isEmpty()
              && arguments.getFirst().kind() == Node.ArgumentKind.POSITIONAL
          ? arguments.getFirst().value()
          : assigned;
    }

    private void alias(List<Expr> targets, Expr assigned) {
      String value = Dotted.of(applied(assigned));
      if (value.isEmpty()) {
        targets.forEach(it -> loop(it, assigned));
      } else {
        List<String> parts = List.of(value.split("\\.", -1));
        for (Expr one : targets) {
          switch (one) {
            case Expr.Name name -> aliases.add(new Alias(current, name.text(), false, parts));
            case Expr.Attribute attribute ->
                aliases.add(new Alias(current, attribute.name(), true, parts));
            case Expr _ -> {}
          }
        }
      }
    }
  }
}
