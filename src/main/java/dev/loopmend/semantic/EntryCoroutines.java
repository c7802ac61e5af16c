package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether something started at a place can still run before the program ends: `asyncio.run`
/// cancels what is left when its coroutine returns (recipes' section 2.2).
final class EntryCoroutines {
  /// How many coroutines may await each other last.
  private static final int DEPTH = 8;

  private final FileRefs file;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Flows flows;
  private final Workspace workspace;
  private final OwnUses uses;
  private final ProgramStarts starts;

  EntryCoroutines(FileRefs file, Workspace workspace, Flows flows) {
    this.file = file;
    this.tree = file.tree();
    this.scopes = file.refs().scopes();
    this.flows = flows;
    this.workspace = workspace;
    this.uses = new OwnUses(file, workspace);
    this.starts = new ProgramStarts(file, workspace.knowledge().loopOwners());
  }

  /// The name of what some file of the workspace starts the program with a function by, such as
  /// `asyncio.run`; "" if nothing does, or if others than tests run it as well.
  private String runnerOf(Stmt.FunctionDef def) {
    int number = uses.number(def);
    CallGraph graph = workspace.link().graph();
    String found = "";
    for (CallGraph.Use use : graph.usesOf(number)) {
      Fate fate = graph.fate(use, number);
      boolean isCalled = fate instanceof Fate.Runs(var kind, _) && kind == FunctionUse.Kind.CALL;
      String runner =
          fate instanceof Fate.Runs(_, int call)
              ? isCalled ? startOf(use, call) : ""
              : takerByName(use);
      if (!runner.isEmpty() && use.sure()) {
        found = runner;
      } else if (runner.isEmpty() && isCalled && !TestModules.isTest(use.file().path())) {
        return "";
      }
    }
    return found;
  }

  /// What starts the program with what a call gives, or "".
  private String startOf(CallGraph.Use use, int call) {
    String taker = takerOf(use.file(), call);
    if (workspace.knowledge().loopOwners().contains(taker)) {
      return taker;
    }
    boolean here = use.file().path().equals(file.path());
    return here ? uses.at(use, call).map(starts::with).orElse("") : "";
  }

  /// Ex) anyio.run(main)
  private String takerByName(CallGraph.Use use) {
    RowTable uses = use.file().facts().uses();
    boolean isFirst = uses.role(use.row()) == Role.ARGUMENT && uses.place(use.row()) == 0;
    int call = uses.detail(use.row());
    String taker =
        isFirst ? file.targets().names().of(use.file(), use.file().facts().calls().ref(call)) : "";
    return workspace.knowledge().loopOwners().contains(taker) ? taker : "";
  }

  /// The name of what is called with the result of a call as its coroutine, or "".
  private String takerOf(FileView at, int call) {
    RowTable calls = at.facts().calls();
    int place = calls.place(call);
    boolean isFirst =
        calls.role(call) == Role.ARGUMENT
            && (place == 0
                // Ex) asyncio.run(main=main())
                || (place < -1 && at.ref(-2 - place).equals(new Ref.Free("main"))));
    return isFirst ? file.targets().names().of(at, calls.ref(calls.detail(call))) : "";
  }

  Answer isLastAct(Node node) {
    return isLastAct(node, 0);
  }

  private Answer isLastAct(Node node, int depth) {
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(node);
    String runner = def.map(this::runnerOf).orElse("");
    Optional<Expr.Await> caller =
        runner.isEmpty() && depth < DEPTH ? def.flatMap(this::onlyAwait) : Optional.empty();
    if (def.isEmpty() || (runner.isEmpty() && caller.isEmpty())) {
      return new Answer.No("it is in no coroutine that the program is started with");
    }
    FlowGraph flow = flows.of(def.get());
    OptionalInt start = flow.stepOf(node);
    if (start.isEmpty()) {
      return new Answer.Unknown("the place is not part of the function's flow");
    }
    if (awaitsAfter(flow, start.getAsInt(), node)) {
      return new Answer.No(def.get().name() + " awaits something after it");
    }
    // Ex) async def main(): await start()
    return caller.isPresent()
        ? isLastAct(caller.get(), depth + 1)
        : new Answer.Yes(
            def.get().name() + " awaits nothing after it, and " + runner + " cancels what is left");
  }

  /// The only thing that code outside of tests does with a coroutine function: it awaits a call.
  private Optional<Expr.Await> onlyAwait(Stmt.FunctionDef def) {
    int number = uses.number(def);
    CallGraph graph = workspace.link().graph();
    List<CallGraph.Use> all =
        graph.usesOf(number).stream()
            .filter(it -> !TestModules.isTest(it.file().path()))
            .filter(it -> !(graph.fate(it, number) instanceof Fate.Nothing))
            .toList();
    boolean one =
        def.isAsync()
            && all.size() == 1
            && all.getFirst().sure()
            && all.getFirst().file().path().equals(file.path());
    return one
            && graph.fate(all.getFirst(), number) instanceof Fate.Runs(var kind, int call)
            && kind == FunctionUse.Kind.CALL
        ? uses.at(all.getFirst(), call)
            .map(tree::parent)
            .filter(Expr.Await.class::isInstance)
            .map(Expr.Await.class::cast)
        : Optional.empty();
  }

  private boolean awaitsAfter(FlowGraph flow, int start, Node node) {
    if (awaitsLaterInStep(flow, start, node)) {
      return true;
    }
    BitSet seen = new BitSet();
    int[] stack = new int[flow.count()];
    int size = 0;
    stack[size++] = start;
    while (size > 0) {
      for (int next : flow.after(stack[--size])) {
        if (flow.suspends(next)) {
          return true;
        }
        if (!seen.get(next)) {
          seen.set(next);
          stack[size++] = next;
        }
      }
    }
    return false;
  }

  /// Ex) await asyncio.wait([asyncio.create_task(work())])
  private boolean awaitsLaterInStep(FlowGraph flow, int step, Node node) {
    return flow.node(step).stream()
        .flatMap(whole -> tree.within(whole).stream())
        .filter(it -> it.id() > node.id() || (it.id() != node.id() && tree.contains(it, node)))
        .anyMatch(FlowGraph::isSuspension);
  }
}
