package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionCapabilities;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeActionResolveSupportCapabilities;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsCapabilities;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/// An editor that speaks to `loopmend lsp` over two pipes, with the client of LSP4J.
final class Editor implements LanguageClient, AutoCloseable {
  private static final Logger PROTOCOL = Logger.getLogger("org.eclipse.lsp4j");

  private final Path folder;
  private final LanguageServer server;
  private final CompletableFuture<Integer> code;
  private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Editor(Path folder, boolean able) throws Exception {
    // The client's end of a pipe notes that the server has ended.
    PROTOCOL.setLevel(Level.OFF);
    this.folder = folder;
    PipedInputStream in = new PipedInputStream(1 << 16);
    PipedOutputStream toServer = new PipedOutputStream(in);
    PipedInputStream fromServer = new PipedInputStream(1 << 16);
    PipedOutputStream out = new PipedOutputStream(fromServer);
    code =
        CompletableFuture.supplyAsync(
            () -> Main.run(new String[] {"lsp"}, in, out, err, folder),
            task -> Thread.ofPlatform().daemon().start(task));
    Launcher<LanguageServer> launcher =
        LSPLauncher.createClientLauncher(this, fromServer, toServer);
    server = launcher.getRemoteProxy();
    var _ = launcher.startListening();
    InitializeParams params = new InitializeParams();
    params.setCapabilities(able ? able() : new ClientCapabilities());
    params.setWorkspaceFolders(List.of(new WorkspaceFolder(folder.toUri().toString(), "it")));
    server.initialize(params).get(30, TimeUnit.SECONDS);
    server.initialized(new InitializedParams());
  }

  /// An editor that can do all that the server has a use for.
  static Editor in(Path folder) throws Exception {
    return new Editor(folder, true);
  }

  /// One that can do nothing but what it must.
  static Editor plainIn(Path folder) throws Exception {
    return new Editor(folder, false);
  }

  private static ClientCapabilities able() {
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setPublishDiagnostics(new PublishDiagnosticsCapabilities(true));
    CodeActionCapabilities actions = new CodeActionCapabilities();
    actions.setResolveSupport(new CodeActionResolveSupportCapabilities(List.of("edit")));
    text.setCodeAction(actions);
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    WorkspaceEditCapabilities edits = new WorkspaceEditCapabilities();
    edits.setDocumentChanges(true);
    workspace.setWorkspaceEdit(edits);
    ClientCapabilities all = new ClientCapabilities();
    all.setTextDocument(text);
    all.setWorkspace(workspace);
    return all;
  }

  LanguageServer server() {
    return server;
  }

  String uri(String name) {
    return folder.resolve(name).toUri().toString();
  }

  /// Opens a file with a text, which need not be that of the disk.
  Editor open(String name, String text) {
    texts.put(name, text);
    versions.put(name, 1);
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri(name), "python", 1, text)));
    return this;
  }

  Editor open(String name) throws IOException {
    return open(name, Files.readString(folder.resolve(name)));
  }

  /// Replaces a piece of the text that occurs once, telling the server only that.
  Editor replace(String name, String old, String changed) {
    String text = text(name);
    int start = text.indexOf(old);
    assertThat(start).as(old).isNotNegative();
    int version = versions.merge(name, 1, Integer::sum);
    Range range = new Range(position(text, start), position(text, start + old.length()));
    texts.put(name, text.substring(0, start) + changed + text.substring(start + old.length()));
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri(name), version),
                List.of(new TextDocumentContentChangeEvent(range, changed))));
    return this;
  }

  Editor save(String name) throws IOException {
    Files.writeString(folder.resolve(name), text(name));
    server.getTextDocumentService().didSave(new DidSaveTextDocumentParams(document(name)));
    return this;
  }

  Editor close(String name) {
    server.getTextDocumentService().didClose(new DidCloseTextDocumentParams(document(name)));
    return this;
  }

  String text(String name) {
    return Optional.ofNullable(texts.get(name)).orElseThrow();
  }

  TextDocumentIdentifier document(String name) {
    return new TextDocumentIdentifier(uri(name));
  }

  private static Position position(String text, int offset) {
    String before = text.substring(0, offset);
    int line = (int) before.chars().filter(c -> c == '\n').count();
    return new Position(line, offset - (before.lastIndexOf('\n') + 1));
  }

  /// The place of the first occurrence of a piece of a text.
  Range at(String name, String piece) {
    int start = text(name).indexOf(piece);
    return new Range(position(text(name), start), position(text(name), start + piece.length()));
  }

  /// What is told of the file as it is now.
  List<Diagnostic> diagnostics(String name) throws InterruptedException {
    while (true) {
      PublishDiagnosticsParams next = published.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("diagnostics of " + name).isNotNull();
      Integer version = next.getVersion();
      boolean now = version == null || version.equals(versions.get(name));
      if (next.getUri().equals(uri(name)) && now) {
        return next.getDiagnostics();
      }
    }
  }

  /// The codes of what is told next of the file as it is now.
  List<String> codes(String name) throws InterruptedException {
    return diagnostics(name).stream().map(it -> it.getCode().getLeft()).toList();
  }

  /// What the server shows next to the user.
  String message() throws InterruptedException {
    String message = shown.poll(30, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }

  List<CodeAction> actions(String name, Range range, String... only) throws Exception {
    CodeActionContext context = new CodeActionContext(List.of());
    if (only.length > 0) {
      context.setOnly(List.of(only));
    }
    return server
        .getTextDocumentService()
        .codeAction(new CodeActionParams(document(name), range, context))
        .get(30, TimeUnit.SECONDS)
        .stream()
        .map(Either::getRight)
        .toList();
  }

  /// What edits make of a text of this editor.
  String edited(String name, WorkspaceEdit edit) {
    List<TextEdit> edits = new ArrayList<>();
    if (edit.getDocumentChanges() == null) {
      edits.addAll(edit.getChanges().getOrDefault(uri(name), List.of()));
    } else {
      for (Either<TextDocumentEdit, ?> part : edit.getDocumentChanges()) {
        if (part.getLeft().getTextDocument().getUri().equals(uri(name))) {
          Integer version = part.getLeft().getTextDocument().getVersion();
          assertThat(version).isEqualTo(versions.get(name));
          part.getLeft().getEdits().forEach(it -> edits.add(it.getLeft()));
        }
      }
    }
    return edited(texts.getOrDefault(name, read(name)), edits);
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      return "";
    }
  }

  private static String edited(String text, List<TextEdit> edits) {
    List<TextEdit> backwards = new ArrayList<>(edits.reversed());
    Comparator<Position> order =
        Comparator.comparingInt(Position::getLine).thenComparingInt(Position::getCharacter);
    backwards.sort(
        (one, other) -> -order.compare(one.getRange().getStart(), other.getRange().getStart()));
    String now = text;
    for (TextEdit edit : backwards) {
      int start = offset(text, edit.getRange().getStart());
      int end = offset(text, edit.getRange().getEnd());
      now = now.substring(0, start) + edit.getNewText() + now.substring(end);
    }
    return now;
  }

  private static int offset(String text, Position position) {
    int start = 0;
    for (int line = 0; line < position.getLine(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start + position.getCharacter();
  }

  /// Ends the server as the protocol wants it; gives its exit code.
  int end() throws Exception {
    server.shutdown().get(30, TimeUnit.SECONDS);
    server.exit();
    return code.get(30, TimeUnit.SECONDS);
  }

  /// The exit code of a server that ends by itself.
  int code() throws Exception {
    return code.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.exit();
  }

  @Override
  public void telemetryEvent(Object object) {}

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
    published.add(diagnostics);
  }

  @Override
  public void showMessage(MessageParams message) {
    shown.add(message.getMessage());
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    return CompletableFuture.completedFuture(new MessageActionItem());
  }

  @Override
  public void logMessage(MessageParams message) {
    shown.add(message.getMessage());
  }
}
