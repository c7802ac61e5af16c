package dev.loopmend.git;

import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;

/// A commit to start from.
public final class Commit {
  private final GitRepository repository;
  private final ObjectId id;
  private final ObjectId tree;
  private final CommitFileSystem files;

  Commit(GitRepository repository, ObjectId id, ObjectId tree) {
    this.repository = repository;
    this.id = id;
    this.tree = tree;
    this.files = new CommitFileSystem(new CommitTree(repository.repository(), tree));
  }

  GitRepository repository() {
    return repository;
  }

  ObjectId id() {
    return id;
  }

  ObjectId tree() {
    return tree;
  }

  CommitTree files() {
    return files.tree();
  }

  /// The whole id in hexadecimal digits.
  public String name() {
    return id.name();
  }

  /// The path of a file or folder of the commit, for `java.nio.file.Files`: nothing of the disk is
  /// seen through it. `path` is relative to the top of the repository, empty for the top.
  public Path path(String path) {
    return files.getPath("/" + path);
  }
}
