/// Whether a queue may get a bound: all that a project does with one queue, and whether its
/// consumers are there before its producers and stay.
///
/// Knows the semantic model and the code base; knows no pattern, no operation and no engine.
@NullMarked
package dev.loopmend.queue;

import org.jspecify.annotations.NullMarked;
