package dev.loopmend.lsp;

import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;

/// What the server says without being asked.
record Telling(LanguageClient editor, Client client) {

  /// Says what is found in a file, instead of what was said before.
  void publish(String uri, Optional<Integer> version, List<Diagnostic> diagnostics) {
    PublishDiagnosticsParams message = new PublishDiagnosticsParams(uri, diagnostics);
    version.ifPresent(message::setVersion);
    editor.publishDiagnostics(message);
  }

  /// Shows what is wrong with the set-up.
  void complain(String message) {
    editor.showMessage(new MessageParams(MessageType.Error, message));
  }

  /// Notes a fault of ours for a report.
  void note(String message) {
    editor.logMessage(new MessageParams(MessageType.Error, message));
  }
}
