package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Unit;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/// The linked workspace: what its files mean to each other. It keeps summaries and no trees.
/// Immutable.
public final class Workspace {
  private final Link link;
  private final Map<String, Summary> summaries;

  private Workspace(Link link, Map<String, Summary> summaries) {
    this.link = link;
    this.summaries = summaries;
  }

  /// Links files that were all summarized.
  public static Workspace link(List<Summary> summaries, Knowledge knowledge) {
    return of(List.of(), summaries, knowledge);
  }

  /// Links what was summarized of a workspace; `paths` names all of its files, from its root and
  /// with `/`.
  public static Workspace of(
      Collection<String> paths, List<Summary> summaries, Knowledge knowledge) {
    return of(paths, summaries, knowledge, Set.of());
  }

  /// Links what was summarized of a workspace. `entryPoints` are the functions that installed
  /// scripts start, as `package.module:function`.
  public static Workspace of(
      Collection<String> paths,
      List<Summary> summaries,
      Knowledge knowledge,
      Set<String> entryPoints) {
    Map<String, String> locations = new HashMap<>();
    paths.forEach(path -> locations.put(path, path));
    summaries.forEach(it -> locations.put(it.path(), it.path()));
    return of(ModuleFiles.of(locations, knowledge), summaries, entryPoints);
  }

  /// Links what was summarized of the files of a workspace. `entryPoints` are the functions that
  /// installed scripts start, as `package.module:function`.
  public static Workspace of(
      ModuleFiles project, List<Summary> summaries, Set<String> entryPoints) {
    Map<String, Summary> byPath = byPath(summaries);
    List<Summary> once = List.copyOf(byPath.values());
    return new Workspace(new Link(project, once, entryPoints), byPath);
  }

  /// The same workspace after edits, with the summaries of all its files as they are now: linked
  /// already if the edits changed nothing but places. Nothing if a file means something else now or
  /// there are other files, so that everything has to be linked again.
  public Optional<Workspace> movedTo(List<Summary> now) {
    boolean moved = false;
    for (Summary summary : now) {
      Summary before = summaries.get(summary.path());
      if (before == null || (before != summary && !before.meansTheSame(summary))) {
        return Optional.empty();
      }
      moved |= before != summary;
    }
    if (now.size() != summaries.size()) {
      return Optional.empty();
    }
    return Optional.of(moved ? new Workspace(link, byPath(now)) : this);
  }

  /// The same workspace after edits of some files, linked in a fraction of the time: what the
  /// edited ones use is found anew, and what all others use is what it was before, by the names of
  /// functions. Nothing if there are other files.
  public Optional<Workspace> editedTo(List<Summary> now) {
    return link.edited(now).map(edited -> new Workspace(edited, byPath(now)));
  }

  private static Map<String, Summary> byPath(List<Summary> summaries) {
    Map<String, Summary> byPath = new HashMap<>();
    summaries.forEach(it -> byPath.put(it.path(), it));
    return byPath;
  }

  /// The function that a qualified name means, through re-exports, if it is defined once.
  public Optional<FunctionRef> functionNamed(String qualifiedName) {
    String name = link.modules().follow(qualifiedName);
    for (int end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
      Optional<FileView> file = link.modules().view(name.substring(0, end));
      if (file.isPresent()) {
        String inside = name.substring(end + 1);
        List<FunctionRef> found =
            functionsOf(file.get().path()).stream()
                .filter(it -> it.name().equals(inside) && !isHidden(it))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean isHidden(FunctionRef function) {
    return unit(numberOf(function).orElse(0)).isHidden();
  }

  /// Where a function is defined: from its `def` or `lambda` to its end, the whole file for a
  /// module.
  public Optional<Span> spanOf(FunctionRef function) {
    OptionalInt number = numberOf(function);
    return number.isPresent()
        ? Optional.of(positions(function.path()).unit(function.index()))
        : Optional.empty();
  }

  /// All uses of a function in the workspace, in the order of path and place.
  public List<FunctionUse> usesOf(FunctionRef function) {
    OptionalInt number = numberOf(function);
    return number.isPresent() ? new UseFinder(this, number.getAsInt()).find() : List.of();
  }

  /// Whether a function runs on the event loop, by all its callers in the workspace.
  public LoopContext contextOf(FunctionRef function) {
    OptionalInt number = numberOf(function);
    return number.isPresent()
        ? link.contexts().of(number.getAsInt(), this)
        : new LoopContext.Unknown(function.path() + " has no such function");
  }

  /// Whether a file defines a coroutine function.
  public boolean hasCoroutineFunctions(String path) {
    return link.file(path)
        .filter(it -> it.facts().units().stream().anyMatch(Unit::isAsync))
        .isPresent();
  }

  /// Whether code of a file runs on the event loop: if not, `contextOf` says so of none of its
  /// functions.
  public boolean runsOnLoop(String path) {
    return link.file(path).filter(link.contexts()::anyOnLoop).isPresent();
  }

  /// Whether code of a file runs on the event loop through a plain function that the loop calls.
  public boolean runsThroughCallback(String path) {
    return link.file(path).filter(link.contexts()::anyThroughPlain).isPresent();
  }

  /// Whether code of a file runs in a thread that it is visibly handed to.
  public boolean runsInThread(String path) {
    return link.file(path).filter(link.contexts()::anyInThread).isPresent();
  }

  /// The functions by which one that is taken, by a decorator, a registration or as a method of a
  /// class, directly calls its way to a function; nothing if there is no such way outside of tests.
  /// `takers` are named as in the knowledge.
  public Optional<List<FunctionRef>> chainFrom(Set<String> takers, FunctionRef function) {
    OptionalInt number = numberOf(function);
    return number.isEmpty()
        ? Optional.empty()
        : new HandlerChains(link.graph(), link.newTargets(), takers)
            .chainTo(number.getAsInt())
            .map(chain -> chain.stream().map(this::ref).toList());
  }

  /// The methods of the project, outside of tests, that stand for one of a class from outside.
  public List<FunctionRef> overriding(Set<String> methods) {
    HandlerChains chains = new HandlerChains(link.graph(), link.newTargets(), methods);
    List<FunctionRef> found = new ArrayList<>();
    for (FileView file : link.files()) {
      for (int unit = 1; unit < file.facts().units().size(); unit++) {
        if (!TestModules.isTest(file.path()) && chains.isMethod(file, file.firstUnit() + unit)) {
          found.add(ref(file.firstUnit() + unit));
        }
      }
    }
    return List.copyOf(found);
  }

  /// The calls in the workspace of what some canonical names mean, by path and place.
  public List<NamedCall> callsOf(Set<String> names) {
    LinkedNames linked = link.newTargets().names();
    List<NamedCall> found = new ArrayList<>();
    for (FileView file : link.files()) {
      RowTable calls = file.facts().calls();
      for (int row = 0; row < calls.count(); row++) {
        String name = linked.of(file, calls.ref(row));
        if (names.contains(name)) {
          found.add(new NamedCall(file.path(), positions(file.path()).call(row), name));
        }
      }
    }
    return List.copyOf(found);
  }

  /// The calls in a function that make their way, or may, through plain functions to what some
  /// canonical names mean, in the order of the text.
  public List<ReachingCall> callsReaching(FunctionRef function, Set<String> names) {
    OptionalInt number = numberOf(function);
    return number.isPresent() ? new ReachingCalls(this, names).in(number.getAsInt()) : List.of();
  }

  /// The files among those that are wanted which call functions of the workspace that give what
  /// functions of a library, the makers, make anew with each call.
  public Set<String> callersOfGivers(Set<String> makers, Predicate<String> wanted) {
    return new HandedOut(link.newTargets()).callers(link, makers, wanted);
  }

  /// The names of modules for what is defined elsewhere, where its canonical name is wanted.
  public List<Reexport> reexports(Predicate<String> wanted) {
    return new Reexports(link.modules()).of(link.files(), wanted);
  }

  /// The classes of modules that surely derive from one of some classes of libraries, as the names
  /// by which others use what those are.
  public List<Reexport> subclasses(Set<String> bases) {
    ClassGraph classes = link.newTargets().classes();
    List<Reexport> found = new ArrayList<>();
    for (int type = 0; type < classes.count(); type++) {
      // Most classes derive from none of them.
      if (classes.surelyDerives(type, bases)) {
        String path = classes.get(type).file().path();
        String name = Dotted.last(classes.get(type).type().name());
        for (String base : bases) {
          if (classes.surelyDerives(type, Set.of(base))) {
            found.add(new Reexport(path, name, base));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /// Which files import which others.
  public FileImports imports() {
    return new FileImports(link);
  }

  /// The file of the module that `import module` in a file finds, of those that are read.
  public Optional<String> fileFor(String importer, String module) {
    return link.modules().view(link.modules().module(importer, module)).map(FileView::path);
  }

  /// Whether `import module` in a file may find something of the project, read or not.
  public boolean isOfProject(String importer, String module) {
    return link.modules().isOfProject(link.modules().module(importer, module));
  }

  /// Whether the folder of `sys.path` by which a file is found leads to a module of another, too.
  public boolean isBeside(String path, String module, String other) {
    return link.modules().isBeside(path, module, other);
  }

  /// How a file can name the module of another one in an import, if it is found under its name.
  public Optional<String> moduleFor(String importer, String path) {
    String name = Dotted.spelled(moduleName(path));
    return link.modules()
        .view(link.modules().module(importer, name))
        .filter(it -> it.path().equals(path))
        .map(_ -> name);
  }

  /// The methods that a method overrides and that override it.
  public Overrides overridesOf(FunctionRef function) {
    OptionalInt number = numberOf(function);
    return number.isPresent()
        ? new OverrideFinder(this, number.getAsInt()).find()
        : new Overrides(List.of(), List.of(), new Answer.No("there is no such method"));
  }

  /// The functions of a file in the order of the text, the module first.
  public List<FunctionRef> functionsOf(String path) {
    List<FunctionRef> functions = new ArrayList<>();
    for (FileView file : link.file(path).stream().toList()) {
      for (int unit = 0; unit < file.facts().units().size(); unit++) {
        functions.add(ref(file.firstUnit() + unit));
      }
    }
    return functions;
  }

  /// The path of the file whose module has a dotted name.
  public Optional<String> fileOf(String module) {
    return link.modules().view(module).map(FileView::path);
  }

  /// The functions that the code of a function calls for sure, each once.
  public List<FunctionRef> calleesOf(FunctionRef function) {
    Set<FunctionRef> callees = new LinkedHashSet<>();
    OptionalInt number = numberOf(function);
    if (number.isPresent()) {
      for (int callee : link.contexts().calleesOf(number.getAsInt())) {
        callees.add(ref(callee));
      }
    }
    return List.copyOf(callees);
  }

  /// This workspace, or one with a file that it does not hold as it is.
  Workspace holding(String path, SyntaxTree tree, int units) {
    Summary known = summaries.get(path);
    if (known != null && known.facts().units().size() == units) {
      return this;
    }
    Map<String, Summary> more = new HashMap<>(summaries);
    more.put(path, Summaries.summarize(path, tree));
    return new Workspace(link.with(List.copyOf(more.values())), more);
  }

  FileView file(String path) {
    return link.file(path).orElseThrow(() -> new IllegalArgumentException("no file " + path));
  }

  /// The canonical name of a function, unless its module shadows the standard library.
  Optional<String> qualifiedName(int function) {
    FileView file = link.fileOf(function);
    String name = Modules.visible(file.prefix());
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(link.modules().canonical(name + "." + unit(function).name()));
  }

  Link link() {
    return link;
  }

  Knowledge knowledge() {
    return link.knowledge();
  }

  /// How much was looked at to tell the contexts of all functions.
  long steps() {
    return link.contexts().steps();
  }

  Optional<Summary> summary(String path) {
    return Optional.ofNullable(summaries.get(path));
  }

  Positions positions(String path) {
    Summary summary = summaries.get(path);
    if (summary == null) {
      throw new IllegalArgumentException("no file " + path);
    }
    return summary.positions();
  }

  /// The number of a function through all files.
  OptionalInt numberOf(FunctionRef function) {
    Optional<FileView> file = link.file(function.path());
    boolean known =
        file.isPresent()
            && function.index() >= 0
            && function.index() < file.get().facts().units().size();
    return known ? OptionalInt.of(file.get().firstUnit() + function.index()) : OptionalInt.empty();
  }

  /// The function of a number.
  FunctionRef ref(int function) {
    FileView file = link.fileOf(function);
    int index = function - file.firstUnit();
    return new FunctionRef(file.path(), index, file.facts().units().get(index).name());
  }

  Unit unit(int function) {
    FileView file = link.fileOf(function);
    return file.facts().units().get(function - file.firstUnit());
  }

  /// A use for people: file and line.
  String placeOfUse(FileView file, int row) {
    return file.path() + ":" + positions(file.path()).lineOfUse(row);
  }

  /// The canonical name of the module that `import dotted` finds in a file, or "" for a module of
  /// the project that shadows one of the standard library.
  String module(String importer, String dotted) {
    return Modules.visible(link.modules().module(importer, dotted));
  }

  /// The dotted name of a file's module, which no other has.
  String moduleName(String path) {
    return link.paths().moduleName(path);
  }

  Patches patches() {
    return link.patches();
  }

  boolean handlesLoopExceptions() {
    return link.handlesLoopExceptions();
  }
}
