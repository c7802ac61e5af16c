package dev.loopmend.lsp;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.services.WorkspaceService;

/// What the editor says of folders and of files on the disk.
record FolderService(Server server) implements WorkspaceService {

  /// The settings are those of the projects; the editor has none.
  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {}

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    Desk desk = server.desk();
    desk.soon(desk::checkAll);
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
    Desk desk = server.desk();
    List<Path> added = Server.paths(params.getEvent().getAdded());
    List<Path> removed = Server.paths(params.getEvent().getRemoved());
    desk.soon(() -> desk.change(added, removed));
  }
}
