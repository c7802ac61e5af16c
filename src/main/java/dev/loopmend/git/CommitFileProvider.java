package dev.loopmend.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the files of commits for `java.nio.file.Files`; writes none.
final class CommitFileProvider extends FileSystemProvider {

  @Override
  public String getScheme() {
    return "commit";
  }

  private static CommitPath own(Path path) {
    if (path instanceof CommitPath own) {
      return own;
    }
    throw new ProviderMismatchException(path + " is no path of a commit");
  }

  private static CommitTree.Place find(Path path, boolean follow) throws IOException {
    CommitPath own = own(path);
    return own.fileSystem()
        .tree()
        .find(own.names(), follow)
        .orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  private static byte[] content(Path path) throws IOException {
    return own(path).fileSystem().tree().content(find(path, true));
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    return new ByteArrayInputStream(content(path));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.stream().anyMatch(option -> option != StandardOpenOption.READ)) {
      throw new ReadOnlyFileSystemException();
    }
    return new ByteArrayChannel(content(path));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    CommitTree tree = own(folder).fileSystem().tree();
    CommitTree.Place place = find(folder, true);
    if (!isFolder(place.entry())) {
      throw new NotDirectoryException(folder.toString());
    }
    List<Path> accepted = new ArrayList<>();
    for (String name : tree.entries(place.entry()).keySet()) {
      Path entry = folder.resolve(name);
      if (filter.accept(entry)) {
        accepted.add(entry);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return accepted.iterator();
      }

      @Override
      public void close() {}
    };
  }

  private static boolean isFolder(CommitTree.Entry entry) {
    return switch (entry) {
      case CommitTree.Entry.Folder _, CommitTree.Entry.Foreign _ -> true;
      case CommitTree.Entry.Blob _, CommitTree.Entry.Link _ -> false;
    };
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException("files of a commit have basic attributes only");
    }
    boolean follow = !Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS);
    return type.cast(CommitAttributes.of(own(path).fileSystem().tree(), find(path, follow)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException("files of a commit have basic attributes only");
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    if (Arrays.asList(modes).contains(AccessMode.WRITE)) {
      throw new ReadOnlyFileSystemException();
    }
    find(path, true);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return one.toRealPath().equals(other.toRealPath());
  }

  @Override
  public boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("a commit lies in no file store");
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("a commit is opened through its repository");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException("a commit is opened through its repository");
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("a path in a commit has no URI");
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
