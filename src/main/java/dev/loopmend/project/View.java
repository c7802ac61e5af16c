package dev.loopmend.project;

import dev.loopmend.text.LineRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a run looks at its files. `texts` holds the bytes of files that come from elsewhere than the
/// disk, by the path that is shown; `lines`, where it is given, the only lines in which findings
/// are wanted, by the real path of their file.
public record View(Map<String, byte[]> texts, Optional<Map<Path, List<LineRange>>> lines) {
  public static final View WHOLE = new View(Map.of(), Optional.empty());

  public View {
    texts = Map.copyOf(texts);
  }
}
