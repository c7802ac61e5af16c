package dev.loopmend.sharing;

import dev.loopmend.semantic.Knowledge;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What libraries say of objects that have to be closed, by dotted names of their members: which
/// give what stays whole when the object is closed (`results` when awaited, `calls`, and `values`
/// without a call), which give something that lives no longer than the object (`parts`), and which
/// do if an `async with` enters it at once (`blocks`).
record ResourceFacts(
    Set<String> results,
    Set<String> calls,
    Set<String> values,
    Set<String> parts,
    Set<String> blocks,
    Map<String, String> awaited,
    Map<String, String> attributes) {

  static ResourceFacts of(Knowledge knowledge) {
    Map<String, Set<String>> sets = knowledge.sets();
    return new ResourceFacts(
        sets.getOrDefault("client-results", Set.of()),
        sets.getOrDefault("client-calls", Set.of()),
        sets.getOrDefault("client-values", Set.of()),
        sets.getOrDefault("client-parts", Set.of()),
        sets.getOrDefault("client-blocks", Set.of()),
        knowledge.awaited(),
        knowledge.attributes());
  }

  /// The class of what a member gives, or "".
  String classOf(String member) {
    return Optional.ofNullable(awaited.get(member))
        .or(() -> Optional.ofNullable(attributes.get(member)))
        .orElse("");
  }

  /// Whether an attribute stays whole when the object is closed.
  boolean isValue(String member) {
    String type = attributes.getOrDefault(member, "");
    return values.contains(member) || (!type.isEmpty() && !hasMembers(type));
  }

  /// Whether a member gives something that lives no longer than the object.
  boolean isPart(String member) {
    return parts.contains(member) || hasMembers(attributes.getOrDefault(member, ""));
  }

  private boolean hasMembers(String type) {
    return results.stream().anyMatch(it -> it.substring(0, it.lastIndexOf('.')).equals(type));
  }
}
