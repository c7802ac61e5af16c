package dev.loopmend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files with ignore patterns that git reads besides the `.gitignore` files (gitignore(5)): the
/// user's own one, which holds for all repositories, and `info/exclude` of a repository.
public record UsersIgnores(Map<String, String> environment) {
  /// Where a git that is installed in the usual places has the settings of the machine.
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/gitconfig"),
          Path.of("/usr/local/etc/gitconfig"),
          Path.of("/opt/homebrew/etc/gitconfig"));

  /// Variables that bring settings, or files of them, from elsewhere.
  private static final Set<String> OTHER_SETTINGS =
      Set.of("GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM");

  /// The files for the top of a work tree (absolute), of which later ones go before earlier ones.
  public List<Path> of(Path top) {
    List<Path> files = new ArrayList<>();
    Optional<GitFolder> git = GitFolder.around(top);
    own(top, git).ifPresent(files::add);
    git.ifPresent(it -> files.add(it.common().resolve("info/exclude")));
    return List.copyOf(files);
  }

  /// What `core.excludesFile` says, else `git/ignore` in the user's folder of settings. Git itself
  /// is asked only where something sets it: that takes longer than a short run.
  private Optional<Path> own(Path top, Optional<GitFolder> git) {
    if (environment.keySet().stream().anyMatch(OTHER_SETTINGS::contains)
        || settings(git).stream().anyMatch(UsersIgnores::maySetIt)) {
      List<String> ask = List.of("config", "--type=path", "--get", "core.excludesFile");
      if (GitProgram.in(top, environment).ask(ask) instanceof GitProgram.Answer.Said(String path)) {
        return path.isBlank() ? Optional.empty() : Optional.of(top.resolve(path.strip()));
      }
    }
    return folder().map(folder -> folder.resolve("ignore"));
  }

  /// The files in which git looks for settings.
  private List<Path> settings(Optional<GitFolder> git) {
    List<Path> files = new ArrayList<>(SYSTEM);
    folder().ifPresent(folder -> files.add(folder.resolve("config")));
    variable("HOME").ifPresent(home -> files.add(Path.of(home, ".gitconfig")));
    git.ifPresent(
        it -> {
          files.add(it.common().resolve("config"));
          files.add(it.folder().resolve("config.worktree"));
        });
    return files;
  }

  /// Ex) `/home/jo/.config/git`
  private Optional<Path> folder() {
    return variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .or(() -> variable("HOME").map(home -> Path.of(home, ".config")))
        .map(folder -> folder.resolve("git"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static boolean maySetIt(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return false;
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      return text.contains("excludesfile") || text.contains("[include");
    } catch (IOException e) {
      return false; // git would not read it either
    }
  }
}
