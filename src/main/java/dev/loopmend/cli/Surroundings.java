package dev.loopmend.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/// What a run has of the world outside: streams, the current directory, the environment, and which
/// streams are terminals.
public record Surroundings(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Path cwd,
    Map<String, String> environment,
    Terminals terminals) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
