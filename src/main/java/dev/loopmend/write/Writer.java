package dev.loopmend.write;

import dev.loopmend.write.WriteOutcome.Failed;
import dev.loopmend.write.WriteOutcome.Refused;
import dev.loopmend.write.WriteOutcome.Written;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes changed files in place. All refusals are known before the first file is touched.
public final class Writer {
  private final List<Path> roots;
  private final boolean allowDirty;
  private final GitProgram git;

  /// A writer below the given absolute roots; `allowDirty` leaves git unasked.
  public Writer(List<Path> roots, boolean allowDirty) {
    this.roots = roots.stream().map(Writer::real).toList();
    this.allowDirty = allowDirty;
    this.git = new GitProgram();
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
  }

  /// Writes the targets that nothing speaks against; outcomes stand in the order of the targets.
  public List<WriteOutcome> apply(List<Target> targets) {
    Map<String, WriteOutcome> outcomes = new LinkedHashMap<>();
    List<Job> jobs = new ArrayList<>();
    for (Target target : targets) {
      Optional<Job> job = prepare(target, outcomes);
      job.ifPresent(jobs::add);
    }
    if (!allowDirty) {
      refuseUnstaged(jobs, outcomes);
    }
    refuseTogether(targets, outcomes);
    List<Job> accepted =
        jobs.stream().filter(job -> !outcomes.containsKey(job.target.path())).toList();
    remember(accepted);
    for (Job job : accepted) {
      outcomes.put(job.target.path(), write(job));
    }
    return targets.stream()
        .flatMap(target -> Optional.ofNullable(outcomes.get(target.path())).stream())
        .toList();
  }

  /// Keeps what later runs have to know, before the first file is written: an interrupted run then
  /// knows its own files as well. Here `undo` will find the old bytes.
  private static void remember(List<Job> jobs) {
    AppliedFiles applied = new AppliedFiles();
    jobs.forEach(job -> applied.add(job.file, job.after));
    applied.save();
  }

  private Optional<Job> prepare(Target target, Map<String, WriteOutcome> outcomes) {
    String path = target.path();
    Optional<byte[]> before = target.before().encode();
    Optional<byte[]> after = target.after().encode();
    if (before.isEmpty() || after.isEmpty()) {
      outcomes.put(path, new Refused(path, "its encoding lacks a character of the new text"));
      return Optional.empty();
    }
    try {
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

  private Optional<String> obstacle(Target target, Path file) {
    boolean link = !file.equals(target.file().toAbsolutePath().normalize());
    boolean inside = roots.stream().anyMatch(file::startsWith);
    if (link && !inside) {
      return Optional.of("it is a link to " + file + ", outside of what was given");
    }
    if (!Files.isWritable(file)) {
      return Optional.of("it is read-only");
    }
    return Optional.empty();
  }

  private void refuseUnstaged(List<Job> jobs, Map<String, WriteOutcome> outcomes) {
    Set<Path> unstaged = git.unstaged(jobs.stream().map(job -> job.file).toList());
    for (Job job : jobs) {
      String path = job.target.path();
      if (unstaged.contains(job.file) && !AppliedFiles.wrote(job.file, job.before)) {
        String why = "it has unstaged changes; stage or commit them, or give --allow-dirty";
        outcomes.put(path, new Refused(path, why));
      }
    }
  }

  /// A refused file takes every file along that shares a fix with it, however far apart.
  private static void refuseTogether(List<Target> targets, Map<String, WriteOutcome> outcomes) {
    boolean again = true;
    while (again) {
      again = false;
      for (Target target : targets) {
        Optional<String> refused =
            target.together().stream().filter(outcomes::containsKey).findFirst();
        if (refused.isPresent() && !outcomes.containsKey(target.path())) {
          String why = "it shares a fix with " + refused.get() + ", which is refused";
          outcomes.put(target.path(), new Refused(target.path(), why));
          again = true;
        }
      }
    }
  }

  private static WriteOutcome write(Job job) {
    String path = job.target.path();
    try {
      if (!Arrays.equals(Files.readAllBytes(job.file), job.before)) {
        return new Refused(path, "it changed since it was read; run again");
      }
      AtomicFile.replace(job.file, job.after);
      return new Written(path);
    } catch (AccessDeniedException e) {
      return new Failed(path, "permission denied in its folder, where the new text is prepared");
    } catch (IOException e) {
      return new Failed(path, Failure.clause(e));
    }
  }
}
