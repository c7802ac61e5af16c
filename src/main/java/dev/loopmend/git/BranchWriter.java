package dev.loopmend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/// Writes commits on top of a base commit and a branch that names the last of them. Blobs, trees,
/// commits and the branch are all that is written: no index and no work tree, so that neither has
/// to be clean, or there at all.
public final class BranchWriter {
  private final Commit base;
  private final Repository repository;
  private final PersonIdent author;
  private final PersonIdent committer;
  private ObjectId tree;
  private ObjectId last;

  private BranchWriter(Commit base, PersonIdent author, PersonIdent committer) {
    this.base = base;
    this.repository = base.repository().repository();
    this.author = author;
    this.committer = committer;
    this.tree = base.tree();
    this.last = base.id();
  }

  /// What preparing to write commits gave.
  public sealed interface Preparation {
    record Ready(BranchWriter writer) implements Preparation {}

    /// The author is unknown, or the commits would have to be signed.
    record Refused(String why) implements Preparation {}
  }

  /// A writer of commits on top of a base. Loopmend cannot sign: where the settings ask for it,
  /// `unsigned` has to agree to commits without.
  public static Preparation on(Commit base, boolean unsigned) {
    return switch (Identity.of(base.repository())) {
      case Identity.Unknown(String why) -> new Preparation.Refused(why);
      case Identity.Known(var author, var committer, boolean signed) ->
          signed && !unsigned
              ? new Preparation.Refused(
                  "commit.gpgsign asks for signed commits, and Loopmend cannot sign; give --no-sign"
                      + " and sign them with git rebase --exec 'git commit --amend --no-edit -S'")
              : new Preparation.Ready(new BranchWriter(base, author, committer));
    };
  }

  /// Starts again on top of the base: what was committed before belongs to no branch.
  public void startAgain() {
    tree = base.tree();
    last = base.id();
  }

  /// Writes a commit on top of the last one and gives its id. `texts` are the new contents of files
  /// by their paths in the base commit, as a work tree would hold them.
  public String commit(String message, Map<Path, byte[]> texts) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      DirCache index = DirCache.read(inserter.newReader(), tree);
      DirCacheEditor editor = index.editor();
      for (Map.Entry<Path, byte[]> text : texts.entrySet()) {
        List<String> names = names(text.getKey());
        byte[] blob = base.files().blob(names, text.getValue());
        editor.add(new Replace(names, inserter.insert(Constants.OBJ_BLOB, blob)));
      }
      editor.finish();
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(index.writeTree(inserter));
      commit.setParentId(last);
      commit.setAuthor(author);
      commit.setCommitter(committer);
      commit.setEncoding(StandardCharsets.UTF_8);
      commit.setMessage(message);
      last = inserter.insert(commit);
      inserter.flush();
      tree = commit.getTreeId();
      return last.name();
    }
  }

  private static List<String> names(Path file) throws IOException {
    if (Files.exists(file) && file.toRealPath() instanceof CommitPath path) {
      return path.names();
    }
    // Ex) a module that a fix makes
    Path folder = Optional.ofNullable(file.getParent()).orElse(file).toRealPath();
    if (folder.resolve(String.valueOf(file.getFileName())) instanceof CommitPath path) {
      return path.names();
    }
    throw new IllegalArgumentException(file + " is no file of a commit");
  }

  /// Puts another blob in the place of a file's, whose mode stays, or adds a file.
  private static final class Replace extends DirCacheEditor.PathEdit {
    private final ObjectId blob;

    Replace(List<String> names, ObjectId blob) {
      super(String.join("/", names));
      this.blob = blob;
    }

    @Override
    public void apply(DirCacheEntry entry) {
      if (entry.getRawMode() == 0) {
        entry.setFileMode(FileMode.REGULAR_FILE);
      }
      entry.setObjectId(blob);
    }
  }

  /// Makes the branch if there is none of that name yet; says why not, if it cannot.
  public Optional<String> makeBranch(String name) throws IOException {
    RefUpdate update = repository.updateRef(Constants.R_HEADS + name);
    update.setExpectedOldObjectId(ObjectId.zeroId());
    update.setNewObjectId(last);
    update.setRefLogIdent(committer);
    update.setRefLogMessage("branch: Created from " + base.name(), false);
    return switch (update.update()) {
      case NEW -> Optional.empty();
      case LOCK_FAILURE, REJECTED, NO_CHANGE, FORCED, FAST_FORWARD, RENAMED ->
          Optional.of(obstacle(name));
      case REJECTED_CURRENT_BRANCH,
          REJECTED_MISSING_OBJECT,
          REJECTED_OTHER_REASON,
          IO_FAILURE,
          NOT_ATTEMPTED ->
          Optional.of("the branch " + name + " cannot be written");
    };
  }

  /// Why a branch cannot be made: one of that name, or one whose name is a folder of it, exists.
  public Optional<String> obstacleTo(String name) throws IOException {
    boolean free =
        repository.exactRef(Constants.R_HEADS + name) == null
            && repository.getRefDatabase().getConflictingNames(Constants.R_HEADS + name).isEmpty();
    return free ? Optional.empty() : Optional.of(obstacle(name));
  }

  private String obstacle(String name) throws IOException {
    for (String other : repository.getRefDatabase().getConflictingNames(Constants.R_HEADS + name)) {
      return "the branch "
          + Repository.shortenRefName(other)
          + " is in the way of "
          + name
          + "; give another --name";
    }
    return repository.exactRef(Constants.R_HEADS + name) == null
        ? "the branch " + name + " is locked by another program; try again"
        : "the branch " + name + " exists; give another --name";
  }

  /// Whether a name can be that of a branch (git-check-ref-format(1)).
  public static boolean isBranchName(String name) {
    return !name.startsWith("-")
        && !name.equals(Constants.HEAD)
        && Repository.isValidRefName(Constants.R_HEADS + name);
  }
}
