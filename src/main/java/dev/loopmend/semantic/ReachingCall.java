package dev.loopmend.semantic;

import dev.loopmend.text.Span;

/// A call that makes its way to a function of a library: where it stands, how it gets there, and
/// whether what it runs is told for sure. The functions of the chain are none if the library's
/// function is what it calls.
public record ReachingCall(Span at, CallChain chain, boolean sure) {}
