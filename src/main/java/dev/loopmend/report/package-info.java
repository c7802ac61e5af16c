/// What a run found and did, as text, JSON, SARIF, annotations and diffs; and what a file means, as
/// tables.
///
/// Knows findings, change sets and the semantic model, and asks `diff` for diffs; knows no files
/// and writes to no console: it gives text and bytes back.
@NullMarked
package dev.loopmend.report;

import org.jspecify.annotations.NullMarked;
