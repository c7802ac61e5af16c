package dev.loopmend.report;

import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.LoopContext;
import dev.loopmend.semantic.Overrides;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Origin;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The functions of a file with who calls them and whom they call in the whole project, and whether
/// they run on the event loop. `-` stands for what cannot be told.
public final class CallView {
  private static final String INDENT = "    ";

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Workspace workspace;
  private final Function<String, Optional<Origin>> origins;

  private CallView(SemanticModel model, Function<String, Optional<Origin>> origins) {
    this.model = model;
    this.tree = model.tree();
    this.workspace = model.workspace();
    this.origins = origins;
  }

  /// One block for each function in the order of the text, the code of the module first; `origins`
  /// tells where the text of a file of the project comes from.
  public static String of(SemanticModel model, Function<String, Optional<Origin>> origins) {
    CallView view = new CallView(model, origins);
    return view.functions().stream().map(view::block).collect(Collectors.joining("\n"));
  }

  private List<FunctionRef> functions() {
    return workspace.functionsOf(model.path());
  }

  private String block(FunctionRef function) {
    StringBuilder block = new StringBuilder();
    block.append(Line.of(function.name())).append(kind(function)).append('\n');
    block.append("  ").append(Line.of(context(function))).append('\n');
    if (!function.isModule()) {
      overrides(block, workspace.overridesOf(function));
      List<FunctionUse> uses = workspace.usesOf(function);
      if (uses.isEmpty()) {
        block.append("  nobody is seen to use it\n");
      }
      table(block, "called by", uses.stream().filter(CallView::isCall).toList());
      table(block, "used by", uses.stream().filter(use -> !isCall(use)).toList());
    }
    calls(block, function);
    return block.toString();
  }

  /// Ex) ` (coroutine function at 31:5)`
  private String kind(FunctionRef function) {
    return model
        .nodeOf(function)
        .map(
            node ->
                switch (node) {
                  case Stmt.FunctionDef def ->
                      (def.isAsync() ? " (coroutine function at " : " (function at ")
                          + place(def)
                          + ")";
                  case Expr.Lambda lambda -> " (lambda at " + place(lambda) + ")";
                  case Node _ -> "";
                })
        .orElse("");
  }

  private String place(Node node) {
    return place(tree.origin(), tree.span(node));
  }

  private static String place(Origin origin, Span at) {
    Origin.Place place = origin.place(at.start());
    return place.line() + ":" + place.column();
  }

  private String context(FunctionRef function) {
    return switch (workspace.contextOf(function)) {
      case LoopContext.OnLoop(List<FunctionRef> chain) -> "runs on the event loop: " + chain(chain);
      case LoopContext.OffLoop(String why, boolean inThread) -> off(inThread) + ": " + why;
      case LoopContext.Both(List<FunctionRef> chain, String why, boolean inThread) ->
          "runs on the event loop: " + chain(chain) + "; it also " + off(inThread) + ": " + why;
      case LoopContext.Unknown unknown -> "cannot be told where it runs: " + unknown.whole();
    };
  }

  private static String off(boolean inThread) {
    return inThread ? "runs in another thread" : "runs off the event loop";
  }

  /// Ex) `serve → Poller.run`; the first of the chain is what the loop itself runs
  private String chain(List<FunctionRef> chain) {
    if (chain.size() > 1) {
      return chain.stream().map(FunctionRef::label).collect(Collectors.joining(" → "));
    }
    boolean coroutine =
        model
            .nodeOf(chain.getFirst())
            .filter(node -> node instanceof Stmt.FunctionDef def && def.isAsync())
            .isPresent();
    return coroutine ? "it is a coroutine function" : "the event loop itself calls it";
  }

  private static void overrides(StringBuilder block, Overrides overrides) {
    listed(block, "overrides", overrides.above());
    listed(block, "overridden by", overrides.below());
  }

  private static void listed(StringBuilder block, String heading, List<FunctionRef> methods) {
    if (!methods.isEmpty()) {
      block.append("  ").append(heading).append('\n');
      for (FunctionRef method : methods) {
        block.append(INDENT).append(Line.of(method.path() + " " + method.name())).append('\n');
      }
    }
  }

  private static boolean isCall(FunctionUse use) {
    return switch (use.kind()) {
      case CALL, PROPERTY_READ, PROPERTY_SET, CONSTRUCTION, ENTERED, POSSIBLE_CALL -> true;
      case ON_LOOP, IN_THREAD, ON_THE_SPOT, REGISTERED, DECORATES, EXPORT, STRING, ESCAPE -> false;
    };
  }

  private static String word(FunctionUse.Kind kind) {
    return switch (kind) {
      case CALL -> "call";
      case PROPERTY_READ -> "property read";
      case PROPERTY_SET -> "property set";
      case CONSTRUCTION -> "construction";
      case ENTERED -> "with statement";
      case POSSIBLE_CALL -> "possible call";
      case ON_LOOP -> "handed to the event loop";
      case IN_THREAD -> "handed to a thread";
      case ON_THE_SPOT -> "handed on, called at once";
      case REGISTERED -> "registered";
      case DECORATES -> "decorates";
      case EXPORT -> "made public";
      case STRING -> "named in a string";
      case ESCAPE -> "used as a value";
    };
  }

  private void table(StringBuilder block, String heading, List<FunctionUse> uses) {
    if (uses.isEmpty()) {
      return;
    }
    Columns table = new Columns();
    for (FunctionUse use : uses) {
      String at = origins.apply(use.path()).map(map -> ":" + place(map, use.at())).orElse("");
      table.add(use.path() + at, use.by().name(), word(use.kind()), use.why());
    }
    append(block, heading, table);
  }

  private static void append(StringBuilder block, String heading, Columns table) {
    block.append("  ").append(heading).append('\n');
    table.text().lines().forEach(line -> block.append(INDENT).append(line).append('\n'));
  }

  /// The calls in the code of a function in the order of the text, and what else it runs for sure,
  /// such as a property.
  private void calls(StringBuilder block, FunctionRef function) {
    Columns table = new Columns();
    Set<FunctionRef> others = new LinkedHashSet<>(workspace.calleesOf(function));
    List<Expr.Call> calls = new ArrayList<>();
    for (Node node : tree.nodes()) {
      if (node instanceof Expr.Call call && owner(call).equals(function)) {
        calls.add(call);
      }
    }
    for (Expr.Call call : calls) {
      Optional<FunctionRef> target = model.targetOf(call.callee());
      target.ifPresent(others::remove);
      Optional<String> name = callee(call);
      table.add(
          place(call),
          name.orElseGet(() -> Excerpt.brief(tree.textOf(call.callee()))),
          target.map(FunctionRef::path).orElse(name.isEmpty() ? "not known" : ""));
    }
    others.forEach(other -> table.add("", other.name(), other.path()));
    if (!calls.isEmpty() || !others.isEmpty()) {
      append(block, "calls", table);
    }
  }

  private FunctionRef owner(Node node) {
    return model.refOf(model.functionOf(node).orElse(tree.module()));
  }

  /// Whom a call calls: a function of the project, else what the name refers to.
  private Optional<String> callee(Expr.Call call) {
    return model
        .targetOf(call.callee())
        .map(FunctionRef::name)
        .or(() -> model.qualifiedName(call.callee()).map(Dotted::spelled))
        .or(() -> method(call.callee()));
  }

  /// Ex) `asyncio.Queue.put` for `queue.put(…)`
  private Optional<String> method(Expr callee) {
    return callee instanceof Expr.Attribute attribute
        ? model.typeOf(attribute.value()).map(type -> Dotted.spelled(type) + "." + attribute.name())
        : Optional.empty();
  }
}
