package dev.loopmend.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The repository that a file lies in: the top of its work tree and its git folder.
record GitFolder(Path top, Path folder) {

  static Optional<GitFolder> of(Path file) {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return Optional.of(new GitFolder(at, git));
      }
      if (Files.isRegularFile(git)) {
        return linked(at, git);
      }
    }
    return Optional.empty();
  }

  /// Ex) `gitdir: /repo/.git/worktrees/name` of a linked work tree or a submodule
  private static Optional<GitFolder> linked(Path top, Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.startsWith("gitdir:")
          ? Optional.of(new GitFolder(top, top.resolve(text.substring(7).strip()).normalize()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
