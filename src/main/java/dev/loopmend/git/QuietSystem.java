package dev.loopmend.git;

import java.io.File;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/// What JGit may see of the machine. By itself JGit would measure for seconds how exact the times
/// of files are, with probe files inside the repository, and note the result in the user's
/// settings; here it is told the coarsest answer. The settings of the machine are for the git
/// program to read.
final class QuietSystem extends SystemReader.Delegate {
  private static final long COARSEST_SECONDS = 2;

  private QuietSystem() {
    super(SystemReader.getInstance());
  }

  /// Holds for the whole process from now on.
  static void install() {
    if (!(SystemReader.getInstance() instanceof QuietSystem)) {
      SystemReader.setInstance(new QuietSystem());
    }
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Nowhere(parent, fs);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    // Git looks for a user's settings in $HOME, Java for a home in the list of users.
    Optional.ofNullable(getenv("HOME")).map(File::new).ifPresent(fs::setUserHome);
    return new Nowhere(super.openUserConfig(parent, fs), fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Nowhere(parent, fs);
  }

  /// Settings without a file: what the settings below say, and the answer about times.
  private static final class Nowhere extends FileBasedConfig {
    Nowhere(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long fallback, TimeUnit unit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? unit.convert(COARSEST_SECONDS, TimeUnit.SECONDS)
          : super.getTimeUnit(section, subsection, name, fallback, unit);
    }
  }
}
