package dev.loopmend.metamorphic;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileSettings;
import dev.loopmend.engine.MemoryTree;
import dev.loopmend.engine.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A Python program as fixtures and examples hold it: its files by path, and the settings that it
/// is mended with. `name` is for people.
public record Program(String name, SortedMap<String, String> files, FileSettings settings) {
  private static final Engine.Limits ONE_THREAD = new Engine.Limits(true, 1, 1 << 22);

  public Program {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /// The same program with other texts.
  Program with(Map<String, String> texts) {
    return new Program(name, new TreeMap<>(texts), settings);
  }

  /// What is found in the program as it stands.
  ChangeSet check(Engine engine) {
    return engine.check(tree(), ONE_THREAD);
  }

  /// What is found if findings are wanted in one file only.
  ChangeSet check(Engine engine, String path) {
    return engine.check(new OneFile(tree(), path), ONE_THREAD);
  }

  /// What becomes of the program, unsafe fixes included.
  public ChangeSet mend(Engine engine) {
    return engine.mend(tree(), ONE_THREAD);
  }

  private MemoryTree tree() {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return MemoryTree.of(bytes, settings);
  }

  /// A tree of which one file was asked for.
  private record OneFile(SourceTree all, String chosen) implements SourceTree {
    @Override
    public List<String> paths() {
      return all.paths();
    }

    @Override
    public Reading read(String path) {
      return all.read(path);
    }

    @Override
    public Standing standing(String path) {
      return path.equals(chosen) ? Standing.CHOSEN : Standing.LINKED;
    }

    @Override
    public FileSettings settings(String path) {
      return all.settings(path);
    }
  }
}
