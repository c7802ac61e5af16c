package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The classes of what the attributes of the project's own classes hold: by annotations, by what
/// the class and its bases give them, unless other code gives them something else. "" is unknown.
final class LinkedAttributes {
  private static final Set<String> ENUMS =
      Set.of("enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag");

  private final ClassGraph classes;
  private final LinkedTargets targets;
  private final LinkedTypes types;
  private final LinkedAnnotations annotations;
  private final Knowledge knowledge;
  private final StoresElsewhere elsewhere;

  LinkedAttributes(
      ClassGraph classes,
      AttributeStores stores,
      LinkedTargets targets,
      LinkedNames names,
      LinkedTypes types,
      OpenQuestions questions) {
    this.classes = classes;
    this.targets = targets;
    this.types = types;
    this.annotations = new LinkedAnnotations(names);
    this.knowledge = names.knowledge();
    this.elsewhere = new StoresElsewhere(stores, classes, names, types, this, questions);
  }

  /// Whether something else may stand where a class has a method. Ex) worker.run = other
  boolean mayReplace(int type, String method) {
    return elsewhere.replace(type, method);
  }

  /// Ex) Color.RED, which is a Color whatever it is set to
  boolean isMemberOfEnum(int type, String name) {
    return classes.surelyDerives(type, ENUMS)
        && classes.get(type).type().attributes().containsKey(name);
  }

  /// The class of an attribute of a class of the project, its bases included.
  String of(int type, String name, boolean above) {
    List<Integer> lineage = classes.lineage(type);
    String found = "";
    for (int at : above ? lineage.subList(1, lineage.size()) : lineage) {
      LinkedClass linked = classes.get(at);
      Attribute attribute = linked.type().attributes().get(name);
      if (attribute != null && attribute.annotation().isPresent()) {
        String said = annotations.type(linked.file(), attribute.annotation().get());
        if (!said.isEmpty()) {
          return said;
        }
      }
      if (attribute != null && attribute.opaque()) {
        return "";
      }
      if (attribute != null) {
        boolean nothing = isNothing(linked.file(), attribute);
        String stored = types.agreed(linked.file(), attribute.values(), true);
        boolean agrees = !stored.isEmpty() && (found.isEmpty() || found.equals(stored));
        if (!nothing && (!agrees || isDescriptor(stored))) {
          return "";
        }
        found = nothing ? found : stored;
      }
      Optional<String> property = property(linked, name);
      if (property.isPresent()) {
        return property.get();
      }
    }
    if (found.isEmpty()) {
      return fromOutside(lineage, name);
    }
    return elsewhere.agree(type, name, found) ? found : "";
  }

  /// Whether an attribute holds nothing else than instances of a class, and `None`.
  boolean isOnly(String type, FileView file, Attribute attribute) {
    String said = attribute.annotation().map(it -> annotations.type(file, it)).orElse("");
    if (!said.isEmpty()) {
      return said.equals(type);
    }
    return !attribute.opaque()
        && (isNothing(file, attribute)
            || types.agreed(file, attribute.values(), true).equals(type));
  }

  /// Ex) self.worker = None, and nothing else in this class
  private boolean isNothing(FileView file, Attribute attribute) {
    return attribute.values().stream().allMatch(it -> types.isNone(file, it));
  }

  /// Ex) class Lazy: def __get__(self, instance, owner): ..., which gives what it likes
  private boolean isDescriptor(String type) {
    return classes
        .named(type)
        .filter(it -> !classes.lookUp(it, "__get__", false).units().isEmpty())
        .isPresent();
  }

  /// What a property gives.
  private Optional<String> property(LinkedClass linked, String name) {
    for (int unit : linked.type().methods().getOrDefault(name, List.of())) {
      int function = linked.file().firstUnit() + unit;
      if (targets.isProperty(function)) {
        return Optional.of(types.result(function, false));
      }
    }
    return Optional.empty();
  }

  /// Ex) class Bot(discord.Client): ... self.loop
  private String fromOutside(List<Integer> lineage, String name) {
    for (int at : lineage) {
      for (String base : classes.get(at).bases()) {
        String found = types.inherited(base, name, knowledge.attributes());
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
