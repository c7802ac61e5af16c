package dev.loopmend.lsp;

import dev.loopmend.diff.TextChange;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.Offer;
import dev.loopmend.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.ResourceOperation;
import org.eclipse.lsp4j.SnippetTextEdit;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/// Edits of several files as the protocol takes them. `files` tells of a path that an edit names
/// which file that is, `buffers` what the editor has open. `versioned` says whether the editor can
/// hold edits against the state of its texts.
record Rewriting(
    Function<String, Optional<Path>> files,
    Function<Path, Optional<Buffer>> buffers,
    boolean versioned) {

  /// The edits of one file, of this text.
  private record FileEdit(String path, String before, List<TextEdit> edits) {}

  /// The edits of a fix; nothing if a text is another by now.
  Optional<WorkspaceEdit> of(Offer offer) {
    return written(
        offer.parts().stream()
            .map(part -> new FileEdit(part.path(), part.before().text(), part.edits()))
            .toList());
  }

  /// The lines of files that a run changed; nothing if a text is another by now.
  Optional<WorkspaceEdit> ofChanged(List<FileOutcome.Changed> changed) {
    List<FileEdit> parts = new ArrayList<>();
    for (FileOutcome.Changed file : changed) {
      String before = file.before().text();
      List<TextEdit> edits =
          TextChange.between(before, file.after().text()).stream()
              .map(it -> new TextEdit(new Span(it.start(), it.end()), it.replacement()))
              .toList();
      parts.add(new FileEdit(file.path(), before, edits));
    }
    return written(parts);
  }

  private Optional<WorkspaceEdit> written(List<FileEdit> parts) {
    List<Either<TextDocumentEdit, ResourceOperation>> documents = new ArrayList<>();
    Map<String, List<org.eclipse.lsp4j.TextEdit>> plain = new LinkedHashMap<>();
    for (FileEdit part : parts) {
      Optional<Path> path = files.apply(part.path());
      if (path.isEmpty()) {
        return Optional.empty();
      }
      Optional<Buffer> open = buffers.apply(path.get());
      TextPositions positions = open.map(Buffer::positions).orElse(TextPositions.of(part.before()));
      if (open.isPresent() && !positions.python().equals(part.before())) {
        return Optional.empty();
      }
      List<org.eclipse.lsp4j.TextEdit> edits =
          part.edits().stream()
              .map(
                  it ->
                      new org.eclipse.lsp4j.TextEdit(positions.range(it.span()), it.replacement()))
              .toList();
      String uri = open.map(Buffer::uri).orElse(path.get().toUri().toString());
      documents.add(Either.forLeft(document(uri, open, edits)));
      plain.put(uri, edits);
    }
    return Optional.of(versioned ? new WorkspaceEdit(documents) : new WorkspaceEdit(plain));
  }

  private static TextDocumentEdit document(
      String uri, Optional<Buffer> open, List<org.eclipse.lsp4j.TextEdit> edits) {
    VersionedTextDocumentIdentifier document = new VersionedTextDocumentIdentifier();
    document.setUri(uri);
    open.ifPresent(buffer -> document.setVersion(buffer.version()));
    List<Either<org.eclipse.lsp4j.TextEdit, SnippetTextEdit>> either = new ArrayList<>();
    edits.forEach(edit -> either.add(Either.forLeft(edit)));
    return new TextDocumentEdit(document, either);
  }
}
