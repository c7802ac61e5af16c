package dev.loopmend.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/// Replaces a file so that whoever looks at any moment sees all of the old bytes or all of the new.
final class AtomicFile {
  private AtomicFile() {}

  /// Replaces a file that exists. The new bytes are on the disk before the name points to them.
  static void replace(Path file, byte[] bytes) throws IOException {
    Path folder = Optional.ofNullable(file.getParent()).orElse(file);
    Path beside = Files.createTempFile(folder, "." + file.getFileName() + ".", ".loopmend");
    try {
      copyAttributes(file, beside);
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    force(folder);
  }

  /// Mode always, owner and group where the system allows it. The owner comes first: changing it
  /// may take mode bits away.
  private static void copyAttributes(Path from, Path to) throws IOException {
    Optional<PosixFileAttributeView> source =
        Optional.ofNullable(Files.getFileAttributeView(from, PosixFileAttributeView.class));
    Optional<PosixFileAttributeView> target =
        Optional.ofNullable(Files.getFileAttributeView(to, PosixFileAttributeView.class));
    if (source.isPresent() && target.isPresent()) {
      PosixFileAttributes attributes = source.get().readAttributes();
      try {
        target.get().setOwner(attributes.owner());
        target.get().setGroup(attributes.group());
      } catch (IOException e) {
        // Only root may give files away; the file then belongs to who runs this.
      }
      target.get().setPermissions(attributes.permissions());
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
