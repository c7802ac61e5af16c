package dev.loopmend.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/// Replaces a file so that whoever looks at any moment sees all of the old bytes or all of the new.
public final class AtomicFile {
  private static final String SUFFIX = ".loopmend-new";

  private AtomicFile() {}

  /// Replaces a file that exists, or the one that it is a link to.
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path real = file.toRealPath();
    replace(real, bytes, parent(real).resolve("." + real.getFileName() + SUFFIX));
  }

  /// Replaces a file that exists. The new bytes are on the disk, in a file `beside` it, before the
  /// name points to them. What an interrupted run left of that name is replaced.
  static void replace(Path file, byte[] bytes, Path beside) throws IOException {
    Files.deleteIfExists(beside);
    try {
      Files.createFile(beside);
      copyAttributes(file, beside);
      write(beside, bytes);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    force(parent(file));
  }

  /// Writes a file that does not exist yet, all of it or nothing.
  static void create(Path file, byte[] bytes, Path beside) throws IOException {
    Files.deleteIfExists(beside);
    try {
      Files.createFile(beside);
      write(beside, bytes);
      name(file, beside);
    } finally {
      Files.deleteIfExists(beside);
    }
    force(parent(file));
  }

  /// Gives a file a name that no other has. A move would look first and replace then.
  private static void name(Path file, Path beside) throws IOException {
    try {
      Files.createLink(file, beside);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      Files.move(beside, file); // a file system without hard links
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  static Path parent(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  /// Mode always, owner and group where the system allows it. They come first: changing them may
  /// take mode bits away.
  private static void copyAttributes(Path from, Path to) throws IOException {
    Optional<PosixFileAttributeView> source =
        Optional.ofNullable(Files.getFileAttributeView(from, PosixFileAttributeView.class));
    Optional<PosixFileAttributeView> target =
        Optional.ofNullable(Files.getFileAttributeView(to, PosixFileAttributeView.class));
    if (source.isPresent() && target.isPresent()) {
      PosixFileAttributes attributes = source.get().readAttributes();
      // Only root may give files away; else the file belongs to who runs this.
      allowed(() -> target.get().setGroup(attributes.group()));
      allowed(() -> target.get().setOwner(attributes.owner()));
      target.get().setPermissions(attributes.permissions());
    }
  }

  /// A change of a file that the system may forbid.
  private interface Change {
    void make() throws IOException;
  }

  private static void allowed(Change change) {
    try {
      change.make();
    } catch (IOException e) {
      // See the caller.
    }
  }

  /// Makes the renaming itself last, where the system can sync a folder.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some file systems cannot: the file itself is written.
    }
  }
}
