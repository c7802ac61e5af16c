package dev.loopmend.engine;

import dev.loopmend.semantic.Outline;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Optional;
import java.util.function.Function;

/// A file that was just parsed and its outline, which is enough to tell what else has to be parsed:
/// its tree may be gone.
record Outlined(FileState file, Outline outline) {

  /// A file that is held, whose tree stays only if somebody keeps it.
  static Outlined of(FileState file, Function<SyntaxTree, Outline> outline, KeptTrees kept) {
    Outlined made = new Outlined(file, outline.apply(file.tree()));
    if (!kept.keeps(file)) {
      file.release();
    }
    return made;
  }

  /// A file of the first pass, parsed for others; nothing if that cannot be done.
  static Optional<Outlined> load(Inputs inputs, Look look, Function<SyntaxTree, Outline> outline) {
    return switch (inputs.load(look.path())) {
      case Loading.Loaded loaded ->
          Optional.of(of(FileState.of(inputs.sources(), look, loaded), outline, KeptTrees.none()));
      case Loading.Skipped _ -> Optional.empty();
    };
  }
}
