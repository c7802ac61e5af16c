package dev.loopmend.report;

import dev.loopmend.text.LineMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// How reports for programs name files and places. `paths` makes of a path as it is shown one that
/// is relative to the current directory, with `/`, if it lies below it, else absolute; `lines`
/// gives the line map of a file that edits refer to.
public record Places(UnaryOperator<String> paths, Function<String, Optional<LineMap>> lines) {

  /// The path for programs.
  String path(String shown) {
    return paths.apply(shown);
  }
}
