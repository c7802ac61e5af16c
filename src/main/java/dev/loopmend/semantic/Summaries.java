package dev.loopmend.semantic;

import dev.loopmend.syntax.SyntaxTree;

/// Makes summaries: a pure function of one file.
public final class Summaries {
  private Summaries() {}

  /// What the rest of the workspace has to know about a file.
  public static Summary summarize(String path, SyntaxTree tree) {
    return new SummaryBuilder(path, tree, Scopes.of(tree)).build();
  }
}
