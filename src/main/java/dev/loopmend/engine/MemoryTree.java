package dev.loopmend.engine;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Files in memory, all with the same settings: examples and tests.
public record MemoryTree(SortedMap<String, byte[]> files, FileSettings settings)
    implements SourceTree {

  /// A tree of files by path.
  public static MemoryTree of(Map<String, byte[]> files, FileSettings settings) {
    return new MemoryTree(new TreeMap<>(files), settings);
  }

  @Override
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  @Override
  public Reading read(String path) {
    byte[] bytes = files.get(path);
    return bytes == null ? new Reading.Unreadable("no such file") : new Reading.Bytes(bytes);
  }

  @Override
  public FileSettings settings(String path) {
    return settings;
  }
}
