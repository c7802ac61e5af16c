package dev.loopmend.semantic;

import dev.loopmend.semantic.AttributeStores.Put;
import dev.loopmend.semantic.FileFacts.Attribute;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether what a class puts into an attribute is all that there may be in it, as far as other code
/// and the classes that derive from it tell. Code of an object whose class cannot be told may mean
/// any.
final class StoresElsewhere {
  private static final int ANY = -1;

  private final AttributeStores stores;
  private final ClassGraph classes;
  private final LinkedNames names;
  private final LinkedTypes types;
  private final LinkedAttributes attributes;
  private final Map<String, Set<Given>> byName = new HashMap<>();
  private final OpenQuestions.Answers<Set<Given>> answers;

  /// A class of the project, or any, with the class of what its attribute is given, "" if unknown.
  private record Given(int receiver, String type) {}

  StoresElsewhere(
      AttributeStores stores,
      ClassGraph classes,
      LinkedNames names,
      LinkedTypes types,
      LinkedAttributes attributes,
      OpenQuestions questions) {
    this.stores = stores;
    this.classes = classes;
    this.names = names;
    this.types = types;
    this.attributes = attributes;
    this.answers = new OpenQuestions.Answers<>(questions, Set.of(new Given(ANY, "")));
  }

  /// Whether nobody gives an attribute of a class, or of one that derives from it, something of
  /// another class.
  boolean agree(int type, String name, String held) {
    for (Given given : given(name)) {
      if (mayMean(given.receiver(), type) && !given.type().equals(held)) {
        return false;
      }
    }
    IntList below = stores.below(name);
    for (int at = 0; at < below.size(); at++) {
      int derived = below.get(at);
      if (derived != type
          && classes.lineage(derived).contains(type)
          && !gives(derived, name, held)) {
        return false;
      }
    }
    // Ex) class Both(Plain, Worker): what Plain gives the attribute is there in methods of Worker
    return classes.beside(type).stream().allMatch(it -> gives(it, name, held))
        && classes.replacing(type, name).stream()
            .allMatch(it -> types.result(it, false).equals(held));
  }

  /// Whether something else may stand where a class has a method. Ex) worker.run = other
  boolean replace(int type, String method) {
    return !classes.runsSetter(type, method)
        && given(method).stream().anyMatch(it -> mayMean(it.receiver(), type));
  }

  private boolean mayMean(int receiver, int type) {
    return receiver == ANY
        || classes.lineage(receiver).contains(type)
        || classes.lineage(type).contains(receiver);
  }

  private boolean gives(int derived, String name, String held) {
    LinkedClass linked = classes.get(derived);
    Attribute attribute = linked.type().attributes().get(name);
    return attribute == null || attributes.isOnly(held, linked.file(), attribute);
  }

  /// What is put into attributes of a name, found out once.
  private Set<Given> given(String name) {
    Set<Given> known = byName.get(name);
    return known == null
        ? answers.ask(name, () -> find(name), found -> byName.put(name, found))
        : known;
  }

  private Set<Given> find(String name) {
    Set<Given> found = new LinkedHashSet<>();
    for (Put put : stores.of(name)) {
      if (put.value() < 0 || !types.isNone(put.file(), put.value())) {
        receiver(put)
            .map(it -> new Given(it, put.value() < 0 ? "" : types.of(put.file(), put.value())))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /// The class of the project that an attribute is one of; nothing if it is none of a class of the
  /// project.
  private Optional<Integer> receiver(Put put) {
    String name = names.of(put.file(), put.receiver());
    // Ex) Box.worker = Other()
    Optional<Integer> itself = classes.named(name);
    if (itself.isPresent() || names.modules().isModule(name)) {
      return itself;
    }
    String type = types.of(put.file(), put.receiver());
    if (type.isEmpty()) {
      return Optional.of(ANY);
    }
    Optional<Integer> known = classes.named(type);
    return known.isEmpty() && classes.hasSubclass(type) ? Optional.of(ANY) : known;
  }
}
