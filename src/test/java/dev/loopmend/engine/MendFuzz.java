package dev.loopmend.engine;

import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.text.SourceText;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The target that Jazzer calls (`mvn test -Pfuzz`): whatever a file holds, no fix of any recipe is
/// withdrawn, what comes out parses, and a second run changes nothing.
public final class MendFuzz {
  private static final Set<String> IDS =
      BuiltIn.RECIPES.stream().map(Recipe::id).collect(Collectors.toUnmodifiableSet());

  private static final Engine ENGINE =
      new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, new NotebookFormat());
  private static final Engine.Limits ALL = new Engine.Limits(true, 1, 1 << 16);
  private static final String FILE = "a.py";

  private MendFuzz() {}

  /// Throws if a run over the bytes does, or leaves something wrong behind.
  public static void fuzzerTestOneInput(byte[] bytes) {
    ChangeSet mended = mend(bytes);
    if (!mended.withdrawn().isEmpty()) {
      throw new IllegalStateException("withdrawn: " + mended.withdrawn());
    }
    for (FileOutcome.Changed file : mended.changed()) {
      byte[] after = file.after().encode().orElseThrow();
      if (!(SourceText.decode(after) instanceof SourceText.Decoding.Decoded)) {
        throw new IllegalStateException("the result cannot be decoded");
      }
      ChangeSet again = mend(after);
      if (!again.skipped().isEmpty() || !again.changed().isEmpty()) {
        throw new IllegalStateException("again: " + again);
      }
    }
  }

  private static ChangeSet mend(byte[] bytes) {
    FileSettings settings =
        new FileSettings(PythonVersion.parse("3.11").orElseThrow(), IDS, Map.of());
    return ENGINE.mend(MemoryTree.of(new TreeMap<>(Map.of(FILE, bytes)), settings), ALL);
  }
}
