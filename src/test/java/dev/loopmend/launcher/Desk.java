package dev.loopmend.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A folder to work in with the built image and the real git, cut off from the settings of whoever
/// runs the tests. `home` holds the settings instead.
record Desk(Path folder, Path home) {
  private static final Path IMAGE =
      Path.of(System.getProperty("loopmend.image", "target/image")).toAbsolutePath();

  /// What a process said: its exit code and both outputs, each byte of the first as the character
  /// of its number.
  record Said(int code, String out, String err) {}

  static Desk in(Path top) throws IOException {
    Path home = Files.createDirectories(top.resolve("home"));
    Files.writeString(
        home.resolve(".gitconfig"),
        """
        [user]
          name = Jo Doe
          email = jo@example.org
        [init]
          defaultBranch = main
        [core]
          autocrlf = false
        [protocol "file"]
          allow = always
        """);
    return new Desk(Files.createDirectories(top.resolve("desk")), home);
  }

  /// The same desk, seen from another folder.
  Desk at(String other) throws IOException {
    return new Desk(Files.createDirectories(folder.resolve(other).normalize()), home);
  }

  Said loopmend(String... arguments) throws Exception {
    return run("", Map.of(), image(arguments));
  }

  static List<String> image(String... arguments) {
    List<String> command = new ArrayList<>(List.of(IMAGE.resolve("bin/loopmend").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// What git says on standard output; it has to succeed.
  String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Said said = run("", Map.of(), command);
    assertThat(said.code()).as(command + "\n" + said.err()).isZero();
    return new String(said.out().getBytes(ISO_8859_1), UTF_8).strip();
  }

  /// Runs a command with bytes (as characters) on standard input and further variables.
  Said run(String input, Map<String, String> variables, List<String> command) throws Exception {
    Path err = Files.createTempFile(home, "err", "");
    Process process = builder(variables, command).redirectError(err.toFile()).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(ISO_8859_1));
    }
    String out = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    return new Said(process.waitFor(), out, Files.readString(err));
  }

  ProcessBuilder builder(Map<String, String> variables, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("XDG_"));
    environment.put("HOME", home.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("LC_ALL", "C.UTF-8");
    environment.putAll(variables);
    return builder;
  }

  Desk write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, text);
    return this;
  }

  String read(String name) throws IOException {
    return Files.readString(folder.resolve(name), ISO_8859_1);
  }

  /// Every file below the folder but git's own, by its path.
  Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith(".git/") && !name.contains("/.git/")) {
          contents.put(name, Files.readString(file, ISO_8859_1));
        }
      }
    }
    return contents;
  }
}
