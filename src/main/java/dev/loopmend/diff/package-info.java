/// Unified diffs that `git apply` and `patch` take byte for byte.
///
/// The only package that knows java-diff-utils. Knows bytes and lines; knows nothing of Python, of
/// findings or of files on a disk.
@NullMarked
package dev.loopmend.diff;

import org.jspecify.annotations.NullMarked;
