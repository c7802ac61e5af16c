package dev.loopmend.behaviour;

import static java.lang.ProcessBuilder.Redirect.PIPE;

import dev.loopmend.recipe.PythonVersion;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Python that is there.
public record Interpreter(String command, PythonVersion version) {
  private static final int SECONDS = 60;

  /// By the command that imports them, whether modules can be imported.
  private static final Map<List<String>, Boolean> IMPORTED = new ConcurrentHashMap<>();

  /// The interpreters of the property `loopmend.pythons`, a path list, all of which are used for
  /// every case; without it `python3` and the system's own, of which the first that fits is used.
  public static List<Interpreter> found() {
    Optional<String> chosen = chosen();
    Stream<String> commands =
        chosen.isPresent()
            ? Stream.of(chosen.get().split(File.pathSeparator))
            : Stream.of("python3", "/usr/bin/python3");
    return commands.flatMap(command -> of(command).stream()).toList();
  }

  /// Those of several interpreters that a case is to be run with.
  static List<Interpreter> fitting(List<Interpreter> found, BehaviourCase fixture) {
    return found.stream()
        .filter(one -> fixture.oldestPython().map(one.version::isAtLeast).orElse(true))
        .filter(one -> one.has(fixture.modules()))
        .limit(chosen().isPresent() ? found.size() : 1)
        .toList();
  }

  /// What a driver prints about a module, errors included.
  String facts(Path driver, Path module, boolean strict) {
    List<String> command = new ArrayList<>(List.of(this.command, "-I", "-B", "-X", "utf8"));
    if (strict) {
      command.addAll(List.of("-W", "error::RuntimeWarning"));
    }
    Path observer = BehaviourCase.ROOT.resolve("observe.py");
    Stream.of(observer, driver, module).forEach(path -> command.add(path.toString()));
    return run(command).output();
  }

  /// What a script prints when it is given a text, errors included.
  public String answer(Path script, String input) {
    try {
      Path file = Files.createTempFile("input", ".txt");
      try {
        Files.writeString(file, input);
        List<String> command = List.of(this.command, "-B", "-X", "utf8", script.toString());
        return run(command, Optional.of(file)).output();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> chosen() {
    return Optional.ofNullable(System.getProperty("loopmend.pythons"));
  }

  private static Optional<Interpreter> of(String command) {
    String question = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)";
    try {
      List<String> lines = run(List.of(command, "-I", "-c", question)).output().lines().toList();
      // The command may be a script that looks for the interpreter, at each start.
      return lines.stream()
          .findFirst()
          .flatMap(PythonVersion::parse)
          .map(version -> new Interpreter(lines.getLast(), version));
    } catch (UncheckedIOException _) {
      return Optional.empty();
    }
  }

  private boolean has(List<String> modules) {
    List<String> question = List.of(command, "-I", "-c", "import " + String.join(", ", modules));
    return modules.isEmpty() || IMPORTED.computeIfAbsent(question, it -> run(it).code() == 0);
  }

  private record Ended(int code, String output) {}

  private static Ended run(List<String> command) {
    return run(command, Optional.empty());
  }

  private static Ended run(List<String> command, Optional<Path> input) {
    try {
      Path output = Files.createTempFile("facts", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(
                    input.map(it -> ProcessBuilder.Redirect.from(it.toFile())).orElse(PIPE))
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        String end = ended ? "" : "still running after " + SECONDS + " s\n";
        return new Ended(process.exitValue(), Files.readString(output) + end);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
