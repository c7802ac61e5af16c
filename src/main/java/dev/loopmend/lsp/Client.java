package dev.loopmend.lsp;

import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionCapabilities;
import org.eclipse.lsp4j.CodeActionResolveSupportCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.PublishDiagnosticsCapabilities;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;

/// What an editor can do with what it is told: places beside a diagnostic, edits held against
/// versions of texts, actions whose edits come later, and files watched for the server.
record Client(boolean related, boolean versionedEdits, boolean lateEdits, boolean watches) {

  static Client of(ClientCapabilities capabilities) {
    Optional<TextDocumentClientCapabilities> text =
        Optional.ofNullable(capabilities.getTextDocument());
    Optional<WorkspaceClientCapabilities> workspace =
        Optional.ofNullable(capabilities.getWorkspace());
    return new Client(
        text.map(TextDocumentClientCapabilities::getPublishDiagnostics)
            .map(PublishDiagnosticsCapabilities::getRelatedInformation)
            .orElse(false),
        workspace
            .map(WorkspaceClientCapabilities::getWorkspaceEdit)
            .map(WorkspaceEditCapabilities::getDocumentChanges)
            .orElse(false),
        text.map(TextDocumentClientCapabilities::getCodeAction)
            .map(CodeActionCapabilities::getResolveSupport)
            .map(CodeActionResolveSupportCapabilities::getProperties)
            .orElse(List.of())
            .contains("edit"),
        workspace
            .map(WorkspaceClientCapabilities::getDidChangeWatchedFiles)
            .map(DidChangeWatchedFilesCapabilities::getDynamicRegistration)
            .orElse(false));
  }
}
