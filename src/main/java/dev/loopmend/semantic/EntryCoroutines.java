package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether something started at a place can still run before the program ends: `asyncio.run`
/// cancels what is left when its coroutine returns (recipes' section 2.2).
final class EntryCoroutines {
  private final FileRefs file;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Flows flows;
  private final Workspace workspace;

  EntryCoroutines(FileRefs file, Workspace workspace, Flows flows) {
    this.file = file;
    this.tree = file.tree();
    this.scopes = file.refs().scopes();
    this.flows = flows;
    this.workspace = workspace;
  }

  /// The name of what some file of the workspace starts the program with a function by, such as
  /// `asyncio.run`; "" if nothing does, or if others than tests run it as well.
  private String runnerOf(Stmt.FunctionDef def) {
    int number = file.view().firstUnit() + file.refs().units().indexOf(def.id());
    CallGraph graph = workspace.link().graph();
    String found = "";
    for (CallGraph.Use use : graph.usesOf(number)) {
      String runner =
          graph.fate(use, number) instanceof Fate.Runs(FunctionUse.Kind kind, int call)
              ? kind == FunctionUse.Kind.CALL ? takerOf(use.file(), call) : ""
              : takerByName(use);
      boolean starts = workspace.knowledge().loopOwners().contains(runner);
      if (starts && use.sure()) {
        found = runner;
      } else if (!starts && isRun(use, number) && !TestModules.isTest(use.file().path())) {
        return "";
      }
    }
    return found;
  }

  private boolean isRun(CallGraph.Use use, int number) {
    return workspace.link().graph().fate(use, number) instanceof Fate.Runs(var kind, int _)
        && kind == FunctionUse.Kind.CALL;
  }

  /// Ex) anyio.run(main)
  private String takerByName(CallGraph.Use use) {
    RowTable uses = use.file().facts().uses();
    boolean isFirst = uses.role(use.row()) == Role.ARGUMENT && uses.place(use.row()) == 0;
    int call = uses.detail(use.row());
    return isFirst
        ? file.targets().names().of(use.file(), use.file().facts().calls().ref(call))
        : "";
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
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(node);
    String runner = def.map(this::runnerOf).orElse("");
    if (def.isEmpty() || runner.isEmpty()) {
      return new Answer.No("it is in no coroutine that the program is started with");
    }
    FlowGraph flow = flows.of(def.get());
    OptionalInt start = flow.stepOf(node);
    if (start.isEmpty()) {
      return new Answer.Unknown("the place is not part of the function's flow");
    }
    return awaitsAfter(flow, start.getAsInt(), node)
        ? new Answer.No(def.get().name() + " awaits something after it")
        : new Answer.Yes(
            def.get().name() + " awaits nothing after it, and " + runner + " cancels what is left");
  }

  private boolean awaitsAfter(FlowGraph flow, int start, Node node) {
    if (awaitsLaterInStep(flow, start, node)) {
      return true;
    }
    BitSet seen = new BitSet();
    int[] stack = new int[flow.count() + 1];
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
    Optional<Node> whole = flow.node(step);
    if (whole.isEmpty()) {
      return false;
    }
    for (int id = whole.get().id(); id <= tree.lastDescendant(whole.get()); id++) {
      Node each = tree.node(id);
      boolean later = each.id() > node.id() || tree.contains(each, node);
      if (later && FlowGraph.isSuspension(each)) {
        return true;
      }
    }
    return false;
  }
}
