package dev.loopmend.git;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.eclipse.jgit.lib.ObjectId;

/// What a commit says about a file: its kind and its size in bytes. It knows no times.
record CommitAttributes(CommitTree.Entry entry, long size) implements BasicFileAttributes {

  static CommitAttributes of(CommitTree tree, CommitTree.Place place) throws IOException {
    long size = place.entry() instanceof CommitTree.Entry.Blob(ObjectId id) ? tree.size(id) : 0;
    return new CommitAttributes(place.entry(), size);
  }

  @Override
  public boolean isRegularFile() {
    return entry instanceof CommitTree.Entry.Blob;
  }

  @Override
  public boolean isDirectory() {
    return entry instanceof CommitTree.Entry.Folder || entry instanceof CommitTree.Entry.Foreign;
  }

  @Override
  public boolean isSymbolicLink() {
    return entry instanceof CommitTree.Entry.Link;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public FileTime lastModifiedTime() {
    return FileTime.fromMillis(0);
  }

  @Override
  public FileTime lastAccessTime() {
    return FileTime.fromMillis(0);
  }

  @Override
  public FileTime creationTime() {
    return FileTime.fromMillis(0);
  }

  @Override
  public Object fileKey() {
    return entry;
  }
}
