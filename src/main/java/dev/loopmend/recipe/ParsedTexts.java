package dev.loopmend.recipe;

import dev.loopmend.recipe.RecipeMarkdown.Block;
import dev.loopmend.recipe.RecipeMarkdown.Section;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Markdown and YAML say in the files that come with Loopmend, read when it was built: a short
/// run would spend more time on reading them than on the Python file. A text is looked up by
/// itself, so one that is not there, and all texts in a build without the table, are read as any
/// other.
public final class ParsedTexts {
  private final Map<String, Map<String, Object>> mappings = new HashMap<>();
  private final Map<String, RecipeMarkdown> recipes = new HashMap<>();

  private ParsedTexts() {}

  /// The table of the built-in files.
  private static final class BuiltIn {
    static final ParsedTexts TABLE = load();

    private static ParsedTexts load() {
      try (InputStream stream = ParsedTexts.class.getResourceAsStream("/recipes/PARSED")) {
        return stream == null ? new ParsedTexts() : from(stream.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static ParsedTexts builtIn() {
    return BuiltIn.TABLE;
  }

  /// The table that `of` made bytes of.
  static ParsedTexts from(byte[] bytes) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      ParsedTexts table = new ParsedTexts();
      PlainData.asMap(PlainData.read(in)).forEach((text, values) -> table.putMapping(text, values));
      PlainData.asMap(PlainData.read(in))
          .forEach((text, parts) -> table.recipes.put(text, recipe(PlainData.asList(parts))));
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void putMapping(String text, Object values) {
    mappings.put(text, PlainData.asMap(values));
  }

  /// What a YAML text says, if the table holds it.
  Optional<Map<String, Object>> mapping(String text) {
    return Optional.ofNullable(mappings.get(text));
  }

  /// The parts of a recipe file, if the table holds it.
  Optional<RecipeMarkdown> recipe(String text) {
    return Optional.ofNullable(recipes.get(text));
  }

  /// The table of recipe files (`.md`) and knowledge files as bytes. What has faults is left out:
  /// it is read again where they are told.
  public static byte[] of(List<NamedText> files) {
    Map<String, Object> mappings = new LinkedHashMap<>();
    Map<String, Object> recipes = new LinkedHashMap<>();
    for (NamedText file : files) {
      if (file.name().endsWith(".md")) {
        RecipeMarkdown recipe = RecipeMarkdown.read(file.text());
        recipes.put(file.text(), parts(recipe));
        addMapping(recipe.frontMatter(), mappings);
        for (Section section : recipe.sections()) {
          for (Block block : section.blocks()) {
            if (block instanceof Block.Bullet(String text, _)) {
              addMapping(text, mappings);
            }
          }
        }
      } else {
        addMapping(file.text(), mappings);
      }
    }
    return PlainData.bytes(List.of(mappings, recipes));
  }

  private static void addMapping(String text, Map<String, Object> mappings) {
    if (Yaml.read(text) instanceof Yaml.Reading.Mapping(var values) && PlainData.isPlain(values)) {
      mappings.put(text, values);
    }
  }

  private static List<Object> parts(RecipeMarkdown recipe) {
    List<Object> sections =
        recipe.sections().stream()
            .<Object>map(
                section ->
                    List.of(
                        section.title(),
                        section.line(),
                        section.blocks().stream().<Object>map(ParsedTexts::parts).toList()))
            .toList();
    return List.of(recipe.frontMatter(), recipe.frontMatterLine(), recipe.description(), sections);
  }

  private static List<Object> parts(Block block) {
    return switch (block) {
      case Block.Fence(String info, String text, int line) -> List.of(text, line, info);
      case Block.Bullet(String text, int line) -> List.of(text, line);
    };
  }

  private static RecipeMarkdown recipe(List<Object> parts) {
    List<Section> sections =
        PlainData.asList(parts.get(3)).stream()
            .map(section -> section(PlainData.asList(section)))
            .toList();
    return new RecipeMarkdown(
        (String) parts.get(0), (Integer) parts.get(1), (String) parts.get(2), sections);
  }

  private static Section section(List<Object> parts) {
    List<Block> blocks =
        PlainData.asList(parts.get(2)).stream()
            .map(block -> block(PlainData.asList(block)))
            .toList();
    return new Section((String) parts.get(0), (Integer) parts.get(1), blocks);
  }

  private static Block block(List<Object> parts) {
    String text = (String) parts.get(0);
    int line = (Integer) parts.get(1);
    return parts.size() > 2
        ? new Block.Fence((String) parts.get(2), text, line)
        : new Block.Bullet(text, line);
  }
}
