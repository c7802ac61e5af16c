package dev.loopmend.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A work tree beside the repository's own, to try commits in; it goes away when it is closed. It
/// is made by the git program, with no hook run.
public final class TemporaryWorkTree implements AutoCloseable {
  private static final List<String> NO_HOOKS = List.of("-c", "core.hooksPath=/dev/null");

  private final GitProgram git;
  private final Path folder;
  private final Thread cleaning = new Thread(this::interrupt);
  private volatile Optional<Process> running = Optional.empty();

  private TemporaryWorkTree(GitProgram git, Path folder) {
    this.git = git;
    this.folder = folder;
  }

  /// What making a work tree gave.
  public sealed interface Making {
    record Made(TemporaryWorkTree tree) implements Making {}

    record Refused(String why) implements Making {}
  }

  /// What a command came to: its exit code and the last lines that it wrote.
  public record Trial(int code, List<String> lines) {
    private static final int LAST = 20;

    /// How a shell ends after Ctrl-C.
    private static final int INTERRUPTED = 130;

    public Trial {
      lines = List.copyOf(lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
    }

    public boolean passed() {
      return code == 0;
    }

    /// Whether somebody interrupted the command, and so this process too.
    public boolean isInterrupted() {
      return code == INTERRUPTED;
    }
  }

  /// A work tree of the repository that a commit lies in, still empty.
  public static Making of(Commit base) {
    GitProgram git = base.repository().program();
    try {
      // The name of the folder becomes that of the work tree in the repository.
      Path folder = Files.createTempDirectory("loopmend-verify-").toRealPath();
      TemporaryWorkTree tree = new TemporaryWorkTree(git, folder);
      List<String> add =
          List.of("worktree", "add", "--detach", "--no-checkout", folder.toString(), base.name());
      return switch (git.ask(joined(NO_HOOKS, add))) {
        case GitProgram.Answer.Said _ -> {
          Runtime.getRuntime().addShutdownHook(tree.cleaning);
          yield new Making.Made(tree);
        }
        case GitProgram.Answer.Failed(int _, String why) -> {
          Files.deleteIfExists(folder);
          yield new Making.Refused("git makes no temporary work tree: " + why);
        }
        case GitProgram.Answer.Missing() -> {
          Files.deleteIfExists(folder);
          yield new Making.Refused("--verify needs the git program, and there is none on the PATH");
        }
      };
    } catch (IOException e) {
      return new Making.Refused("there is no room for a temporary work tree: " + e.getMessage());
    }
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
  }

  /// Checks a commit out, whole even where the repository's own work tree is sparse, and runs a
  /// shell command at its top.
  public Trial run(String commit, String command) throws IOException {
    for (List<String> step :
        List.of(
            List.of("-c", "core.sparseCheckout=false", "checkout", "-q", "-f", "--detach", commit),
            List.of("clean", "-q", "-ffdx"))) {
      GitProgram here = new GitProgram(folder);
      if (here.ask(joined(NO_HOOKS, step))
          instanceof GitProgram.Answer.Failed(int code, String why)) {
        return new Trial(code, why.lines().toList());
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeAll(GitProgram.REPOSITORY_VARIABLES);
    Process process = builder.start();
    running = Optional.of(process);
    try {
      process.getOutputStream().close();
      List<String> lines;
      try (InputStream output = process.getInputStream()) {
        lines = new String(output.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      }
      return new Trial(process.waitFor(), lines);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Trial(-1, List.of("interrupted"));
    } finally {
      running = Optional.empty();
      process.destroy();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaning);
    } catch (IllegalStateException e) {
      return; // the process ends, and removes it
    }
    remove();
  }

  /// Ends the command that runs, with all that it started, and removes the work tree.
  private void interrupt() {
    running.ifPresent(
        process -> {
          process.descendants().forEach(ProcessHandle::destroy);
          process.destroy();
        });
    remove();
  }

  private void remove() {
    git.ask(List.of("worktree", "remove", "--force", "--force", folder.toString()));
  }
}
