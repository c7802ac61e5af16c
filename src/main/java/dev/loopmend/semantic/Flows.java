package dev.loopmend.semantic;

import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The flow graphs of a file's functions, each built when it is first asked for.
final class Flows {
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Map<Integer, FlowGraph> graphs = new ConcurrentHashMap<>();

  Flows(SyntaxTree tree, Scopes scopes) {
    this.tree = tree;
    this.scopes = scopes;
  }

  FlowGraph of(Stmt.FunctionDef def) {
    return graphs.computeIfAbsent(def.id(), _ -> FlowGraphBuilder.build(tree, scopes, def));
  }
}
