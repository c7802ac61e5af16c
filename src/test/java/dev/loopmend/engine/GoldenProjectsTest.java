package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.behaviour.BehaviourCase;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.PythonVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Projects of several files: each folder `<recipe>/<case>` holds `before` and `after`. A file
/// `unsafe` asks for unsafe fixes, a file `options` sets options, `recipe.option = value` a line.
class GoldenProjectsTest {
  private static final Path ROOT = Path.of("fixtures", "golden");

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.find(ROOT, 3, (path, _) -> path.endsWith("before"))) {
      return folders.map(Path::getParent).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void projectsComeOut(Path folder) throws IOException {
    String recipe = folder.getName(ROOT.getNameCount()).toString();
    BehaviourCase project = new BehaviourCase(folder);
    FileSettings settings =
        new FileSettings(PythonVersion.OLDEST, Set.of(recipe), project.options());
    Engine engine = new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, new NotebookFormat());
    Engine.Limits limits = new Engine.Limits(project.unsafe(), 2, 1 << 20);
    SortedMap<String, byte[]> files = files(folder.resolve("before"));

    ChangeSet changes = engine.mend(MemoryTree.of(files, settings), limits);

    assertThat(changes.withdrawn()).isEmpty();
    assertThat(changes.skipped()).isEmpty();
    changes.changed().forEach(file -> files.put(file.path(), file.after().encode().orElseThrow()));
    assertThat(texts(files)).isEqualTo(texts(files(folder.resolve("after"))));
    assertThat(engine.mend(MemoryTree.of(files, settings), limits).changed()).isEmpty();
  }

  private static SortedMap<String, String> texts(Map<String, byte[]> files) {
    SortedMap<String, String> texts = new TreeMap<>();
    files.forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  private static SortedMap<String, byte[]> files(Path root) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
