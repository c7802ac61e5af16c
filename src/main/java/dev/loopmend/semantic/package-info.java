/// What Python means: scopes, bindings, resolved names, kinds of values as far as they are visible,
/// where `await` may stand, who calls whom over all files, and which functions run on the event
/// loop.
///
/// A file is summarized by itself, with names as it writes them (`Ref`, `FileFacts`); a `Workspace`
/// links summaries. What an expression of a tree is, the same code tells from the same refs.
///
/// Knows syntax trees, and library facts only as data that is handed in; knows no recipe, no edit
/// and no parser.
@NullMarked
package dev.loopmend.semantic;

import org.jspecify.annotations.NullMarked;
