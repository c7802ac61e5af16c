package dev.loopmend.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What one run wrote: the folder it ran in, and each file with a digest of its new bytes and all
/// of its old ones. `token` is part of the names of the files that the run prepared its texts in.
record UndoRecord(String token, Path folder, List<Entry> entries) {
  /// In the place of a length: there was no file.
  private static final String NONE = "-";

  private static final String MAGIC = "loopmend undo 1";

  UndoRecord {
    entries = List.copyOf(entries);
  }

  /// A file that was to be written; `path` is the real one.
  static final class Entry {
    private final Path path;
    private final String digest;
    private final byte[] before;
    private final boolean made;

    private Entry(Path path, String digest, byte[] before, boolean made) {
      this.path = path;
      this.digest = digest;
      this.before = before;
      this.made = made;
    }

    /// A file that held other bytes before.
    static Entry of(Path path, String digest, byte[] before) {
      return new Entry(path, digest, before, false);
    }

    /// A file that was not there before.
    static Entry ofNew(Path path, String digest) {
      return new Entry(path, digest, new byte[0], true);
    }

    /// Whether the run was to make the file.
    boolean made() {
      return made;
    }

    Path path() {
      return path;
    }

    /// The bytes before the run, which nobody changes.
    byte[] before() {
      return before;
    }

    /// Whether bytes are what the run wrote.
    boolean isResult(byte[] bytes) {
      return digest.equals(UndoRecord.digest(bytes));
    }
  }

  /// Where the text of a file is prepared, beside it.
  Path beside(int entry) {
    Path file = entries.get(entry).path();
    return file.resolveSibling(".loopmend-" + token + "-" + entry);
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The record as the bytes of a file: a line for each file, then all old contents.
  ///
  /// Paths are URIs, which hold every name that a file may have on one line.
  byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder();
    head.append(MAGIC).append('\n').append(token).append('\n').append(folder.toUri()).append('\n');
    head.append(entries.size()).append('\n');
    for (Entry entry : entries) {
      head.append(entry.digest).append(' ');
      head.append(entry.made ? NONE : Integer.toString(entry.before.length)).append(' ');
      head.append(entry.path.toUri()).append('\n');
    }
    out.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    entries.forEach(entry -> out.writeBytes(entry.before));
    return out.toByteArray();
  }

  /// The record that bytes hold.
  static UndoRecord decoded(byte[] bytes, Path file) throws IOException {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (!line(in).equals(MAGIC)) {
        throw new FileSystemException(file.toString(), null, "it is no record of this version");
      }
      String token = line(in);
      Path folder = Path.of(URI.create(line(in)));
      int count = Integer.parseInt(line(in));
      List<String[]> heads = new ArrayList<>();
      for (int at = 0; at < count; at++) {
        heads.add(line(in).split(" ", -1));
      }
      List<Entry> entries = new ArrayList<>();
      for (String[] head : heads) {
        Path path = Path.of(URI.create(head[2]));
        if (head[1].equals(NONE)) {
          entries.add(Entry.ofNew(path, head[0]));
        } else {
          byte[] before = new byte[Integer.parseInt(head[1])];
          in.get(before);
          entries.add(Entry.of(path, head[0], before));
        }
      }
      return new UndoRecord(token, folder, entries);
    } catch (RuntimeException e) {
      throw new FileSystemException(file.toString(), null, "the record is damaged");
    }
  }

  private static String line(ByteBuffer in) {
    StringBuilder line = new StringBuilder();
    for (char next = (char) in.get(); next != '\n'; next = (char) in.get()) {
      line.append(next);
    }
    return line.toString();
  }
}
