package dev.loopmend.engine;

import dev.loopmend.semantic.Outline;
import dev.loopmend.text.Formats;
import java.util.Optional;

/// The files of a run, how they are read, and up to which limits.
record Inputs(SourceTree sources, Formats formats, Engine.Limits limits) {

  /// Reads and parses a file.
  Loading load(String path) {
    return Loading.load(sources, formats, path, limits.maxFileSize());
  }

  /// A file of the first pass, parsed for others; nothing if that cannot be done.
  Optional<Outlined> parsed(Look look) {
    return switch (load(look.path())) {
      case Loading.Loaded loaded ->
          Optional.of(
              Outlined.of(
                  FileState.of(sources, look, loaded),
                  Outline.of(loaded.tree()),
                  KeptTrees.none()));
      case Loading.Skipped _ -> Optional.empty();
    };
  }
}
