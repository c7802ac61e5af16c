package dev.loopmend.semantic;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which function or method of a library a ref stands for, through instances of its classes and of
/// the project's own classes that derive from them.
final class LibraryMembers {
  private final LinkedTargets targets;
  private final ClassGraph classes;
  private final Knowledge knowledge;

  LibraryMembers(LinkedTargets targets) {
    this.targets = targets;
    this.classes = targets.classes();
    this.knowledge = targets.names().knowledge();
  }

  /// The one of some canonical names that a ref of a file means for sure.
  Optional<String> among(FileView file, int ref, Set<String> names) {
    String name = targets.names().of(file, ref);
    if (!name.isEmpty()) {
      return names.contains(name) ? Optional.of(name) : Optional.empty();
    }
    if (!(file.ref(ref) instanceof Ref.Member(int of, String member))) {
      return Optional.empty();
    }
    if (file.ref(of) instanceof Ref.Super(int type)) {
      return ofClass(file.firstType() + type, member, true, names);
    }
    Optional<Integer> self = file.ownType(of);
    if (self.isPresent()) {
      return ofClass(self.get(), member, false, names);
    }
    String type = Modules.visible(targets.typeOf(file, of));
    Optional<Integer> own = classes.named(type);
    return own.isPresent()
        ? ofClass(own.get(), member, false, names)
        : knowledge.memberOf(type, member, names);
  }

  /// A member that a class of the project inherits from a library and nobody replaces.
  private Optional<String> ofClass(int type, String member, boolean above, Set<String> names) {
    ClassGraph.Lookup lookup = classes.lookUp(type, member, above);
    boolean replaced =
        !lookup.units().isEmpty()
            || lookup.stored()
            || (!above && !classes.replacing(type, member).isEmpty());
    if (replaced) {
      return Optional.empty();
    }
    List<Integer> lineage = classes.lineage(type);
    return lineage.stream()
        .flatMap(at -> classes.get(at).bases().stream())
        .flatMap(base -> knowledge.memberOf(base, member, names).stream())
        .findFirst();
  }
}
