/// Conditions and rewrites that a pattern and a template cannot say. Each is general, named once,
/// and speaks of Python and asyncio.
///
/// Knows the semantic model and the ports of `recipe`; operations know neither each other nor the
/// engine, and do no input or output.
@NullMarked
package dev.loopmend.operation;

import org.jspecify.annotations.NullMarked;
