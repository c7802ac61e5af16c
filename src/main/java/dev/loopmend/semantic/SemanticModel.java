package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What one file means within its workspace, each answer computed once; for one thread at a time.
public final class SemanticModel {
  private final SyntaxTree tree;
  private final Workspace workspace;
  private final String path;
  final Scopes scopes;
  private final Units units;
  final Resolver resolver;
  final Types types;
  final Flows flows;
  private final AwaitPlaces awaitPlaces;
  private final FileRefs file;
  final OwnUses ownUses;
  private final HandedGenerators handedGenerators;
  private final ValueUses valueUses;
  private final Spellings spellings;
  final Surroundings surroundings;
  final HeldLocks heldLocks;
  final DualMode dualMode;
  private final EntryCoroutines entryCoroutines;
  private final SharedState sharedState;
  private final CoroutineUses coroutineUses;
  private final DecoratorRoles decoratorRoles;
  private final HandedOut handedOut;

  private SemanticModel(Workspace linked, String path, SyntaxTree tree) {
    this.tree = tree;
    this.path = path;
    this.scopes = Scopes.of(tree);
    this.units = Units.of(scopes);
    this.workspace = linked.holding(path, tree, units.count());
    Link link = workspace.link();
    RefReader refs = new RefReader(tree, scopes, units, TypeNumbers.of(scopes));
    this.file = new FileRefs(refs, workspace.file(path), link.newTargets());
    this.resolver = new Resolver(file, link.modules());
    this.types = new Types(file);
    this.awaitPlaces = new AwaitPlaces(tree);
    this.ownUses = new OwnUses(file, workspace);
    this.handedGenerators = new HandedGenerators(file, link.takers());
    this.flows = new Flows(tree, scopes);
    this.valueUses =
        new ValueUses(tree, scopes, ownUses, new LocalReads(tree, scopes, resolver, flows));
    this.spellings = new Spellings(tree, scopes, resolver, workspace, path);
    this.surroundings = new Surroundings(tree, scopes, resolver);
    this.heldLocks = new HeldLocks(tree, scopes, types, surroundings);
    this.dualMode = new DualMode(tree, scopes, resolver, types, surroundings);
    this.entryCoroutines = new EntryCoroutines(file, workspace, flows);
    this.sharedState = new SharedState(tree, scopes, flows, resolver, types);
    this.coroutineUses = new CoroutineUses(tree, scopes, valueUses);
    this.handedOut = new HandedOut(file.targets());
    this.decoratorRoles = new DecoratorRoles(this::qualifiedName, types, link.knowledge());
  }

  /// The model of a file of the workspace. The top level of a notebook may await.
  public static SemanticModel of(Workspace workspace, String path, SyntaxTree tree) {
    return new SemanticModel(workspace, path, tree);
  }

  public SyntaxTree tree() {
    return tree;
  }

  /// The path that the file has in its workspace.
  public String path() {
    return path;
  }

  /// The canonical dotted name of the object that an expression refers to, such as `asyncio.run`
  /// for `aio.run`, `go`, or an alias assigned once. Builtins are `builtins.sum`; definitions of
  /// the project are `package.module.Class.method`. Empty for anything that cannot be told for
  /// sure.
  public Optional<String> qualifiedName(Expr expr) {
    return resolver.nameOf(expr).or(() -> types.methodOf(expr).flatMap(workspace::qualifiedName));
  }

  /// The class that the value of an expression is an instance of, canonical and dotted
  /// (`asyncio.AbstractEventLoop`), as far as it is visible.
  public Optional<String> typeOf(Expr expr) {
    return types.typeOf(expr);
  }

  /// Whether what is called is a function of the project that gives what functions of a library,
  /// its makers, make anew with each call, and keeps it nowhere: `def spawn(c): return
  /// asyncio.create_task(c)`.
  public Answer handsOut(Expr callee, Set<String> makers) {
    return file.target(callee).only().filter(it -> handedOut.gives(it, makers)).isPresent()
        ? new Answer.Yes("it gives what it has made anew and keeps it nowhere")
        : new Answer.No("it is no function of the project that only gives what it has made anew");
  }

  /// Whether the value of an expression is an instance of a class or of one that derives from it.
  public Answer isInstance(Expr expr, String type) {
    return types.isInstance(expr, type);
  }

  /// Whether an expression is a class of the project that derives from another and has no
  /// constructor of its own, so that it is constructed as that one.
  public Answer isPlainSubclass(Expr expr, String type) {
    return types.isPlainSubclass(expr, type);
  }

  /// Whether a node stands in the constructor of a class that derives from another.
  public Answer inConstructorOf(Node at, String type) {
    return nearestDef(at)
        .map(def -> types.isConstructorOf(def, type))
        .orElseGet(() -> new Answer.No("it is in no function"));
  }

  /// The one of some canonical names of libraries that an expression means: a function, or a method
  /// (`asyncio.Queue.put`) of something whose class is visible.
  public Optional<String> among(Expr expr, Set<String> names) {
    return types.among(expr, names);
  }

  /// Whether a call of an expression only makes a coroutine: of a coroutine function of the project
  /// or of a known one of a library. Unknown if a decorator may give something else.
  public Answer isCoroutineFunction(Expr callee) {
    return types.isCoroutineFunction(callee);
  }

  /// Whether an expression can only be gone over by `async for`.
  public Answer isAsyncIterable(Expr expr) {
    return types.isAsyncGenerator(expr)
        ? new Answer.Yes("it is an asynchronous generator")
        : types.hasOnly(expr, "__aiter__", "__iter__");
  }

  /// Whether an expression can only be entered by `async with`.
  public Answer isAsyncManager(Expr expr) {
    return types.hasOnly(expr, "__aenter__", "__enter__");
  }

  /// How a call of an expression gets, through plain functions of the project, to one of some
  /// functions of libraries; nothing if it does not or if something else may be called.
  public Optional<CallChain> chainTo(Expr callee, Set<String> names) {
    return types.chainTo(callee, workspace.link().reaching(names), workspace);
  }

  /// Whether an expression is a class of the project, whose constructor a call runs for sure.
  public boolean constructs(Expr callee) {
    return types.constructs(callee);
  }

  /// The `__init__` that a call of a class of the project runs, if it is one for sure.
  public Optional<FunctionRef> constructorOf(Expr callee) {
    return types.constructorOf(callee).map(workspace::ref);
  }

  /// Whether a call of an expression makes a plain generator of the project, which runs later.
  public boolean isGeneratorFunction(Expr callee) {
    return types.family(callee).stream().anyMatch(it -> workspace.unit(it).isGenerator());
  }

  /// What becomes of a coroutine where nobody awaits it; see `CoroutineUse`.
  public CoroutineUse coroutineUse(Expr call) {
    return coroutineUses.of(call);
  }

  /// The function of this file that an expression refers to for sure, through `self` and instances
  /// as well; for those of other files see `targetOf`.
  public Optional<Stmt.FunctionDef> definitionOf(Expr expr) {
    return types.definitionOf(expr);
  }

  /// The function of the workspace that a call of an expression runs, if it is one for sure:
  /// through imports, `self` and instances as well. A method that a subclass overrides is not.
  public Optional<FunctionRef> targetOf(Expr callee) {
    return file.target(callee).only().map(workspace::ref);
  }

  /// What a function definition or lambda of this file is called in the workspace; anything else is
  /// taken for the module.
  public FunctionRef refOf(Node functionOrLambda) {
    return units.ref(path, functionOrLambda);
  }

  /// The definition, lambda or module of this file that a reference means; nothing for another file
  /// or an index that the file does not have.
  public Optional<Node> nodeOf(FunctionRef ref) {
    return ref.path().equals(path) && units.has(ref.index())
        ? Optional.of(tree.node(units.node(ref.index())))
        : Optional.empty();
  }

  /// The path of the file of the project that `from module import …` reads, if it is one.
  public Optional<String> fileOf(Stmt.ImportFrom from) {
    Modules modules = workspace.link().modules();
    return modules.view(modules.from(path, Imports.source(from))).map(FileView::path);
  }

  /// The top-level packages that the file, and what it imports of the project as far as that is
  /// read, import from outside: neither of the project nor of the standard library.
  public Set<String> packagesOutside() {
    return workspace.link().modules().packagesOutside(path);
  }

  /// The calls of a function that the file shows.
  public List<Expr> callsOf(Stmt.FunctionDef def) {
    return ownUses.callsOf(def);
  }

  /// The innermost scope that the code of a node runs in: decorators, defaults, annotations and
  /// base classes belong to the scope outside, the first iterable of a comprehension as well.
  public Scope scopeOf(Node node) {
    return scopes.scopeOf(node);
  }

  /// The binding that a `Name` (or a storing node) refers to, if the file has one for it.
  public Optional<Binding> bindingOf(Node name) {
    return scopes.bindingOf(name);
  }

  /// The canonical dotted name of what all stores of a binding agree on, as `qualifiedName` has it.
  public Optional<String> qualifiedNameOf(Binding binding) {
    return binding.stores().stream()
        .map(scopes::numberOf)
        .findFirst()
        .flatMap(resolver::nameOfBinding);
  }

  /// All bindings of a scope in the order in which the text first binds them.
  public List<Binding> bindingsOf(Scope scope) {
    return scopes.bindingsOf(scope);
  }

  /// The only value that is ever assigned to a binding.
  public Optional<Expr> singleAssignment(Binding binding) {
    return resolver.singleAssignment(binding);
  }

  /// Whether a name is bound in no scope of this file and read nowhere as a global; builtins are
  /// not free.
  public boolean isFree(String name) {
    return !scopes.isMentioned(name) && !Builtins.has(name);
  }

  /// Whether no name is written so in the function or module that a node runs in, or in a function
  /// within it.
  public boolean isFreeAround(String name, Node node) {
    Node function = functionOf(node).orElse(tree.module());
    return !Builtins.has(name)
        && IntStream.rangeClosed(tree.firstToken(function), tree.lastToken(function))
            .noneMatch(token -> tree.tokens().text(token).equals(name));
  }

  /// The innermost function or lambda whose body holds a node; decorators, defaults and annotations
  /// belong outside, the body of a class to the function round it.
  public Optional<Node> functionOf(Node node) {
    int function = scopes.functionOf(node);
    return function < 0 ? Optional.empty() : Optional.of(tree.node(function));
  }

  /// The function definition whose code a node is directly in: lambdas and comprehensions between
  /// do not count, the body of a class between does.
  public Optional<Stmt.FunctionDef> nearestDef(Node node) {
    return scopes.nearestDef(node);
  }

  /// Whether `await` may be written in the place of an expression, or `async` before a statement,
  /// in Python 3.`minorVersion`.
  public Answer mayAwait(Node at, int minorVersion) {
    return awaitPlaces.mayAwait(at, minorVersion);
  }

  /// Whether `await` may be written in a place in Python 3.`minorVersion` once the function round
  /// it is a coroutine function.
  public Answer mayAwaitOnceAsync(Expr at, int minorVersion) {
    return awaitPlaces.mayAwaitOnceAsync(at, minorVersion);
  }

  /// Whether code runs while an event loop runs in its thread, by all callers in the workspace.
  public LoopContext loopContext(Node at) {
    return handedGenerators.holds(at)
        ? new LoopContext.Unknown("a thread evaluates the generator expression")
        : workspace.contextOf(ref(units.unitOf(at, scopes)));
  }

  private FunctionRef ref(int unit) {
    return new FunctionRef(path, unit, units.name(unit));
  }

  /// The workspace that the file is linked with.
  public Workspace workspace() {
    return workspace;
  }

  /// Where a framework runs what a decorator registers with it, if that is known of it.
  public Optional<Knowledge.RunsIn> roleOf(Node.Decorator decorator) {
    return decoratorRoles.of(decorator);
  }

  /// What becomes of the value of an expression.
  public ValueUse valueUse(Expr expr) {
    return valueUses.of(expr);
  }

  /// The `except` clauses of every `try` of the same function whose body holds a node, nearest
  /// first; a node in a handler, `else` or `finally` is not in the body.
  public List<Handling> handlersAround(Node at) {
    return surroundings.handlers(at);
  }

  /// Whether a node stands in code that cleans up while a cancelled or closed coroutine is on its
  /// way out: in `finally`, or in a handler that takes the cancellation.
  public Answer cleansUp(Node at) {
    return surroundings.cleansUp(at);
  }

  /// The outermost loop of its function that a statement is in.
  public Optional<Stmt> outermostLoop(Stmt statement) {
    return surroundings.outermostLoop(statement);
  }

  /// The context managers that are entered round a node in the same function, nearest first.
  public List<Expr> withContextsAround(Node at) {
    return surroundings.withItems(at).stream().map(Node.WithItem::context).toList();
  }

  /// The calls of a kind in the run of neighbouring statements, each of which holds one, that a
  /// call of that kind stands in; in the order of the text.
  public List<Expr.Call> neighbours(Expr.Call call, Predicate<Expr.Call> isKind) {
    return surroundings.neighbours(call, isKind);
  }

  /// Whether an instance of exactly this class is entered or acquired at a node.
  public Answer holds(Node at, String type) {
    return heldLocks.holds(at, type);
  }

  /// Whether the same function tests a callable such as `asyncio.get_running_loop` first, itself or
  /// through a function of the project, and so is written for both of its answers.
  public Answer guardedBy(Node at, String name, Function<String, Optional<SemanticModel>> files) {
    return dualMode.guardedBy(at, name, call -> DualMode.asks(this, call, name, files));
  }

  /// Whether the program's entry coroutine awaits nothing more after a node, so that what is
  /// started there is cancelled.
  public Answer lastActOfEntryCoroutine(Node at) {
    return entryCoroutines.isLastAct(at);
  }

  /// Whether state that other coroutines can reach is touched before and after a call, with no
  /// `await` between and one of the two writing it.
  public Answer sharedStateAround(Expr call) {
    return sharedState.around(call);
  }

  /// Whether a `# noqa` on the lines of the statement is bare or names one of the codes, or a
  /// comment of ruff does.
  public boolean suppressedByNoqa(Node at, Set<String> codes) {
    return Noqa.suppresses(tree, surroundings.statementOf(at), at, codes);
  }

  /// How a dotted name can be written at a place; the module as the place stands for new code
  /// behind its imports.
  public Spelling spelling(String qualifiedName, Node at) {
    return spellings.at(qualifiedName, at);
  }

  /// How a dotted name can be written in new code at module level, if it is in scope there.
  public Optional<String> moduleSpelling(String qualifiedName) {
    return spellings.inModule(qualifiedName);
  }

  /// The first name at module level that is bound to a logger, once and without a condition.
  public Optional<Expr.Name> moduleLogger() {
    return spellings.moduleLogger();
  }

  /// Whether the file is a test by its name.
  public boolean isTestModule() {
    return TestModules.isTest(path);
  }

  /// Whether a test of the workspace replaces what a name means in this file.
  public Answer patchedByTests(String qualifiedName, Expr written) {
    return workspace.patches().reaches(qualifiedName, workspace.moduleName(path), written);
  }

  /// Whether the project, its tests not counted, sets an exception handler of an event loop.
  public boolean handlesLoopExceptions() {
    return workspace.handlesLoopExceptions();
  }
}
