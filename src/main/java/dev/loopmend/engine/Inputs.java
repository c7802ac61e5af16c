package dev.loopmend.engine;

import dev.loopmend.text.Formats;

/// The files of a run, how they are read, and up to which limits.
record Inputs(SourceTree sources, Formats formats, Engine.Limits limits) {

  /// Reads and parses a file.
  Loading load(String path) {
    return Loading.load(sources, formats, path, limits.maxFileSize());
  }
}
