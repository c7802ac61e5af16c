package dev.loopmend.project;

import java.nio.file.Path;
import java.util.List;

/// What is to be read. `cwd` is absolute; the others are as written on the command line. `exclude`
/// holds patterns in the syntax of `.gitignore`, below the current directory.
public record Request(
    Path cwd,
    List<String> paths,
    List<String> exclude,
    boolean forceExclude,
    boolean honourIgnoreFiles) {
  public Request {
    cwd = cwd.toAbsolutePath().normalize();
    paths = paths.isEmpty() ? List.of(".") : List.copyOf(paths);
    exclude = List.copyOf(exclude);
  }
}
