package dev.loopmend.recipe;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The settings of an operation, which keep in mind which of them the operation asked for. One that
/// looks at all of them judges all of them itself.
final class AskedSettings extends AbstractMap<String, Object> {
  private final Map<String, Object> values;
  private final Set<String> asked = new LinkedHashSet<>();
  private boolean all;

  AskedSettings(Map<String, Object> values) {
    this.values = new LinkedHashMap<>(values);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    all = true;
    return values.entrySet();
  }

  @Override
  public boolean containsKey(Object key) {
    asked.add(String.valueOf(key));
    return values.containsKey(key);
  }

  @Override
  @SuppressWarnings("NullAway") // as the port says it: no value for no key
  public Object get(Object key) {
    asked.add(String.valueOf(key));
    return values.get(key);
  }

  /// What is wrong with a setting that nobody asked for, if there is one.
  Optional<String> fault() {
    List<String> unknown = values.keySet().stream().filter(key -> !asked.contains(key)).toList();
    // Ex) `raise-again: true`, which has nothing to be asked for
    boolean none = asked.isEmpty() && unknown.equals(List.of(""));
    if (all || unknown.isEmpty() || none) {
      return Optional.empty();
    }
    String key = unknown.getFirst();
    return Optional.of(
        key.isEmpty()
            ? "takes settings, as in {" + String.join(": …, ", asked) + ": …}"
            : "unknown setting '" + key + "'" + Suggestion.clause(key, asked));
  }
}
