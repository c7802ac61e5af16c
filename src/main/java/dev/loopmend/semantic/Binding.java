package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import java.util.List;

/// A name in a scope with everything in the file that binds it and every place that reads it.
/// `stores` are the nodes that bind (a `Name` in store context, an `Alias`, a `FunctionDef`, a
/// `ClassDef`, a `Parameter`, an `ExceptHandler`, a pattern, a type parameter), `reads` are `Name`
/// nodes in load context in any scope that refer to this binding, `deletes` are `Name` nodes under
/// `del`; all in the order of the text. `declaredElsewhere` tells that another scope binds it by
/// `global` or `nonlocal`; those stores are among `stores`.
public record Binding(
    String name,
    Scope scope,
    List<Node> stores,
    List<Node> reads,
    List<Node> deletes,
    boolean declaredElsewhere) {}
