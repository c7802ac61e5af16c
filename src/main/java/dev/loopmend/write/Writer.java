package dev.loopmend.write;

import dev.loopmend.write.WriteOutcome.Failed;
import dev.loopmend.write.WriteOutcome.NotWritten;
import dev.loopmend.write.WriteOutcome.Refused;
import dev.loopmend.write.WriteOutcome.Written;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes changed files in place, and new ones where nothing is. What speaks against it is known
/// before the first file is touched.
public final class Writer {
  private static final String MADE_SINCE = "something of its name is there by now; run again";

  private final List<Path> roots;
  private final Path cwd;
  private final Function<List<Path>, Map<Path, String>> unstaged;
  private final UndoLog log;
  private final List<UndoLog> others;

  /// A writer below the given absolute roots, for a run in `cwd`. `unstaged` gives those of some
  /// real paths whose files somebody may be at work on, each with that as a clause; what earlier
  /// runs of `log` and `others` wrote is our own work. `log` keeps what it takes to undo this run.
  public Writer(
      List<Path> roots,
      Path cwd,
      Function<List<Path>, Map<Path, String>> unstaged,
      UndoLog log,
      List<UndoLog> others) {
    this.roots = roots.stream().map(Writer::real).toList();
    this.cwd = cwd;
    this.unstaged = unstaged;
    this.log = log;
    this.others = List.copyOf(others);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  /// A target with the file behind its links and the bytes before and after.
  private static final class Job {
    final Target target;
    final Path file;
    final byte[] before;
    final byte[] after;

    Job(Target target, Path file, byte[] before, byte[] after) {
      this.target = target;
      this.file = file;
      this.before = before;
      this.after = after;
    }

    boolean isNew() {
      return target.before().isAbsent();
    }

    UndoRecord.Entry entry() {
      String digest = UndoRecord.digest(after);
      return isNew()
          ? UndoRecord.Entry.ofNew(file, digest)
          : UndoRecord.Entry.of(file, digest, before);
    }

    /// Has the file hold its old bytes again, or takes it away if it is new.
    void takeBack(Path beside) throws IOException {
      if (isNew()) {
        Files.deleteIfExists(file);
      } else {
        AtomicFile.replace(file, before, beside);
      }
    }
  }

  /// Targets with what speaks against some of them; nothing is written yet.
  public static final class Plan {
    private final List<Target> targets;
    private final List<Job> jobs;
    private final Map<String, NotWritten> refused;

    private Plan(List<Target> targets, List<Job> jobs, Map<String, NotWritten> refused) {
      this.targets = List.copyOf(targets);
      this.jobs = jobs.stream().filter(job -> !refused.containsKey(job.target.path())).toList();
      this.refused = refused;
    }

    /// What became of targets already: those that cannot be written.
    public List<NotWritten> refused() {
      return List.copyOf(refused.values());
    }
  }

  /// Looks what speaks against writing the targets.
  public Plan plan(List<Target> targets) {
    Map<String, NotWritten> refused = new LinkedHashMap<>();
    List<Job> jobs = new ArrayList<>();
    for (Target target : targets) {
      prepare(target, refused).ifPresent(jobs::add);
    }
    refuseUnstaged(jobs, refused);
    return new Plan(targets, jobs, refused);
  }

  /// Writes the targets of a plan that nothing speaks against; outcomes of all of them stand in
  /// their order.
  public List<WriteOutcome> write(Plan plan) {
    Map<String, WriteOutcome> outcomes = new LinkedHashMap<>(plan.refused);
    if (!plan.jobs.isEmpty()) {
      write(plan.jobs, outcomes);
    }
    return plan.targets.stream()
        .flatMap(target -> Optional.ofNullable(outcomes.get(target.path())).stream())
        .toList();
  }

  /// Keeps what it takes to undo the run, then writes file after file.
  private void write(List<Job> jobs, Map<String, WriteOutcome> outcomes) {
    List<UndoRecord.Entry> entries = jobs.stream().map(Job::entry).toList();
    // A signal that comes before the record is kept finds nothing to take back.
    AtomicReference<Optional<UndoRecord>> kept = new AtomicReference<>(Optional.empty());
    Runnable takeBack = () -> kept.get().ifPresent(record -> takeBack(jobs, record));
    try (Interruptible writing = new Interruptible(takeBack)) {
      writing.step(() -> kept.set(begin(entries, jobs, outcomes)));
      for (int at = 0; at < jobs.size() && kept.get().isPresent(); at++) {
        int number = at;
        writing.step(() -> write(jobs, number, kept.get().orElseThrow(), outcomes));
      }
    }
  }

  private Optional<UndoRecord> begin(
      List<UndoRecord.Entry> entries, List<Job> jobs, Map<String, WriteOutcome> outcomes) {
    try {
      return Optional.of(log.begin(cwd, entries));
    } catch (IOException e) {
      String why = "what undo needs cannot be kept in " + log.folder() + ": " + Failure.clause(e);
      jobs.forEach(job -> outcomes.put(job.target.path(), new Failed(job.target.path(), why)));
      return Optional.empty();
    }
  }

  private static void write(
      List<Job> jobs, int at, UndoRecord record, Map<String, WriteOutcome> outcomes) {
    String path = jobs.get(at).target.path();
    if (!outcomes.containsKey(path)) {
      WriteOutcome outcome = write(jobs.get(at), record.beside(at));
      outcomes.put(path, outcome);
      if (!(outcome instanceof Written)) {
        takeAlong(jobs, record, outcomes);
      }
    }
  }

  /// Puts the old text back where the new one stands. What cannot be is left to `undo`.
  private static void takeBack(List<Job> jobs, UndoRecord record) {
    for (int at = 0; at < jobs.size(); at++) {
      Job job = jobs.get(at);
      try {
        if (Arrays.equals(Files.readAllBytes(job.file), job.after)) {
          job.takeBack(record.beside(at));
        }
      } catch (IOException e) {
        // The record of the run stays.
      }
    }
  }

  /// Files that share a fix with one that could not be written get their old text back, or keep it.
  private static void takeAlong(
      List<Job> jobs, UndoRecord record, Map<String, WriteOutcome> outcomes) {
    boolean again = true;
    while (again) {
      again = false;
      for (int at = 0; at < jobs.size(); at++) {
        Job job = jobs.get(at);
        String path = job.target.path();
        Optional<String> lost =
            job.target.together().stream().filter(other -> isLost(outcomes.get(other))).findFirst();
        if (lost.isPresent() && !isLost(outcomes.get(path))) {
          String why = "it shares a fix with " + lost.get() + ", which cannot be written";
          boolean written = outcomes.get(path) instanceof Written;
          outcomes.put(
              path, written ? takeBack(job, record.beside(at), why) : new Refused(path, why));
          again = true;
        }
      }
    }
  }

  private static boolean isLost(@Nullable WriteOutcome outcome) {
    return outcome instanceof NotWritten;
  }

  private static WriteOutcome takeBack(Job job, Path beside, String why) {
    String path = job.target.path();
    try {
      job.takeBack(beside);
      return new Refused(path, why);
    } catch (IOException e) {
      return new Failed(path, why + ", and its old text cannot be put back; try loopmend undo");
    }
  }

  private Optional<Job> prepare(Target target, Map<String, NotWritten> outcomes) {
    String path = target.path();
    Optional<byte[]> before = target.before().encode();
    Optional<byte[]> after = target.after().encode();
    if (before.isEmpty() || after.isEmpty()) {
      outcomes.put(path, new Refused(path, "its encoding lacks a character of the new text"));
      return Optional.empty();
    }
    try {
      if (target.before().isAbsent()) {
        return prepareNew(target, after.get(), outcomes);
      }
      Path file = target.file().toRealPath();
      Optional<String> obstacle = obstacle(target, file);
      if (obstacle.isPresent()) {
        outcomes.put(path, new Refused(path, obstacle.get()));
        return Optional.empty();
      }
      if (!Arrays.equals(Files.readAllBytes(file), before.get())) {
        outcomes.put(path, new Refused(path, "it changed since it was read; run again"));
        return Optional.empty();
      }
      return Optional.of(new Job(target, file, before.get(), after.get()));
    } catch (IOException e) {
      outcomes.put(path, new Failed(path, Failure.clause(e)));
      return Optional.empty();
    }
  }

  private Optional<Job> prepareNew(Target target, byte[] after, Map<String, NotWritten> outcomes)
      throws IOException {
    Path folder = AtomicFile.parent(target.file()).toRealPath();
    Path file = folder.resolve(String.valueOf(target.file().getFileName()));
    Optional<String> why =
        outside(target, file)
            .or(
                () ->
                    Files.isWritable(folder)
                        ? Optional.empty()
                        : Optional.of("its folder is read-only"))
            .or(
                () ->
                    Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        ? Optional.of(MADE_SINCE)
                        : Optional.empty());
    if (why.isPresent()) {
      outcomes.put(target.path(), new Refused(target.path(), why.get()));
      return Optional.empty();
    }
    return Optional.of(new Job(target, file, new byte[0], after));
  }

  private Optional<String> outside(Target target, Path file) {
    boolean link = !file.equals(target.file().toAbsolutePath().normalize());
    boolean inside = roots.stream().anyMatch(file::startsWith);
    if (link && !inside) {
      return Optional.of("it is a link to " + file + ", outside of what was given");
    }
    return Optional.empty();
  }

  private Optional<String> obstacle(Target target, Path file) {
    return outside(target, file)
        .or(() -> Files.isWritable(file) ? Optional.empty() : Optional.of("it is read-only"));
  }

  private void refuseUnstaged(List<Job> jobs, Map<String, NotWritten> outcomes) {
    List<Job> old = jobs.stream().filter(job -> !job.isNew()).toList();
    Map<Path, String> theirs = unstaged.apply(old.stream().map(job -> job.file).toList());
    for (Job job : old) {
      String path = job.target.path();
      String why = theirs.get(job.file);
      if (why != null && !isOurs(job)) {
        outcomes.put(path, new Refused(path, why));
      }
    }
  }

  private boolean isOurs(Job job) {
    return log.wrote(job.file, job.before)
        || others.stream().anyMatch(other -> other.wrote(job.file, job.before));
  }

  private static WriteOutcome write(Job job, Path beside) {
    String path = job.target.path();
    try {
      if (job.isNew()) {
        AtomicFile.create(job.file, job.after, beside);
        return new Written(path);
      }
      if (!Arrays.equals(Files.readAllBytes(job.file), job.before)) {
        return new Refused(path, "it changed since it was read; run again");
      }
      AtomicFile.replace(job.file, job.after, beside);
      return new Written(path);
    } catch (FileAlreadyExistsException e) {
      return new Refused(path, MADE_SINCE);
    } catch (AccessDeniedException e) {
      return new Failed(path, "permission denied in its folder, where the new text is prepared");
    } catch (IOException e) {
      return new Failed(path, Failure.clause(e));
    }
  }
}
