package dev.loopmend.project;

import dev.loopmend.recipe.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads the values of one TOML table by their expected types and collects what is wrong.
final class TomlTables {
  private final String source;
  private final TomlTable table;
  private final List<Problem> problems = new ArrayList<>();

  TomlTables(String source, TomlTable table) {
    this.source = source;
    this.table = table;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// The line (from 1) of every key of the table, and of those in its tables as `outer.inner`.
  Map<String, Integer> lines() {
    Map<String, Integer> lines = new TreeMap<>();
    addLines(table, "", lines);
    return Map.copyOf(lines);
  }

  private static void addLines(TomlTable table, String prefix, Map<String, Integer> lines) {
    for (String key : table.keySet()) {
      lines.put(prefix + key, line(table, key));
      if (table.get(List.of(key)) instanceof TomlTable inner) {
        addLines(inner, prefix + key + ".", lines);
      }
    }
  }

  void allowOnly(Set<String> keys) {
    for (String key : table.keySet()) {
      if (!keys.contains(key)) {
        String clause = Suggestion.clause(key, keys);
        wrong(table, key, "there is no key \"" + key + "\"" + clause);
      }
    }
  }

  Optional<String> text(String key) {
    return value(table, key).flatMap(value -> as(key, value, String.class, "a string"));
  }

  boolean flag(String key) {
    return value(table, key)
        .flatMap(value -> as(key, value, Boolean.class, "true or false"))
        .orElse(false);
  }

  List<String> texts(String key) {
    return value(table, key).map(value -> texts(table, key, value)).orElse(List.of());
  }

  /// A table of lists of strings, in the order of the file.
  Map<String, List<String>> lists(String key) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (TomlTable inner : inner(table, key)) {
      for (String name : inner.keySet()) {
        value(inner, name).ifPresent(value -> lists.put(name, texts(inner, name, value)));
      }
    }
    return lists;
  }

  /// Tables of strings, numbers or truth values, as `outer.inner` to the text of the value.
  Map<String, String> nested(String key) {
    Map<String, String> values = new TreeMap<>();
    for (TomlTable outer : inner(table, key)) {
      for (String name : outer.keySet()) {
        for (TomlTable inner : inner(outer, name)) {
          inner.keySet().forEach(option -> scalar(inner, option, values, name + "." + option));
        }
      }
    }
    return values;
  }

  private void scalar(TomlTable inner, String key, Map<String, String> values, String name) {
    value(inner, key)
        .ifPresent(
            value -> {
              if (value instanceof String || value instanceof Long || value instanceof Boolean) {
                values.put(name, value.toString());
              } else {
                wrong(inner, key, name + " must be a string, a whole number, true or false");
              }
            });
  }

  private List<TomlTable> inner(TomlTable outer, String key) {
    return value(outer, key)
        .flatMap(value -> as(key, value, TomlTable.class, "a table"))
        .map(List::of)
        .orElse(List.of());
  }

  private List<String> texts(TomlTable owner, String key, Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (Object element : array.toList()) {
        if (element instanceof String text) {
          texts.add(text);
        } else {
          wrong(owner, key, key + " must be a list of strings");
        }
      }
    } else {
      wrong(owner, key, key + " must be a list of strings");
    }
    return texts;
  }

  private <T> Optional<T> as(String key, Object value, Class<T> type, String wanted) {
    if (type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    wrong(table, key, key + " must be " + wanted);
    return Optional.empty();
  }

  private static Optional<Object> value(TomlTable table, String key) {
    return Optional.ofNullable(table.get(List.of(key)));
  }

  private void wrong(TomlTable owner, String key, String message) {
    problems.add(new Problem(source, line(owner, key), message));
  }

  private static int line(TomlTable owner, String key) {
    return Optional.ofNullable(owner.inputPositionOf(List.of(key)))
        .map(TomlPosition::line)
        .orElse(0);
  }
}
