package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Bound;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One file of a linked workspace while its refs are evaluated: their table, and what was found out
/// about each. Answers are pure, so threads that find out the same at once do no harm.
final class FileView {
  private final String path;
  private final String prefix;
  private final FileFacts facts;
  private final List<Ref> refs;
  private final IntFunction<Bound> bindings;
  private final int number;
  private final int firstUnit;
  private final int firstType;
  private @Nullable String[] names;
  private @Nullable String[] types;
  private @Nullable Set<String> replaced;
  private final @Nullable FileView summarized;
  private FileAnswers answers;

  private FileView(
      String path,
      String prefix,
      FileFacts facts,
      List<Ref> refs,
      IntFunction<Bound> bindings,
      int number,
      int firstUnit,
      int firstType) {
    this.path = path;
    this.prefix = prefix;
    this.facts = facts;
    this.refs = refs;
    this.bindings = bindings;
    this.number = number;
    this.firstUnit = firstUnit;
    this.firstType = firstType;
    this.names = new String[refs.size()];
    this.types = new String[refs.size()];
    this.summarized = null;
    this.answers = new FileAnswers(facts.units().size());
  }

  private FileView(FileView file, List<Ref> refs, IntFunction<Bound> bindings) {
    this.path = file.path;
    this.prefix = file.prefix;
    this.facts = file.facts;
    this.refs = refs;
    this.bindings = bindings;
    this.number = file.number;
    this.firstUnit = file.firstUnit;
    this.firstType = file.firstType;
    this.names = new String[refs.size()];
    this.types = new String[refs.size()];
    this.summarized = file;
    this.answers = file.answers;
  }

  /// A file by its facts. `prefix` is the name of its module, by which its definitions are known.
  static FileView of(
      String path, String prefix, FileFacts facts, int number, int firstUnit, int firstType) {
    return new FileView(
        path, prefix, facts, facts.refs(), facts.bindings()::at, number, firstUnit, firstType);
  }

  /// The same facts as those of a file from before: what was found out about it stays.
  void knowing(FileView before) {
    answers = before.answers;
    names = before.names.clone();
    types = before.types.clone();
    replaced = before.replaced;
  }

  /// The same file with the refs of its whole tree, which are numbered anew.
  FileView withTree(RefReader reader) {
    BindingReader bindingReader = new BindingReader(reader);
    Map<Integer, Bound> read = new HashMap<>();
    return new FileView(this, reader.table(), it -> read.computeIfAbsent(it, bindingReader::read));
  }

  /// The file as it was summarized: the numbers of refs in its facts are of this table.
  FileView summarized() {
    return summarized == null ? this : summarized;
  }

  String path() {
    return path;
  }

  String prefix() {
    return prefix;
  }

  FileFacts facts() {
    return facts;
  }

  FileAnswers answers() {
    return answers;
  }

  int number() {
    return number;
  }

  int firstUnit() {
    return firstUnit;
  }

  int firstType() {
    return firstType;
  }

  /// A number for a ref among those of all files; a tree's refs are others than those of its
  /// summary.
  long key(int ref) {
    return ((number * 2L + (summarized == null ? 0 : 1)) << 32) | ref;
  }

  Ref ref(int ref) {
    return refs.get(ref);
  }

  Bound bound(int binding) {
    return bindings.apply(binding);
  }

  /// The class that a ref means as `self` or `cls`.
  Optional<Integer> ownType(int ref) {
    return ref(ref) instanceof Ref.Bound(int binding)
            && bound(binding).isOnce()
            && bound(binding).stores().getFirst() instanceof FileFacts.Store.Self(int type, _)
        ? Optional.of(firstType + type)
        : Optional.empty();
  }

  /// The name that a ref was found to have, or null.
  @Nullable String name(int ref) {
    return ref < names.length ? names[ref] : null;
  }

  /// Keeps the name of a ref: one object for equal names in all files, since most stand in many.
  void name(int ref, String found) {
    if (ref >= names.length) {
      names = Arrays.copyOf(names, Math.max(refs.size(), names.length * 2));
    }
    names[ref] = found.intern();
  }

  /// The class that a ref was found to be an instance of, or null.
  @Nullable String type(int ref) {
    return ref < types.length ? types[ref] : null;
  }

  void type(int ref, String type) {
    if (ref >= types.length) {
      types = Arrays.copyOf(types, Math.max(refs.size(), types.length * 2));
    }
    types[ref] = type;
  }

  /// The names of module attributes that the file assigns to; null while they are not known.
  @Nullable Set<String> replaced() {
    return replaced;
  }

  void replaced(Set<String> found) {
    replaced = Set.copyOf(found);
  }
}
