package dev.loopmend.git;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A path in the tree of a commit; `/` is the top of the repository. No names and not absolute is
/// the empty path.
record CommitPath(CommitFileSystem fileSystem, boolean absolute, List<String> names)
    implements Path {
  CommitPath {
    names = List.copyOf(names);
  }

  /// Ex) `/src/app.py`, `app.py`, `../lib`
  static CommitPath of(CommitFileSystem fileSystem, String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split("/", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return new CommitPath(fileSystem, text.startsWith("/"), names);
  }

  private CommitPath with(boolean rooted, List<String> others) {
    return new CommitPath(fileSystem, rooted, others);
  }

  private CommitPath mine(Path other) {
    if (other instanceof CommitPath path && path.fileSystem.equals(fileSystem)) {
      return path;
    }
    throw new ProviderMismatchException(other + " is no path of this commit");
  }

  @Override
  public CommitFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable CommitPath getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  public @Nullable CommitPath getFileName() {
    return names.isEmpty() ? null : with(false, List.of(names.getLast()));
  }

  @Override
  public @Nullable CommitPath getParent() {
    boolean none = names.isEmpty() || (names.size() == 1 && !absolute);
    return none ? null : with(absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public CommitPath getName(int index) {
    return with(false, List.of(names.get(index)));
  }

  @Override
  public CommitPath subpath(int from, int to) {
    return with(false, names.subList(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof CommitPath path
        && path.fileSystem.equals(fileSystem)
        && path.absolute == absolute
        && path.names.size() <= names.size()
        && names.subList(0, path.names.size()).equals(path.names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof CommitPath path) || path.names.size() > names.size()) {
      return false;
    }
    return path.absolute
        ? equals(path)
        : names.subList(names.size() - path.names.size(), names.size()).equals(path.names);
  }

  @Override
  public CommitPath normalize() {
    List<String> left = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..") && !left.isEmpty() && !left.getLast().equals("..")) {
        left.removeLast();
      } else if (!name.equals(".") && !(name.equals("..") && absolute)) {
        left.add(name);
      }
    }
    return with(absolute, left);
  }

  @Override
  public CommitPath resolve(Path other) {
    CommitPath path = mine(other);
    if (path.absolute) {
      return path;
    }
    List<String> joined = new ArrayList<>(names);
    joined.addAll(path.names);
    return with(absolute, joined);
  }

  @Override
  public CommitPath relativize(Path other) {
    CommitPath path = mine(other);
    if (path.absolute != absolute) {
      throw new IllegalArgumentException("only one of the paths is absolute");
    }
    int common = 0;
    int shorter = Math.min(names.size(), path.names.size());
    while (common < shorter && names.get(common).equals(path.names.get(common))) {
      common++;
    }
    List<String> way = new ArrayList<>();
    names.subList(common, names.size()).forEach(_ -> way.add(".."));
    way.addAll(path.names.subList(common, path.names.size()));
    return with(false, way);
  }

  @Override
  public URI toUri() {
    throw new UnsupportedOperationException("a path in a commit has no URI");
  }

  @Override
  public CommitPath toAbsolutePath() {
    return absolute ? this : with(true, names);
  }

  @Override
  public CommitPath toRealPath(LinkOption... options) throws IOException {
    boolean follow = options.length == 0;
    return with(
        true,
        fileSystem
            .tree()
            .find(names, follow)
            .orElseThrow(() -> new NoSuchFileException(toString()))
            .names());
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("a commit never changes");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(mine(other).toString());
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "") + String.join("/", names);
  }
}
