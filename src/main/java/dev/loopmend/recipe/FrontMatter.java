package dev.loopmend.recipe;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Recipe.OptionSpec;
import dev.loopmend.recipe.Recipe.OptionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// The front matter of a recipe file, key by key, with what is wrong with it.
final class FrontMatter {
  private static final Set<String> KEYS =
      Set.of(
          "title",
          "summary",
          "remedy",
          "severity",
          "safety",
          "because",
          "enabled",
          "tags",
          "requires-python",
          "after",
          "yields-to",
          "ignores-output-of",
          "noqa",
          "options");

  private final Map<String, Object> values;
  private final BiConsumer<String, String> refuse;

  /// Front matter whose faults go to `refuse`, as the key they concern and a message.
  FrontMatter(Map<String, Object> values, BiConsumer<String, String> refuse) {
    this.values = values;
    this.refuse = refuse;
    for (String key : values.keySet()) {
      if (!KEYS.contains(key)) {
        refuse.accept(key, "unknown key '" + key + "'" + Suggestion.clause(key, KEYS));
      }
    }
    for (String key : List.of("title", "severity", "safety")) {
      if (!values.containsKey(key)) {
        refuse.accept("", "the front matter lacks '" + key + "'");
      }
    }
  }

  /// What the recipe finds and what it does, for a table of recipes: both or none.
  Optional<Recipe.Row> row() {
    for (String key : List.of("summary", "remedy")) {
      String other = key.equals("summary") ? "remedy" : "summary";
      if (!values.containsKey(key) && values.containsKey(other)) {
        refuse.accept(other, "'" + other + "' needs '" + key + "' beside it");
      } else if (text(key).contains("|") || text(key).contains("\n")) {
        refuse.accept(key, "'" + key + "' must be one line without '|', for a table");
      } else if (values.containsKey(key) && text(key).isEmpty()) {
        refuse.accept(key, "'" + key + "' is empty");
      }
    }
    return values.containsKey("summary") && values.containsKey("remedy")
        ? Optional.of(new Recipe.Row(text("summary"), text("remedy")))
        : Optional.empty();
  }

  String text(String key) {
    Object value = values.getOrDefault(key, "");
    if (value instanceof Map || value instanceof List) {
      refuse.accept(key, "'" + key + "' must be text");
    }
    return String.valueOf(value).strip();
  }

  List<String> words(String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    refuse.accept(key, "'" + key + "' must be a list, as in [a, b]");
    return List.of();
  }

  boolean enabled() {
    Object value = values.getOrDefault("enabled", true);
    if (value instanceof Boolean enabled) {
      return enabled;
    }
    refuse.accept("enabled", "'enabled' must be true or false");
    return true;
  }

  Severity severity() {
    String word = text("severity");
    Optional<Severity> known = Severity.parse(word);
    if (known.isEmpty() && values.containsKey("severity")) {
      refuse.accept("severity", "'severity' must be error, warning or info, not '" + word + "'");
    }
    return known.orElse(Severity.WARNING);
  }

  Safety.Level safety() {
    String word = text("safety");
    for (Safety.Level level : Safety.Level.values()) {
      if (level.word().equals(word)) {
        if (level == Safety.Level.UNSAFE && text("because").isEmpty()) {
          refuse.accept("safety", "an unsafe recipe needs 'because'");
        }
        return level;
      }
    }
    if (values.containsKey("safety")) {
      refuse.accept("safety", "'safety' must be safe, unsafe or report, not '" + word + "'");
    }
    return Safety.Level.REPORT;
  }

  Optional<PythonVersion> requiresPython() {
    if (!values.containsKey("requires-python")) {
      return Optional.empty();
    }
    Optional<PythonVersion> version = PythonVersion.parse(text("requires-python"));
    if (version.isEmpty()) {
      refuse.accept("requires-python", "'requires-python' must be a version such as '3.11'");
    }
    return version;
  }

  Map<String, OptionSpec> options() {
    Map<String, OptionSpec> options = new LinkedHashMap<>();
    if (values.get("options") instanceof Map<?, ?> map) {
      map.forEach((name, spec) -> options.put(String.valueOf(name), option(name, spec)));
    } else if (values.containsKey("options")) {
      refuse.accept("options", "'options' must be a mapping of option names");
    }
    return options;
  }

  private OptionSpec option(Object name, Object spec) {
    if (!(spec instanceof Map<?, ?> map)) {
      refuse.accept("options", "option '" + name + "' must be a mapping");
      return new OptionSpec(OptionType.TEXT, List.of(), Optional.empty(), "");
    }
    List<String> known = List.of("one-of", "type", "default", "help");
    for (Object key : map.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        String hint = Suggestion.clause(String.valueOf(key), known);
        refuse.accept("options", "option '" + name + "': unknown key '" + key + "'" + hint);
      }
    }
    List<String> allowed = new ArrayList<>();
    if (map.get("one-of") instanceof List<?> list) {
      list.forEach(value -> allowed.add(String.valueOf(value)));
    }
    OptionType type =
        allowed.isEmpty()
            ? optionType(name, map.get("type") instanceof String word ? word : "text")
            : OptionType.ONE_OF;
    Optional<String> value = Optional.ofNullable(map.get("default")).map(String::valueOf);
    String help = map.get("help") == null ? "" : String.valueOf(map.get("help"));
    OptionSpec option = new OptionSpec(type, allowed, value, help);
    value.flatMap(option::refuse).ifPresent(why -> refuse.accept("options", name + ": " + why));
    return option;
  }

  private OptionType optionType(Object name, String word) {
    return switch (word) {
      case "integer" -> OptionType.INTEGER;
      case "boolean" -> OptionType.BOOLEAN;
      case "module" -> OptionType.MODULE;
      case "text" -> OptionType.TEXT;
      default -> {
        refuse.accept(
            "options", "option '" + name + "': type must be integer, boolean, module or text");
        yield OptionType.TEXT;
      }
    };
  }
}
