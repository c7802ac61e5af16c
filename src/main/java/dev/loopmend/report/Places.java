package dev.loopmend.report;

import dev.loopmend.text.Origin;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// How reports for programs name files and places. `paths` makes of a path as it is shown one that
/// is relative to the current directory, with `/`, if it lies below it, else absolute; `origins`
/// tells where the text of a file comes from that edits refer to.
public record Places(UnaryOperator<String> paths, Function<String, Optional<Origin>> origins) {

  /// The path for programs.
  String path(String shown) {
    return paths.apply(shown);
  }
}
