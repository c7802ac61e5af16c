package dev.loopmend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The git program, for what only it knows: identities, signing, work trees.
final class GitProgram {
  /// What a hook's environment says about the repository whose hook it is.
  static final Set<String> REPOSITORY_VARIABLES =
      Set.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_PREFIX",
          "GIT_COMMON_DIR",
          "GIT_OBJECT_DIRECTORY",
          "GIT_NAMESPACE");

  private static final int INTERRUPTED = 130;
  private static final Duration UNTIL_THE_END = Duration.ofSeconds(2);

  private final Path folder;
  private final Set<String> hidden;
  private final Optional<Map<String, String>> environment;

  /// The program as it runs in a folder, whatever repository a hook belongs to that runs this.
  GitProgram(Path folder) {
    this(folder, REPOSITORY_VARIABLES, Optional.empty());
  }

  private GitProgram(Path folder, Set<String> hidden, Optional<Map<String, String>> environment) {
    this.folder = folder;
    this.hidden = hidden;
    this.environment = environment;
  }

  /// The same with the variables of another environment than that of this process.
  static GitProgram in(Path folder, Map<String, String> environment) {
    return new GitProgram(folder, REPOSITORY_VARIABLES, Optional.of(environment));
  }

  /// The program as it runs at the top of a work tree, one of whose hooks may run this: with `git
  /// commit FILE` the index of the commit to be is another than the repository's.
  static GitProgram inHook(Path top) {
    return new GitProgram(top, Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX"), Optional.empty());
  }

  /// What a call of git came to.
  sealed interface Answer {
    record Said(String output) implements Answer {}

    /// Git ended with another exit code than 0; `why` is what it wrote on standard error.
    record Failed(int code, String why) implements Answer {}

    /// There is no git program.
    record Missing() implements Answer {}
  }

  /// Runs git with arguments and nothing on standard input.
  Answer ask(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    environment.ifPresent(
        variables -> {
          builder.environment().clear();
          builder.environment().putAll(variables);
        });
    builder.environment().keySet().removeAll(hidden);
    // Nothing but what is asked for is changed: the index is not refreshed on disk.
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C.UTF-8");
    return run(builder);
  }

  private static Answer run(ProcessBuilder builder) {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Answer.Missing();
    }
    try {
      process.getOutputStream().close();
      StringBuilder failure = new StringBuilder();
      Thread reader =
          Thread.ofVirtual().start(() -> failure.append(text(process.getErrorStream())));
      String output = text(process.getInputStream());
      reader.join();
      int code = process.waitFor();
      if (code == INTERRUPTED) {
        // Ctrl-C meant this process as well: it is about to end, and what git did not say any more
        // must not be taken for an answer meanwhile.
        Thread.sleep(UNTIL_THE_END);
      }
      return code == 0
          ? new Answer.Said(output)
          : new Answer.Failed(code, failure.toString().strip());
    } catch (IOException e) {
      return new Answer.Failed(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Failed(-1, "interrupted");
    } finally {
      process.destroy();
    }
  }

  private static String text(java.io.InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
