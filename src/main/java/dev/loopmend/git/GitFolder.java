package dev.loopmend.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The repository that a folder lies in: the top of its work tree and its git folder, which for a
/// linked work tree is its own one.
public record GitFolder(Path top, Path folder) {

  /// The repository round an absolute folder; nothing outside of work trees.
  public static Optional<GitFolder> around(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
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

  /// The git folder that all work trees of the repository share.
  Path common() {
    Path file = folder.resolve("commondir");
    try {
      return Files.isRegularFile(file)
          ? folder.resolve(Files.readString(file).strip()).normalize()
          : folder;
    } catch (IOException e) {
      return folder;
    }
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
