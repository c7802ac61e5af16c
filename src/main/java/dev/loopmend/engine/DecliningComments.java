package dev.loopmend.engine;

import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The comments of a file that speak to Loopmend: those that decline findings, in the order of the
/// text, and whether one declines all of the file.
record DecliningComments(List<IgnoreComment> ignores, boolean skipsFile) {
  private static final Pattern SKIP_FILE =
      Pattern.compile("#\\s*loopmend:\\s*skip-file\\b", Pattern.CASE_INSENSITIVE);

  /// The comments of a tree.
  static DecliningComments of(SyntaxTree tree) {
    List<IgnoreComment> ignores = new ArrayList<>();
    boolean skipsFile = false;
    TokenTable tokens = tree.tokens();
    for (int token = 0; token < tokens.count(); token++) {
      if (tokens.kind(token) == TokenKind.COMMENT) {
        IgnoreComment.of(tree, token).ifPresent(ignores::add);
        skipsFile |= SKIP_FILE.matcher(tokens.text(token)).find();
      }
    }
    return new DecliningComments(List.copyOf(ignores), skipsFile);
  }
}
