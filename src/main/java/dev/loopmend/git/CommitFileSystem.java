package dev.loopmend.git;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A commit as a file system that can only be read: whoever reads a project through
/// `java.nio.file.Files` reads a commit in the same way, and nothing of the disk beside it.
final class CommitFileSystem extends FileSystem {
  private final CommitTree tree;
  private final CommitFileProvider provider = new CommitFileProvider();

  CommitFileSystem(CommitTree tree) {
    this.tree = tree;
  }

  CommitTree tree() {
    return tree;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  /// The repository that the commit lies in is closed by who opened it.
  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    String joined = more.length == 0 ? first : first + "/" + String.join("/", more);
    return CommitPath.of(this, joined);
  }

  /// Matches file names by a glob of which `*` is the only wildcard.
  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    if (!syntaxAndPattern.startsWith("glob:") || syntaxAndPattern.matches(".*[?\\[\\]{}\\\\].*")) {
      throw new UnsupportedOperationException("no pattern for paths of a commit");
    }
    List<String> parts = List.of(syntaxAndPattern.substring(5).split("\\*", -1));
    Pattern pattern =
        Pattern.compile(String.join("[^/]*", parts.stream().map(Pattern::quote).toList()));
    return path -> pattern.matcher(path.toString()).matches();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("files of a commit have no owners");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("a commit never changes");
  }
}
