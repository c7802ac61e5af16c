package dev.loopmend.engine;

import dev.loopmend.engine.SourceTree.Standing;
import java.util.concurrent.atomic.AtomicLong;

/// Which trees are kept until findings are looked for in them. A tree takes ten times the memory of
/// its text: those of a big code base are parsed once more instead, which takes less time than the
/// garbage collector would for them.
final class KeptTrees {
  private final AtomicLong left;

  private KeptTrees(long characters) {
    left = new AtomicLong(characters);
  }

  /// Those of files in which recipes may find something, up to so many characters of text.
  static KeptTrees ofCandidates(long characters) {
    return new KeptTrees(characters);
  }

  /// None.
  static KeptTrees none() {
    return new KeptTrees(0);
  }

  /// Whether the tree of a file that was just parsed is kept.
  boolean keeps(FileState file) {
    return file.standing() == Standing.CHOSEN
        && !file.candidates().isEmpty()
        && left.addAndGet(-file.original().text().length()) >= 0;
  }
}
