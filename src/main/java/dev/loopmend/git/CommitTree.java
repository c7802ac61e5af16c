package dev.loopmend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/// The files of a commit. Folders are read when somebody asks for them, and once.
final class CommitTree {
  /// How many links one after the other are followed, as Linux does.
  private static final int LINKS = 40;

  private static final String LFS = "version https://git-lfs.github.com/spec/";

  private final Repository repository;
  private final Entry.Folder root;
  private final Map<ObjectId, SortedMap<String, Entry>> folders = new ConcurrentHashMap<>();
  private final TreeAttributes attributes = new TreeAttributes(this);

  CommitTree(Repository repository, ObjectId tree) {
    this.repository = repository;
    this.root = new Entry.Folder(tree.copy());
  }

  /// What stands in a folder of a commit under a name.
  sealed interface Entry {
    record Folder(ObjectId id) implements Entry {}

    record Blob(ObjectId id) implements Entry {}

    record Link(ObjectId id) implements Entry {}

    /// A folder whose content is none of this commit's: a submodule, or the `.git` at the top.
    record Foreign() implements Entry {}
  }

  /// An entry with the names that lead to it, links resolved.
  record Place(List<String> names, Entry entry) {
    Place {
      names = List.copyOf(names);
    }
  }

  /// The entry that names lead to from the top. A link at the end is followed only if wanted; one
  /// that leaves the commit leads nowhere.
  Optional<Place> find(List<String> names, boolean follow) throws IOException {
    Deque<String> ahead = new ArrayDeque<>(names);
    List<String> behind = new ArrayList<>();
    List<Entry> entries = new ArrayList<>(List.of(root));
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.removeFirst();
      if (name.equals("..")) {
        if (behind.isEmpty()) {
          return Optional.empty();
        }
        behind.removeLast();
        entries.removeLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        Entry next = entries(entries.getLast()).get(name);
        if (next instanceof Entry.Link(ObjectId id) && (follow || !ahead.isEmpty())) {
          String target = new String(bytes(id), StandardCharsets.UTF_8);
          if (target.startsWith("/") || ++links > LINKS) {
            return Optional.empty();
          }
          List.of(target.split("/", -1)).reversed().forEach(ahead::addFirst);
        } else if (next == null) {
          return Optional.empty();
        } else {
          behind.add(name);
          entries.add(next);
        }
      }
    }
    return Optional.of(new Place(behind, entries.getLast()));
  }

  /// The entries of a folder by their names; nothing else has any.
  SortedMap<String, Entry> entries(Entry entry) throws IOException {
    return switch (entry) {
      case Entry.Folder(ObjectId id) -> {
        SortedMap<String, Entry> known = folders.get(id);
        if (known == null) {
          known = read(id);
          folders.put(id, known);
        }
        yield known;
      }
      case Entry.Blob _, Entry.Link _, Entry.Foreign _ -> Collections.emptySortedMap();
    };
  }

  private SortedMap<String, Entry> read(ObjectId id) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    try (ObjectReader reader = repository.newObjectReader()) {
      CanonicalTreeParser parser = new CanonicalTreeParser(new byte[0], reader, id);
      for (; !parser.eof(); parser.next(1)) {
        entries.put(parser.getEntryPathString(), entry(parser));
      }
    }
    if (id.equals(root.id())) {
      // Git lets no tree hold a `.git`; whoever looks for the top of the repository finds it here.
      entries.put(Constants.DOT_GIT, new Entry.Foreign());
    }
    return Collections.unmodifiableSortedMap(entries);
  }

  private static Entry entry(CanonicalTreeParser parser) {
    ObjectId id = parser.getEntryObjectId();
    int kind = parser.getEntryRawMode() & FileMode.TYPE_MASK;
    return switch (kind) {
      case FileMode.TYPE_TREE -> new Entry.Folder(id);
      case FileMode.TYPE_SYMLINK -> new Entry.Link(id);
      case FileMode.TYPE_GITLINK -> new Entry.Foreign();
      default -> new Entry.Blob(id);
    };
  }

  /// The bytes of a file as a work tree would hold them, line ends aside: those of the commit, in
  /// the file's `working-tree-encoding`.
  byte[] content(Place place) throws IOException {
    String shown = String.join("/", place.names());
    if (!(place.entry() instanceof Entry.Blob(ObjectId id))) {
      throw new NoSuchFileException(shown);
    }
    byte[] bytes = bytes(id);
    if (isPointer(bytes)) {
      throw refused(shown, "it is a Git LFS pointer, its content is not in the commit");
    }
    Optional<String> filter = attributes.of(place.names(), TreeAttributes.FILTER);
    if (filter.isPresent()) {
      throw refused(shown, "the filter " + filter.get() + " makes something else of it");
    }
    Optional<String> encoding = attributes.of(place.names(), TreeAttributes.ENCODING);
    return encoding.isEmpty() ? bytes : Transcoding.toWorkTree(shown, bytes, encoding.get());
  }

  /// The blob of a file from the bytes that a work tree would hold.
  byte[] blob(List<String> names, byte[] content) throws IOException {
    Optional<String> encoding = attributes.of(names, TreeAttributes.ENCODING);
    return encoding.isEmpty()
        ? content
        : Transcoding.toCommit(String.join("/", names), content, encoding.get());
  }

  static FileSystemException refused(String path, String why) {
    return new FileSystemException(path, null, why);
  }

  private static boolean isPointer(byte[] bytes) {
    int length = Math.min(bytes.length, LFS.length());
    return new String(bytes, 0, length, StandardCharsets.US_ASCII).equals(LFS);
  }

  /// The bytes of a blob.
  byte[] bytes(ObjectId id) throws IOException {
    return repository.open(id, Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE - 8);
  }

  /// How many bytes a blob has.
  long size(ObjectId id) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return reader.getObjectSize(id, Constants.OBJ_BLOB);
    }
  }
}
