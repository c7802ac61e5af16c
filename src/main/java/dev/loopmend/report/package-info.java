/// What a run found and did, as text, JSON and diffs.
///
/// Knows findings and change sets and asks `diff` for diffs; knows no files and writes to no
/// console: it gives text and bytes back.
@NullMarked
package dev.loopmend.report;

import org.jspecify.annotations.NullMarked;
