package dev.loopmend.notebook;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.text.SourceText;
import java.util.Arrays;

/// The target that Jazzer calls (`mvn test -Pfuzz`): any bytes are a notebook that encodes to them
/// again and whose cells the parser takes or rejects, or are none.
public final class NotebookFuzz {
  private NotebookFuzz() {}

  /// Throws if the reader or the parser does, or bytes got lost.
  public static void fuzzerTestOneInput(byte[] bytes) {
    if (!(new NotebookFormat().decode("a.ipynb", bytes)
        instanceof SourceText.Decoding.Decoded(SourceText source))) {
      return;
    }
    if (!Arrays.equals(source.encode().orElseThrow(), bytes)) {
      throw new IllegalStateException("the notebook encodes to other bytes");
    }
    if (PythonParser.parse(source.text(), PythonParser.Dialect.NOTEBOOK)
        instanceof ParseResult.Parsed(var tree)) {
      for (int node = 0; node < tree.nodeCount(); node++) {
        source.origin().place(tree.span(tree.node(node)).start());
      }
    }
  }
}
