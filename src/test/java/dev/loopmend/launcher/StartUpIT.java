package dev.loopmend.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What makes the start of the image short, counted and not timed: nearly all classes come from the
/// AOT cache, and the built-in recipe files are read in the form that the build gave them.
class StartUpIT {
  private static final Path IMAGE = Path.of(System.getProperty("loopmend.image", "target/image"));
  private static final String FROM_THE_CACHE = "source: shared objects file";
  private static final String SOURCE =
      """
      import asyncio


      class Store:
          async def load(self, number: int) -> str:
              asyncio.create_task(self.load(number))
              return f"{number}"
      """;

  @TempDir Path folder;

  @Test
  void theVersionIsSaidWithClassesOfTheCache() throws Exception {
    assertThat(outsideOfTheCache("--version")).hasSizeLessThan(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff", "check", "tree"})
  void aFileIsReadWithClassesOfTheCache(String command) throws Exception {
    // A place in the code that the training does not reach makes two or three classes.
    assertThat(outsideOfTheCache(command, file().toString())).hasSizeLessThan(12);
  }

  @Test
  void theBuiltInRecipesAreNotReadAsMarkdownAndYaml() throws Exception {
    List<String> started = log("class+init", "diff", file().toString());

    assertThat(started).anyMatch(line -> line.contains("dev/loopmend/recipe/RecipeReader"));
    assertThat(started)
        .noneMatch(line -> line.contains("org/commonmark/") || line.contains("org/snakeyaml/"));
  }

  /// Reading the table of contents of an archive takes longer than reading the command line.
  @Test
  void noArchiveIsOpened() throws Exception {
    for (List<String> arguments :
        List.of(
            List.of("--version"),
            List.of("diff", file().toString()),
            List.of("check", file().toString()),
            List.of("tree", file().toString()))) {
      List<String> started = log("class+init", arguments.toArray(String[]::new));
      assertThat(started).anyMatch(line -> line.contains("dev/loopmend/cli/Main"));
      assertThat(started).noneMatch(line -> line.contains("java/util/zip/ZipFile$Source"));
    }
  }

  @Test
  void noTomlParserStartsForAPyprojectThatConfiguresNothing() throws Exception {
    assertThat(log("class+init", "diff", file().toString()))
        .anyMatch(line -> line.contains("dev/loopmend/project/PyprojectText"))
        .noneMatch(line -> line.contains("org/tomlj/"));
  }

  /// What only an editor needs is no part of other commands.
  @Test
  void noCommandLoadsTheProtocolOfEditors() throws Exception {
    for (List<String> arguments : List.of(List.of("--help"), List.of("diff", file().toString()))) {
      assertThat(log("class+load", arguments.toArray(String[]::new)))
          .noneMatch(
              line -> line.contains("org.eclipse.lsp4j") || line.contains("com.google.gson"));
    }
  }

  /// Those of one recipe; what they all say is tested without the image.
  @Test
  void theExamplesOfTheRecipesAreThere() throws Exception {
    assertThat(run(List.of(IMAGE.resolve("bin/loopmend").toString(), "test", "unbounded-queue")))
        .isZero();
  }

  private Path file() throws IOException {
    Files.writeString(folder.resolve("pyproject.toml"), "[project]\nrequires-python = '>=3.9'\n");
    return Files.writeString(folder.resolve("store.py"), SOURCE);
  }

  private List<String> outsideOfTheCache(String... arguments) throws Exception {
    List<String> loaded =
        log("class+load", arguments).stream().filter(line -> line.contains("source: ")).toList();
    assertThat(loaded).filteredOn(line -> line.contains(FROM_THE_CACHE)).hasSizeGreaterThan(1000);
    return loaded.stream().filter(line -> !line.contains(FROM_THE_CACHE)).toList();
  }

  /// What the virtual machine tells of a run of the image: its flags say so in a second image,
  /// whose other parts are links.
  private List<String> log(String what, String... arguments) throws Exception {
    Path log = folder.resolve("log");
    Path image = Files.createTempDirectory(folder, "image");
    Path lib = Files.createDirectories(image.resolve("lib"));
    Files.createSymbolicLink(image.resolve("runtime"), IMAGE.resolve("runtime").toAbsolutePath());
    try (Stream<Path> files = Files.list(IMAGE.resolve("lib").toAbsolutePath())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.createSymbolicLink(lib.resolve(file.getFileName()), file);
      }
    }
    Path flags = lib.resolve("flags");
    String said = Files.readString(flags);
    Files.delete(flags);
    Files.writeString(flags, said + "-Xlog:" + what + ":file=" + log + ":none\n");
    Path start = Files.createDirectory(image.resolve("bin")).resolve("loopmend");
    Files.copy(IMAGE.resolve("bin/loopmend"), start, StandardCopyOption.COPY_ATTRIBUTES);
    List<String> command = new ArrayList<>(List.of(start.toString()));
    command.addAll(List.of(arguments));
    assertThat(run(command)).isBetween(0, 1);
    return Files.readAllLines(log);
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    assertThat(output).doesNotContain("fault of Loopmend");
    return code;
  }
}
