/// Git repositories: commits as files to read, new branches as commits to write, and what only the
/// git program can tell.
///
/// The only package that knows JGit (but for `project`, which reads ignore rules with it). Knows no
/// recipe and no Python; never touches an index or a work tree by itself.
@NullMarked
package dev.loopmend.git;

import org.jspecify.annotations.NullMarked;
