package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A CPython that says what it thinks of sources, by the scripts in `fixtures/oracle`: what
/// `-Dcorpus.python=COMMAND` names, else `python3.13` (pyenv's too), else `python3`.
public record Oracle(List<String> command, String version) {
  private static final String REFERENCE = "python3.13";

  /// The one that is named, or the first one that runs.
  public static Optional<Oracle> chosen() throws InterruptedException {
    String named = System.getProperty("corpus.python", "");
    return named.isEmpty() ? reference() : firstOf(List.of(named));
  }

  /// The first of 3.13 and any other that runs.
  public static Optional<Oracle> reference() throws InterruptedException {
    List<String> commands = new ArrayList<>(List.of(REFERENCE));
    Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(versions, "3.13*")) {
      found.forEach(version -> commands.add(version.resolve("bin").resolve(REFERENCE).toString()));
    } catch (IOException e) {
      // There is no pyenv here.
    }
    commands.add("python3");
    return firstOf(commands);
  }

  /// The first of some commands (words with spaces between) that runs.
  private static Optional<Oracle> firstOf(List<String> commands) throws InterruptedException {
    for (String command : commands) {
      List<String> words = List.of(command.split(" ", -1));
      Optional<String> version =
          new Oracle(words, "").run("import sys; print('%d.%d' % sys.version_info[:2])");
      if (version.isPresent()) {
        return Optional.of(new Oracle(words, version.get()));
      }
    }
    return Optional.empty();
  }

  /// What a piece of Python prints; nothing if it fails.
  public Optional<String> run(String code) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(words("-c", code)).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The lines that a script of `fixtures/oracle` prints about what it reads.
  public List<String> lines(List<String> input, Path folder, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = words("fixtures/oracle/" + script, arguments);
    Path from = Files.write(folder.resolve("input"), input);
    Path to = folder.resolve("output");
    Path trouble = folder.resolve("trouble");
    Process process =
        new ProcessBuilder(words)
            .redirectInput(from.toFile())
            .redirectOutput(to.toFile())
            .redirectError(trouble.toFile())
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue())
        .as(() -> words + ": " + new String(bytes(trouble), StandardCharsets.UTF_8))
        .isZero();
    return Files.readAllLines(to);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return e.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  private List<String> words(String first, String... rest) {
    List<String> words = new ArrayList<>(command);
    words.add(first);
    words.addAll(List.of(rest));
    return words;
  }
}
