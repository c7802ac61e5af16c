package dev.loopmend.lsp;

import dev.loopmend.text.SourceText;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/// An open file: its text as the editor has it, saved or not, and the number of that state.
record Buffer(Path path, String uri, int version, String text) {

  /// The buffer after some changes, each of the text that the one before it made.
  Buffer edited(int newVersion, List<TextDocumentContentChangeEvent> changes) {
    String now = text;
    for (TextDocumentContentChangeEvent change : changes) {
      now = change.getRange() == null ? change.getText() : replaced(now, change);
    }
    return new Buffer(path, uri, newVersion, now);
  }

  private static String replaced(String text, TextDocumentContentChangeEvent change) {
    TextPositions positions = TextPositions.of(text);
    int start = positions.index(change.getRange().getStart());
    int end = Math.max(start, positions.index(change.getRange().getEnd()));
    return text.substring(0, start) + change.getText() + text.substring(end);
  }

  TextPositions positions() {
    return TextPositions.of(text);
  }

  /// The bytes that the editor would write.
  byte[] bytes() {
    return SourceText.bytesOf(text);
  }
}
