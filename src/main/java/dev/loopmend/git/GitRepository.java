package dev.loopmend.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// A repository on disk: bare or with a work tree, linked ones included.
public final class GitRepository implements AutoCloseable {
  private final Repository repository;

  private GitRepository(Repository repository) {
    this.repository = repository;
  }

  /// What looking for a repository gave.
  public sealed interface Opening {
    record Opened(GitRepository repository) implements Opening {}

    /// There is none, or it is of a kind that cannot be worked on.
    record Refused(String why) implements Opening {}
  }

  /// What looking for a commit gave.
  public sealed interface Found {
    record Base(Commit commit) implements Found {}

    /// The name stands for no commit.
    record Unknown(String why) implements Found {}

    /// The repository has no commit yet.
    record Unborn(String why) implements Found {}
  }

  /// The repository that a folder lies in.
  public static Opening open(Path folder) {
    QuietSystem.install();
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    builder.findGitDir(folder.toFile());
    if (builder.getGitDir() == null) {
      return new Opening.Refused(
          "there is no git repository here; loopmend apply changes files without one");
    }
    try {
      Repository repository = builder.build();
      String format =
          Optional.ofNullable(repository.getConfig().getString("extensions", null, "objectformat"))
              .orElse("sha1");
      if (!format.toLowerCase(Locale.ROOT).equals("sha1")) {
        repository.close();
        return new Opening.Refused(
            "the repository uses "
                + format.toUpperCase(Locale.ROOT)
                + " object ids, which loopmend branch cannot write; loopmend diff and apply work");
      }
      return new Opening.Opened(new GitRepository(repository));
    } catch (IOException | IllegalArgumentException e) {
      return new Opening.Refused("the repository cannot be opened: " + e.getMessage());
    }
  }

  Repository repository() {
    return repository;
  }

  /// The top of the work tree; a bare repository has none.
  public Optional<Path> top() {
    return repository.isBare()
        ? Optional.empty()
        : Optional.of(repository.getWorkTree().toPath().toAbsolutePath().normalize());
  }

  /// The commit that a name stands for: a branch, a tag, an id, `HEAD~2` and the like.
  public Found commit(String name) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id = repository.resolve(name + "^{commit}");
      if (id == null) {
        return isUnborn(name)
            ? new Found.Unborn("the repository has no commit yet; make the first one")
            : new Found.Unknown("there is no commit \"" + name + "\"");
      }
      RevCommit commit = walk.parseCommit(id);
      return new Found.Base(new Commit(this, commit.copy(), commit.getTree().copy()));
    } catch (AmbiguousObjectException e) {
      return new Found.Unknown("\"" + name + "\" may be several commits; give more of the id");
    } catch (RevisionSyntaxException | IncorrectObjectTypeException e) {
      return new Found.Unknown("\"" + name + "\" is no name of a commit");
    } catch (IOException e) {
      return new Found.Unknown("\"" + name + "\" cannot be read: " + e.getMessage());
    }
  }

  private boolean isUnborn(String name) throws IOException {
    Ref head = repository.exactRef(Constants.HEAD);
    return name.equals(Constants.HEAD) && head != null && head.isSymbolic();
  }

  /// Makes the work tree that of a branch, as `git checkout` does; says why not, if git refuses.
  public Optional<String> checkOut(String branch) {
    return switch (program().ask(List.of("checkout", "-q", branch, "--"))) {
      case GitProgram.Answer.Said _ -> Optional.empty();
      case GitProgram.Answer.Failed(int _, String why) ->
          Optional.of("git does not check it out: " + why);
      case GitProgram.Answer.Missing() ->
          Optional.of("--checkout needs the git program, and there is none on the PATH");
    };
  }

  /// The git program as it runs in this repository.
  GitProgram program() {
    return new GitProgram(top().orElse(repository.getDirectory().toPath()));
  }

  @Override
  public void close() {
    repository.close();
  }
}
