package dev.loopmend.lsp;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.PositionEncodingKind;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/// The language server (Language Server Protocol 3.17): what it can do, and how it starts and ends.
public final class Server implements LanguageServer {
  /// The files whose change on the disk may change what is found.
  private static final List<String> WATCHED =
      List.of(
          "**/*.{py,pyw,ipynb}",
          "**/{pyproject.toml,loopmend.toml,setup.cfg,setup.py}",
          "**/.gitignore");

  private final Preparation preparation;
  private final String version;
  private final Buffers buffers = new Buffers();
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private Optional<LanguageClient> editor = Optional.empty();
  private Optional<Desk> desk = Optional.empty();
  private Client client = new Client(false, false, false, false);
  private boolean isShutDown;

  private Server(Preparation preparation, String version) {
    this.preparation = preparation;
    this.version = version;
  }

  /// Serves one editor over two streams until it says that it is done, or its stream ends. Gives
  /// the exit code that the protocol wants: 0 after a shutdown, else 1.
  public static int serve(
      InputStream in, OutputStream out, Preparation preparation, String version) {
    Server server = new Server(preparation, version);
    Launcher<LanguageClient> launcher = LSPLauncher.createServerLauncher(server, in, out);
    server.editor = Optional.of(launcher.getRemoteProxy());
    Future<Void> listening = launcher.startListening();
    Thread.ofPlatform().daemon().start(() -> server.endWith(listening));
    int code = server.end.join();
    server.desk.ifPresent(Desk::close);
    return code;
  }

  /// Ends when the stream of the editor does: it may have died.
  private void endWith(Future<Void> listening) {
    try {
      listening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // The stream is broken, which is an end as well.
    }
    exit();
  }

  @Override
  public synchronized CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    client = Client.of(params.getCapabilities());
    Telling telling = new Telling(editor.orElseThrow(), client);
    desk = Optional.of(new Desk(preparation, buffers, telling, folders(params)));
    InitializeResult result = new InitializeResult(capabilities());
    result.setServerInfo(new ServerInfo("loopmend", version));
    return CompletableFuture.completedFuture(result);
  }

  @SuppressWarnings("deprecation") // Older editors name one folder only, or its path.
  private static List<Path> folders(InitializeParams params) {
    List<WorkspaceFolder> named =
        Optional.ofNullable(params.getWorkspaceFolders()).orElse(List.of());
    if (!named.isEmpty()) {
      return paths(named);
    }
    Optional<Path> root = Optional.ofNullable(params.getRootUri()).flatMap(Buffers::path);
    Optional<Path> path = Optional.ofNullable(params.getRootPath()).map(Path::of);
    return root.or(() -> path).map(Path::toAbsolutePath).map(Path::normalize).stream().toList();
  }

  /// The folders that stand on the disk.
  static List<Path> paths(List<WorkspaceFolder> folders) {
    return folders.stream()
        .map(WorkspaceFolder::getUri)
        .flatMap(uri -> Buffers.path(uri).stream())
        .toList();
  }

  private static ServerCapabilities capabilities() {
    ServerCapabilities capabilities = new ServerCapabilities();
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(new SaveOptions(false));
    capabilities.setTextDocumentSync(sync);
    capabilities.setPositionEncoding(PositionEncodingKind.UTF16);
    capabilities.setHoverProvider(true);
    CodeActionOptions actions =
        new CodeActionOptions(List.of(CodeActionKind.QuickFix, FixActions.FIX_ALL));
    actions.setResolveProvider(true);
    capabilities.setCodeActionProvider(actions);
    WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
    folders.setSupported(true);
    folders.setChangeNotifications(true);
    capabilities.setWorkspace(new WorkspaceServerCapabilities(folders));
    return capabilities;
  }

  @Override
  public void initialized(InitializedParams params) {
    if (client.watches()) {
      List<FileSystemWatcher> watchers = new ArrayList<>();
      WATCHED.forEach(glob -> watchers.add(new FileSystemWatcher(Either.forLeft(glob))));
      Registration registration =
          new Registration(
              "files",
              "workspace/didChangeWatchedFiles",
              new DidChangeWatchedFilesRegistrationOptions(watchers));
      var _ =
          editor.orElseThrow().registerCapability(new RegistrationParams(List.of(registration)));
    }
  }

  @Override
  @SuppressWarnings("NullAway") // The protocol wants null.
  public synchronized CompletableFuture<Object> shutdown() {
    isShutDown = true;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized void exit() {
    end.complete(isShutDown ? 0 : 1);
  }

  /// What there is between the two; refuses as the protocol says it otherwise.
  synchronized Desk desk() {
    if (isShutDown) {
      throw refusal(ResponseErrorCode.InvalidRequest, "the server is shut down");
    }
    return desk.orElseThrow(
        () -> refusal(ResponseErrorCode.ServerNotInitialized, "the server is not initialized"));
  }

  private static ResponseErrorException refusal(ResponseErrorCode code, String why) {
    return new ResponseErrorException(new ResponseError(code, why, why));
  }

  Buffers buffers() {
    return buffers;
  }

  Client client() {
    return client;
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return new TextService(this);
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return new FolderService(this);
  }
}
