package dev.loopmend.project;

import dev.loopmend.text.LineRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a run looks at its files. `texts` holds the bytes of files that come from elsewhere than the
/// disk, by the path that is shown; `lines`, where it is given, the only lines in which findings
/// are wanted, by the real path of their file; `closed` the files that no fix may change, by the
/// path that is shown, each with the reason as a clause.
public record View(
    Map<String, byte[]> texts,
    Optional<Map<Path, List<LineRange>>> lines,
    Map<String, String> closed) {
  public static final View WHOLE = new View(Map.of(), Optional.empty(), Map.of());

  public View {
    texts = Map.copyOf(texts);
    closed = Map.copyOf(closed);
  }

  /// The same view with other files closed.
  public View closing(Map<String, String> files) {
    return new View(texts, lines, files);
  }
}
