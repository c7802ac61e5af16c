package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Builds the flow graph of a function body. Each method takes the step that control comes from and
/// gives the one that it leaves by, or `NOWHERE` if it does not go on.
final class FlowGraphBuilder {
  private static final int NOWHERE = -1;

  private enum Jump {
    RETURN,
    BREAK,
    CONTINUE
  }

  /// What a jump meets on its way out.
  private sealed interface Frame {
    record Loop(int breakTo, int continueTo) implements Frame {}

    /// An `async with`, whose exit waits; an exception of that goes to `raised`.
    record Exit(int raised) implements Frame {}

    /// `pending` are the jumps that go on behind the `finally` block.
    record Finally(int entry, Set<Jump> pending) implements Frame {}
  }

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final int function;
  private final List<Optional<Node>> nodes = new ArrayList<>();
  private final List<Boolean> suspends = new ArrayList<>();
  private final BitSet guarded = new BitSet();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int edges;

  /// Where an exception goes, or `NOWHERE` outside of every `try` and `with`.
  private int raised = NOWHERE;

  private FlowGraphBuilder(SyntaxTree tree, Scopes scopes, int function) {
    this.tree = tree;
    this.scopes = scopes;
    this.function = function;
  }

  static FlowGraph build(SyntaxTree tree, Scopes scopes, Stmt.FunctionDef def) {
    FlowGraphBuilder builder = new FlowGraphBuilder(tree, scopes, def.id());
    int start = builder.add(Optional.empty(), false);
    builder.block(def.body(), start);
    boolean[] suspends = new boolean[builder.nodes.size()];
    for (int step = 0; step < suspends.length; step++) {
      suspends[step] = builder.suspends.get(step);
    }
    return new FlowGraph(
        tree,
        List.copyOf(builder.nodes),
        suspends,
        builder.guarded,
        Arrays.copyOf(builder.from, builder.edges),
        Arrays.copyOf(builder.to, builder.edges));
  }

  private int add(Optional<Node> node, boolean suspending) {
    nodes.add(node);
    suspends.add(suspending || node.map(this::suspendsInside).orElse(false));
    int step = nodes.size() - 1;
    if (raised != NOWHERE && node.isPresent()) {
      guarded.set(step);
      edge(step, raised);
    }
    return step;
  }

  private boolean suspendsInside(Node node) {
    for (int id = node.id(); id <= tree.lastDescendant(node); id++) {
      Node each = tree.node(id);
      if (FlowGraph.isSuspension(each) && scopes.functionOf(each) == function) {
        return true;
      }
    }
    return false;
  }

  private void edge(int source, int target) {
    if (source == NOWHERE || target == NOWHERE) {
      return;
    }
    if (edges == from.length) {
      from = Arrays.copyOf(from, edges * 2);
      to = Arrays.copyOf(to, edges * 2);
    }
    from[edges] = source;
    to[edges++] = target;
  }

  private int step(Node node, int before) {
    return step(node, before, false);
  }

  private int step(Node node, int before, boolean suspending) {
    int step = add(Optional.of(node), suspending);
    edge(before, step);
    return step;
  }

  private int join(int... sources) {
    int step = add(Optional.empty(), false);
    boolean reached = false;
    for (int source : sources) {
      reached |= source != NOWHERE;
      edge(source, step);
    }
    return reached ? step : NOWHERE;
  }

  private int block(List<Stmt> body, int before) {
    int at = before;
    for (Stmt statement : body) {
      at = statement(statement, at);
    }
    return at;
  }

  private int statement(Stmt statement, int before) {
    return switch (statement) {
      case Stmt.If branch -> branches(branch, before);
      case Stmt.While loop -> whileLoop(loop, before);
      case Stmt.For loop -> forLoop(loop, before);
      case Stmt.With with -> with(with, before);
      case Stmt.Match match -> match(match, before);
      case Stmt.Try attempt -> attempt(attempt, before);
      case Stmt.Return _ -> leave(step(statement, before), Jump.RETURN);
      case Stmt.Break _ -> leave(step(statement, before), Jump.BREAK);
      case Stmt.Continue _ -> leave(step(statement, before), Jump.CONTINUE);
      case Stmt.Raise _ -> {
        step(statement, before);
        yield NOWHERE;
      }
      case Stmt _ -> step(statement, before);
    };
  }

  private int leave(int step, Jump jump) {
    jump(step, jump);
    return NOWHERE;
  }

  private void jump(int step, Jump jump) {
    int at = step;
    for (Frame frame : frames) {
      switch (frame) {
        case Frame.Exit(int outer) -> {
          int exit = add(Optional.empty(), true);
          edge(at, exit);
          edge(exit, outer);
          at = exit;
        }
        case Frame.Finally(int entry, Set<Jump> pending) -> {
          edge(at, entry);
          pending.add(jump);
          return;
        }
        case Frame.Loop(int breakTo, int continueTo) -> {
          if (jump != Jump.RETURN) {
            edge(at, jump == Jump.BREAK ? breakTo : continueTo);
            return;
          }
        }
      }
    }
  }

  /// A chain of `elif` is one loop here, however long it is.
  private int branches(Stmt.If first, int before) {
    int end = add(Optional.empty(), false);
    Stmt.If branch = first;
    int at = before;
    while (true) {
      int test = step(branch.test(), at);
      edge(block(branch.body(), test), end);
      if (branch.orElse().size() != 1 || !(branch.orElse().getFirst() instanceof Stmt.If next)) {
        edge(block(branch.orElse(), test), end);
        return end;
      }
      branch = next;
      at = test;
    }
  }

  private int whileLoop(Stmt.While loop, int before) {
    int end = add(Optional.empty(), false);
    int test = step(loop.test(), before);
    frames.push(new Frame.Loop(end, test));
    edge(block(loop.body(), test), test);
    frames.pop();
    edge(block(loop.orElse(), loop.isEndless() ? NOWHERE : test), end);
    return end;
  }

  private int forLoop(Stmt.For loop, int before) {
    int end = add(Optional.empty(), false);
    int iterable = step(loop.iterable(), before);
    int target = step(loop.target(), iterable, loop.isAsync());
    frames.push(new Frame.Loop(end, target));
    edge(block(loop.body(), target), target);
    frames.pop();
    edge(block(loop.orElse(), target), end);
    return end;
  }

  /// The exit of a manager may swallow an exception of the body, or of a manager behind it, so what
  /// follows can be reached from everywhere inside.
  private int with(Stmt.With with, int before) {
    int outer = raised;
    int exit = add(Optional.empty(), with.isAsync());
    int at = before;
    for (Node.WithItem item : with.items()) {
      at = step(item, at, with.isAsync());
      edge(at, exit);
      raised = exit;
    }
    if (with.isAsync()) {
      frames.push(new Frame.Exit(outer));
    }
    edge(block(with.body(), at), exit);
    if (with.isAsync()) {
      frames.pop();
    }
    raised = outer;
    edge(exit, outer);
    return exit;
  }

  private int match(Stmt.Match match, int before) {
    int end = add(Optional.empty(), false);
    int at = step(match.subject(), before);
    for (Node.MatchCase branch : match.cases()) {
      int pattern = step(branch.pattern(), at);
      int chosen = branch.guard().isPresent() ? step(branch.guard().get(), pattern) : pattern;
      edge(block(branch.body(), chosen), end);
      at = chosen == pattern ? pattern : join(pattern, chosen);
    }
    edge(at, end);
    return end;
  }

  private int attempt(Stmt.Try attempt, int before) {
    int outer = raised;
    boolean hasFinally = !attempt.finalBody().isEmpty();
    int last = hasFinally ? add(Optional.empty(), false) : NOWHERE;
    Frame.Finally frame = new Frame.Finally(last, EnumSet.noneOf(Jump.class));
    if (hasFinally) {
      frames.push(frame);
    }
    int escape = hasFinally ? last : outer;
    int caught = attempt.handlers().isEmpty() ? escape : add(Optional.empty(), false);
    raised = caught;
    edge(before, caught);
    int body = block(attempt.body(), before);
    raised = escape;
    int end = block(attempt.orElse(), body);
    int done = add(Optional.empty(), false);
    edge(end, done);
    // What no handler takes leaves the last type that is looked at.
    for (Node.ExceptHandler handler : attempt.handlers()) {
      int entry = handler.type().isPresent() ? step(handler.type().get(), caught) : join(caught);
      edge(block(handler.body(), entry), done);
    }
    raised = outer;
    if (!hasFinally) {
      return done;
    }
    frames.pop();
    edge(done, last);
    int behind = block(attempt.finalBody(), last);
    for (Jump pending : frame.pending()) {
      jump(behind, pending);
    }
    edge(behind, outer);
    return behind;
  }
}
