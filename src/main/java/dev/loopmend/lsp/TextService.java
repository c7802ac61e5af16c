package dev.loopmend.lsp;

import com.google.gson.JsonPrimitive;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.lsp.Preparation.Prepared;
import dev.loopmend.recipe.Finding;
import dev.loopmend.report.RecipeMarkdown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;

/// What the editor says and asks of single files.
record TextService(Server server) implements TextDocumentService {
  private static final String NOTEBOOK = ".ipynb";

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    TextDocumentItem item = params.getTextDocument();
    Desk desk = server.desk();
    for (Path path : Buffers.path(item.getUri()).stream().toList()) {
      // The text of an editor's notebook is that of its cells, and the file's is JSON.
      if (!path.toString().endsWith(NOTEBOOK)) {
        server.buffers().put(new Buffer(path, item.getUri(), item.getVersion(), item.getText()));
        desk.soon(() -> desk.roomOf(path).checkAll());
      }
    }
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    Desk desk = server.desk();
    int version = params.getTextDocument().getVersion();
    for (Buffer before : buffer(params.getTextDocument().getUri()).stream().toList()) {
      Buffer now = before.edited(version, params.getContentChanges());
      server.buffers().put(now);
      desk.soon(() -> desk.roomOf(now.path()).edited(now));
    }
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    Desk desk = server.desk();
    for (Buffer buffer : buffer(params.getTextDocument().getUri()).stream().toList()) {
      server.buffers().remove(buffer.path());
      desk.soon(() -> desk.roomOf(buffer.path()).closed(buffer));
    }
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    Desk desk = server.desk();
    for (Buffer buffer : buffer(params.getTextDocument().getUri()).stream().toList()) {
      desk.soon(() -> desk.roomOf(buffer.path()).checkAll());
    }
  }

  private Optional<Buffer> buffer(String uri) {
    return Buffers.path(uri).flatMap(path -> server.buffers().at(path));
  }

  /// Asks what is known of a file, once all that was said before was done.
  private <T> CompletableFuture<T> ask(String uri, T otherwise, Function<Checked, T> question) {
    Desk desk = server.desk();
    CompletableFuture<T> answer = new CompletableFuture<>();
    Optional<Buffer> buffer = buffer(uri);
    if (buffer.isEmpty()) {
      answer.complete(otherwise);
      return answer;
    }
    Path path = buffer.get().path();
    desk.soon(
        () ->
            desk.roomOf(path)
                .ask(
                    path,
                    checked -> complete(answer, () -> question.apply(checked)),
                    () -> answer.complete(otherwise)));
    return answer;
  }

  private static <T> void complete(CompletableFuture<T> answer, Supplier<T> question) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException | StackOverflowError e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // The protocol says null for nothing, and LSP4J has no word for it.
  public CompletableFuture<Hover> hover(HoverParams params) {
    String uri = params.getTextDocument().getUri();
    Range place = new Range(params.getPosition(), params.getPosition());
    return ask(uri, Optional.<Hover>empty(), checked -> hover(checked, uri, place))
        .thenApply(hover -> hover.isPresent() ? hover.get() : null);
  }

  private static Optional<Hover> hover(Checked checked, String uri, Range place) {
    Optional<Buffer> buffer = Buffers.path(uri).flatMap(checked::buffer);
    List<Finding> findings = buffer.map(it -> checked.findings(it, place)).orElse(List.of());
    if (findings.isEmpty()) {
      return Optional.empty();
    }
    Set<String> pages = new LinkedHashSet<>();
    findings.forEach(
        finding -> checked.page(finding.recipe()).map(RecipeMarkdown::of).ifPresent(pages::add));
    MarkupContent content =
        new MarkupContent(MarkupKind.MARKDOWN, String.join("\n\n---\n\n", pages));
    Range range = buffer.orElseThrow().positions().range(findings.getFirst().at().span());
    return pages.isEmpty() ? Optional.empty() : Optional.of(new Hover(content, range));
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    String uri = params.getTextDocument().getUri();
    Optional<List<String>> only = Optional.ofNullable(params.getContext().getOnly());
    CompletableFuture<List<CodeAction>> fixes =
        isWanted("quickfix", only)
            ? ask(uri, List.of(), checked -> fixes(checked, uri, params.getRange()))
            : CompletableFuture.completedFuture(List.of());
    CompletableFuture<List<CodeAction>> all =
        isWanted(FixActions.FIX_ALL, only)
            ? fixAll(uri, only.isPresent())
            : CompletableFuture.completedFuture(List.of());
    return fixes.thenCombine(
        all,
        (one, other) -> {
          List<Either<Command, CodeAction>> actions = new ArrayList<>();
          one.forEach(action -> actions.add(Either.forRight(action)));
          other.forEach(action -> actions.add(Either.forRight(action)));
          return actions;
        });
  }

  /// Whether an editor that asks for some kinds of actions asks for this one: it names the kind, or
  /// one that contains it.
  private static boolean isWanted(String kind, Optional<List<String>> only) {
    return only.map(
            kinds ->
                kinds.stream()
                    .anyMatch(it -> it.isEmpty() || kind.equals(it) || kind.startsWith(it + ".")))
        .orElse(true);
  }

  private List<CodeAction> fixes(Checked checked, String uri, Range range) {
    return Buffers.path(uri)
        .flatMap(checked::buffer)
        .map(
            buffer ->
                new FixActions(checked, buffer, server.client(), rewriting(checked::file))
                    .at(range))
        .orElse(List.of());
  }

  private Rewriting rewriting(Function<String, Optional<Path>> files) {
    return new Rewriting(
        files, path -> server.buffers().at(path), server.client().versionedEdits());
  }

  /// The action that makes all safe fixes. Its edits take a run of all recipes: an editor that can
  /// ask for them later does so when somebody wants them; of another it is only offered when asked
  /// for.
  private CompletableFuture<List<CodeAction>> fixAll(String uri, boolean asked) {
    if (buffer(uri).isEmpty() || !(asked || server.client().lateEdits())) {
      return CompletableFuture.completedFuture(List.of());
    }
    CodeAction action = new CodeAction("Make all safe fixes of Loopmend in this file");
    action.setKind(FixActions.FIX_ALL);
    action.setData(new JsonPrimitive(uri));
    return server.client().lateEdits()
        ? CompletableFuture.completedFuture(List.of(action))
        : resolveCodeAction(action).thenApply(it -> it.getEdit() == null ? List.of() : List.of(it));
  }

  @Override
  public CompletableFuture<CodeAction> resolveCodeAction(CodeAction action) {
    Desk desk = server.desk();
    CompletableFuture<CodeAction> answer = new CompletableFuture<>();
    Optional<Buffer> buffer =
        action.getData() instanceof JsonPrimitive uri
            ? buffer(uri.getAsString())
            : Optional.empty();
    if (buffer.isEmpty()) {
      answer.complete(action);
      return answer;
    }
    Path path = buffer.get().path();
    desk.soon(
        () -> {
          Room room = desk.roomOf(path);
          desk.beside(
              () -> mended(room, path),
              edit -> {
                edit.flatMap(it -> it).ifPresent(action::setEdit);
                answer.complete(action);
              });
        });
    return answer;
  }

  private Optional<WorkspaceEdit> mended(Room room, Path path) {
    return switch (room.prepare(path)) {
      case Prepared.Wrong _ -> Optional.empty();
      case Prepared.Ready ready -> {
        ChangeSet set = Checked.mend(ready, server.buffers().all());
        yield set.changed().isEmpty()
            ? Optional.empty()
            : rewriting(ready.tree()::file).ofChanged(set.changed());
      }
    };
  }
}
