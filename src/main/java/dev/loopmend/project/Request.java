package dev.loopmend.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is to be read. `cwd` is absolute; the others are as written on the command line. `exclude`
/// holds patterns in the syntax of `.gitignore`, below the current directory. `ignoreFiles` are
/// there if what git ignores is not to be read.
public record Request(
    Path cwd,
    List<String> paths,
    List<String> exclude,
    boolean forceExclude,
    Optional<IgnoreFiles> ignoreFiles) {
  public Request {
    cwd = cwd.toAbsolutePath().normalize();
    paths = paths.isEmpty() ? List.of(".") : List.copyOf(paths);
    exclude = List.copyOf(exclude);
  }
}
