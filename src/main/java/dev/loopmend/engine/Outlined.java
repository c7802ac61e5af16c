package dev.loopmend.engine;

import dev.loopmend.semantic.Outline;

/// A file that was just parsed and its outline, which is enough to tell what else has to be parsed:
/// its tree may be gone.
record Outlined(FileState file, Outline outline) {

  /// A file whose tree stays only if somebody keeps it.
  static Outlined of(FileState file, Outline outline, KeptTrees kept) {
    if (!kept.keeps(file)) {
      file.release();
    }
    return new Outlined(file, outline);
  }
}
