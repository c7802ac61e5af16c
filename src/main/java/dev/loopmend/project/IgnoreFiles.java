package dev.loopmend.project;

import java.nio.file.Path;
import java.util.List;

/// Which files hold patterns of what is ignored in a repository, besides the `.gitignore` files in
/// its folders.
@FunctionalInterface
public interface IgnoreFiles {
  /// There are none, as in a commit.
  IgnoreFiles NONE = _ -> List.of();

  /// The files, which need not exist, for the top of a work tree; later ones go before earlier
  /// ones.
  List<Path> of(Path top);
}
