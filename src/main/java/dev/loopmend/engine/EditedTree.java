package dev.loopmend.engine;

import dev.loopmend.text.LineRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A source tree some of whose files have other bytes by now.
final class EditedTree implements SourceTree {
  private final SourceTree tree;
  private final Map<String, Reading> edited = new ConcurrentHashMap<>();

  EditedTree(SourceTree tree) {
    this.tree = tree;
  }

  /// Has a file hold these bytes from now on.
  void put(String path, byte[] bytes) {
    edited.put(path, new Reading.Bytes(bytes));
  }

  @Override
  public List<String> paths() {
    return tree.paths();
  }

  @Override
  public Reading read(String path) {
    Reading reading = edited.get(path);
    return reading == null ? tree.read(path) : reading;
  }

  @Override
  public boolean isNamed(String path) {
    return tree.isNamed(path);
  }

  @Override
  public String location(String path) {
    return tree.location(path);
  }

  @Override
  public Set<String> entryPoints() {
    return tree.entryPoints();
  }

  @Override
  public Standing standing(String path) {
    return tree.standing(path);
  }

  @Override
  public Optional<List<LineRange>> chosenLines(String path) {
    return tree.chosenLines(path);
  }

  @Override
  public Optional<String> closed(String path) {
    return tree.closed(path);
  }

  @Override
  public Optional<String> occupied(String path) {
    return tree.occupied(path);
  }

  @Override
  public FileSettings settings(String path) {
    return tree.settings(path);
  }
}
