package dev.loopmend.recipe;

import dev.loopmend.recipe.RecipeMarkdown.Block;
import dev.loopmend.recipe.RecipeMarkdown.Section;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Markdown and YAML say in the files that come with Loopmend, read when it was built: a short
/// run would spend more time on reading them than on the Python file. Examples are left out, since
/// no run over files needs them. A build without the table reads the files as any other.
public final class ParsedTexts {
  /// The most characters of a piece: a constant holds 65,535 bytes, and some take two.
  private static final int PIECE = 30_000;

  private final Map<String, Map<String, Object>> mappings;
  private final Map<String, RecipeMarkdown> recipes = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> knowledge;

  private ParsedTexts(
      Map<String, Object> mappings, Map<String, Object> recipes, Map<String, Object> knowledge) {
    this.mappings = inner(mappings);
    recipes.forEach((name, parts) -> this.recipes.put(name, recipe(PlainData.asList(parts))));
    this.knowledge = inner(knowledge);
  }

  private static Map<String, Map<String, Object>> inner(Map<String, Object> outer) {
    Map<String, Map<String, Object>> inner = new LinkedHashMap<>();
    outer.forEach((key, values) -> inner.put(key, PlainData.asMap(values)));
    return inner;
  }

  /// The table of the built-in files.
  private static final class BuiltIn {
    static final ParsedTexts TABLE = from(BuiltInTable.pieces());
  }

  static ParsedTexts builtIn() {
    return BuiltIn.TABLE;
  }

  /// The table that `of` made pieces of; an empty one of none.
  static ParsedTexts from(List<String> pieces) {
    if (pieces.isEmpty()) {
      return new ParsedTexts(Map.of(), Map.of(), Map.of());
    }
    byte[] bytes = String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new ParsedTexts(
          PlainData.asMap(PlainData.read(in)),
          PlainData.asMap(PlainData.read(in)),
          PlainData.asMap(PlainData.read(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a YAML text of a recipe file says, if the table holds it.
  Optional<Map<String, Object>> mapping(String text) {
    return Optional.ofNullable(mappings.get(text));
  }

  /// The parts of the recipe files but their examples, by the names of the files.
  Map<String, RecipeMarkdown> recipes() {
    return Collections.unmodifiableMap(recipes);
  }

  /// What the knowledge files say, by their names.
  Map<String, Map<String, Object>> knowledge() {
    return Collections.unmodifiableMap(knowledge);
  }

  /// The table of recipe files (`.md`) and knowledge files, in pieces that a class can hold. What
  /// has faults is left out: it is read again where they are told.
  public static List<String> of(List<NamedText> files) {
    Map<String, Object> mappings = new LinkedHashMap<>();
    Map<String, Object> recipes = new LinkedHashMap<>();
    Map<String, Object> knowledge = new LinkedHashMap<>();
    for (NamedText file : files) {
      if (file.name().endsWith(".md")) {
        RecipeMarkdown recipe = RecipeMarkdown.read(file.text()).withoutExamples();
        recipes.put(file.name(), parts(recipe));
        add(recipe.frontMatter(), recipe.frontMatter(), mappings);
        for (Section section : recipe.sections()) {
          for (Block block : section.blocks()) {
            if (block instanceof Block.Bullet(String text, _)) {
              add(text, text, mappings);
            }
          }
        }
      } else {
        add(file.name(), file.text(), knowledge);
      }
    }
    byte[] bytes = PlainData.bytes(List.of(mappings, recipes, knowledge));
    String whole = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < whole.length(); at += PIECE) {
      pieces.add(whole.substring(at, Math.min(whole.length(), at + PIECE)));
    }
    return List.copyOf(pieces);
  }

  private static void add(String key, String text, Map<String, Object> table) {
    if (Yaml.read(text) instanceof Yaml.Reading.Mapping(var values) && PlainData.isPlain(values)) {
      table.put(key, values);
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
