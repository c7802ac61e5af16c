package dev.loopmend.write;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// What runs wrote, one file for each run, the newest last. `shared` tells that the folder serves
/// several projects: then only runs count that have to do with the folder somebody asks from.
public record UndoLog(Path folder, boolean shared) {
  private static final String ENDING = ".undo";
  private static final String PART = ".part";

  /// How many runs can be taken back.
  private static final int KEPT = 20;

  /// Keeps what is needed to undo a run, on the disk when this returns.
  UndoRecord begin(Path cwd, List<UndoRecord.Entry> entries) throws IOException {
    Files.createDirectories(folder);
    byte[] random = new byte[8];
    ThreadLocalRandom.current().nextBytes(random);
    UndoRecord entry = new UndoRecord(HexFormat.of().formatHex(random), cwd, entries);
    removeRests();
    List<Path> files = files();
    int number = files.isEmpty() ? 1 : number(files.getLast()) + 1;
    while (true) {
      Path file = folder.resolve("%08d%s".formatted(number, ENDING));
      try {
        AtomicFile.create(file, entry.encoded(), folder.resolve(entry.token() + PART));
        break;
      } catch (FileAlreadyExistsException e) {
        number++; // another run was quicker
      }
    }
    for (Path old : files.subList(0, Math.max(0, files.size() + 1 - KEPT))) {
      Files.deleteIfExists(old);
    }
    return entry;
  }

  /// Removes records that a killed run did not finish; no run takes an hour to write one.
  private void removeRests() throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*" + PART)) {
      for (Path file : stream) {
        if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static int number(Path file) {
    String name = String.valueOf(file.getFileName());
    return Integer.parseInt(name.substring(0, name.length() - ENDING.length()));
  }

  /// The files of the records, the oldest first.
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "????????" + ENDING)) {
      for (Path file : stream) {
        if (String.valueOf(file.getFileName()).matches("\\d{8}\\..*")) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    Collections.sort(files);
    return files;
  }

  /// Whether the last run that wrote a file wrote these bytes.
  boolean wrote(Path file, byte[] bytes) {
    try {
      for (Path record : files().reversed()) {
        for (UndoRecord.Entry entry : read(record).entries()) {
          if (entry.path().equals(file) && entry.isResult(bytes)) {
            return true;
          }
          // Ex) a run that was interrupted before it came to this file
          if (entry.path().equals(file) && !Arrays.equals(bytes, entry.before())) {
            return false;
          }
        }
      }
    } catch (IOException e) {
      return false; // a refusal more than needed
    }
    return false;
  }

  private static UndoRecord read(Path file) throws IOException {
    return UndoRecord.decoded(Files.readAllBytes(file), file);
  }

  /// Takes the last run back as seen from a folder (absolute): every file that still holds what the
  /// run wrote gets its old bytes, and one that the run made goes. Runs that left nothing to take
  /// back are forgotten on the way. No outcomes: there is nothing to take back. A record stays as
  /// long as a file of it was not taken back.
  public List<UndoOutcome> undo(Path cwd) throws IOException {
    for (Path file : files().reversed()) {
      UndoRecord record = read(file);
      if (shared && !concerns(record, cwd)) {
        continue;
      }
      List<UndoOutcome> outcomes = new ArrayList<>();
      for (int at = 0; at < record.entries().size(); at++) {
        restore(record, at).ifPresent(outcomes::add);
      }
      if (outcomes.stream().allMatch(UndoOutcome.Restored.class::isInstance)) {
        Files.deleteIfExists(file);
      }
      if (!outcomes.isEmpty()) {
        return List.copyOf(outcomes);
      }
    }
    return List.of();
  }

  private static boolean concerns(UndoRecord record, Path cwd) {
    return cwd.startsWith(record.folder())
        || record.entries().stream().anyMatch(entry -> entry.path().startsWith(cwd));
  }

  /// Nothing if the file holds its old bytes already: the run did not get that far.
  private static Optional<UndoOutcome> restore(UndoRecord record, int at) {
    UndoRecord.Entry entry = record.entries().get(at);
    Path file = entry.path();
    try {
      Files.deleteIfExists(record.beside(at));
      if (entry.made() && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (!file.toRealPath().equals(file)) {
        return Optional.of(new UndoOutcome.Left(file, "it is reached through a link now"));
      }
      byte[] now = Files.readAllBytes(file);
      if (!entry.made() && Arrays.equals(now, entry.before())) {
        return Optional.empty();
      }
      if (!entry.isResult(now)) {
        return Optional.of(new UndoOutcome.Left(file, "it was edited since"));
      }
      if (entry.made()) {
        Files.delete(file);
      } else {
        AtomicFile.replace(file, entry.before(), record.beside(at));
      }
      return Optional.of(new UndoOutcome.Restored(file));
    } catch (IOException e) {
      return Optional.of(new UndoOutcome.Left(file, Failure.clause(e)));
    }
  }
}
