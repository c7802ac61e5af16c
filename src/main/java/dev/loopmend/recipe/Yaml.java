package dev.loopmend.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/// Reads YAML 1.2 mappings whose values are words, lists and mappings.
final class Yaml {
  private Yaml() {}

  /// What came of reading a mapping; `line` counts from 0 within the text.
  sealed interface Reading {
    record Mapping(Map<String, Object> values) implements Reading {}

    record Bad(int line, String message) implements Reading {}
  }

  /// Reads a mapping. Doubled keys are refused; an empty text is an empty mapping.
  static Reading mapping(String text) {
    return ParsedTexts.builtIn()
        .mapping(text)
        .<Reading>map(Reading.Mapping::new)
        .orElseGet(() -> read(text));
  }

  /// Reads a mapping that no table of the build holds.
  static Reading read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(1 << 20)
            .setSchema(new WithoutFractions())
            .build();
    try {
      Object loaded = new Load(settings).loadFromString(text);
      if (loaded == null) {
        return new Reading.Mapping(Map.of());
      }
      if (!(loaded instanceof Map<?, ?> map)) {
        return new Reading.Bad(0, "expected 'key: value'");
      }
      Map<String, Object> values = new LinkedHashMap<>();
      map.forEach((key, value) -> values.put(String.valueOf(key), value == null ? "" : value));
      return new Reading.Mapping(values);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine()).orElse(0);
      return new Reading.Bad(line, Optional.ofNullable(e.getProblem()).orElse("bad YAML"));
    } catch (YamlEngineException e) {
      return new Reading.Bad(0, Optional.ofNullable(e.getMessage()).orElse("bad YAML"));
    }
  }

  /// YAML in which a number with a point is a text: 3.10 is a version, and not 3.1.
  private static final class WithoutFractions extends JsonSchema {
    @Override
    public ScalarResolver getScalarResolver() {
      return new JsonScalarResolver() {
        @Override
        protected void addImplicitResolvers() {
          addImplicitResolver(Tag.NULL, EMPTY, "");
          addImplicitResolver(Tag.BOOL, BOOL, "tf");
          addImplicitResolver(Tag.INT, INT, "-0123456789");
          addImplicitResolver(Tag.NULL, NULL, "n");
        }
      };
    }
  }

  /// The line (from 0) of a text on which a key of the outer mapping stands, or the first.
  static int lineOf(String text, String key) {
    List<String> lines = text.lines().toList();
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).startsWith(key + ":")
          || lines.get(line).startsWith("'" + key + "'")
          || lines.get(line).startsWith('"' + key + '"')) {
        return line;
      }
    }
    return 0;
  }

  /// The line (from 0) on which a name stands below a key of the outer mapping, as a key or as an
  /// element of a list; that of the key if it is not found, or if the name is empty.
  static int lineBelow(String text, String key, String name) {
    List<String> lines = text.lines().toList();
    int start = lineOf(text, key);
    for (int line = start + 1; line < lines.size() && !name.isEmpty(); line++) {
      String at = lines.get(line).strip();
      if (!at.isEmpty() && !at.startsWith("#") && isOuter(lines.get(line))) {
        return start;
      }
      String word = at.startsWith("- ") ? at.substring(2).strip() : at;
      String plain = word.replace("\"", "").replace("'", "");
      if (plain.equals(name) || plain.startsWith(name + ":") || plain.startsWith(name + " ")) {
        return line;
      }
    }
    return start;
  }

  private static boolean isOuter(String line) {
    return !Character.isWhitespace(line.charAt(0)) && line.charAt(0) != '-';
  }
}
