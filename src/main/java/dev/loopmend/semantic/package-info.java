/// What Python means: scopes, bindings, resolved names, kinds of values as far as they are visible,
/// where `await` may stand, and which functions run on the event loop.
///
/// Knows syntax trees, and library facts only as data that is handed in; knows no recipe, no edit
/// and no parser.
@NullMarked
package dev.loopmend.semantic;

import org.jspecify.annotations.NullMarked;
