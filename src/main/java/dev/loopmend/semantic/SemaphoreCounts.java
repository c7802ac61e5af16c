package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How many tasks the semaphores of a file let in, by the calls that make them.
final class SemaphoreCounts {
  private static final Set<String> SEMAPHORES =
      Set.of("asyncio.Semaphore", "asyncio.BoundedSemaphore");

  private final SyntaxTree tree;
  private final Types types;
  private final SameObjects same;

  SemaphoreCounts(SyntaxTree tree, Types types, SameObjects same) {
    this.tree = tree;
    this.types = types;
    this.same = same;
  }

  static boolean isSemaphore(String type) {
    return SEMAPHORES.contains(type);
  }

  /// Ex) `asyncio.Semaphore()` and `asyncio.Semaphore(1)`, wherever it is made
  boolean isForOne(Expr semaphore) {
    List<Expr> made = made(semaphore);
    return !made.isEmpty() && made.stream().allMatch(SemaphoreCounts::isMadeForOne);
  }

  /// Ex) `asyncio.Semaphore(10)`, `asyncio.Semaphore(limit)`: a limit, which excludes nobody
  boolean isForMany(Expr semaphore) {
    return made(semaphore).stream()
        .anyMatch(
            it ->
                it instanceof Expr.Call
                    && types.typeOf(it).filter(SEMAPHORES::contains).isPresent()
                    && !isMadeForOne(it));
  }

  /// What the file binds to it.
  private List<Expr> made(Expr semaphore) {
    return tree.nodes().stream()
        .flatMap(
            it ->
                switch (it) {
                  case Stmt.Assign(_, List<Expr> targets, Expr value)
                      when targets.stream().anyMatch(to -> same.isSame(to, semaphore)) ->
                      Stream.of(value);
                  case Stmt.AnnAssign annotated when same.isSame(annotated.target(), semaphore) ->
                      annotated.value().stream();
                  case Node _ -> Stream.<Expr>empty();
                })
        .toList();
  }

  private static boolean isMadeForOne(Expr made) {
    return made instanceof Expr.Call(_, _, List<Node.Argument> arguments)
        && (arguments.isEmpty()
            || (arguments.size() == 1
                && arguments.getFirst().value() instanceof Expr.Constant(_, _, String text)
                && text.equals("1")));
  }
}
