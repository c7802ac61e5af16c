package dev.loopmend.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table says what reading the files says, and nothing of other texts.
class ParsedTextsTest {

  @Test
  void everyRecipeIsReadAsItStands() throws IOException {
    List<NamedText> files = files();
    ParsedTexts table = ParsedTexts.from(ParsedTexts.of(files));

    for (NamedText file : files) {
      if (file.name().endsWith(".md")) {
        RecipeMarkdown read = RecipeMarkdown.read(file.text()).withoutExamples();
        assertThat(read.sections()).as(file.name()).isNotEmpty();
        assertThat(table.recipes().get(file.name())).as(file.name()).isEqualTo(read);
        assertThat(table.mapping(read.frontMatter())).as(file.name()).contains(yaml(read));
        bullets(read)
            .forEach(
                bullet ->
                    assertThat(table.mapping(bullet.text()))
                        .as(bullet.text())
                        .contains(mapping(bullet.text())));
      }
    }
  }

  @Test
  void everyKnowledgeFileIsReadAsItStands() throws IOException {
    List<NamedText> files = files();
    ParsedTexts table = ParsedTexts.from(ParsedTexts.of(files));

    assertThat(files.stream().filter(file -> file.name().endsWith(".yaml")).toList())
        .isNotEmpty()
        .allSatisfy(
            file -> assertThat(table.knowledge().get(file.name())).isEqualTo(mapping(file.text())));
  }

  @Test
  void theOrderOfKeysIsKept() {
    String text = "b: [1, true, {z: \"\", y: x}]\na: 2\n";
    ParsedTexts table = ParsedTexts.from(ParsedTexts.of(List.of(new NamedText("k.yaml", text))));

    assertThat(String.valueOf(table.knowledge().get("k.yaml")))
        .isEqualTo("{b=[1, true, {z=, y=x}], a=2}");
  }

  @Test
  void aTextOfManyPiecesIsReadAsItStands() {
    String text = "a: " + "Ärger €\0".repeat(20_000).replace("\0", " ") + "\n";
    List<String> pieces = ParsedTexts.of(List.of(new NamedText("k.yaml", text)));

    assertThat(pieces).hasSizeGreaterThan(5);
    assertThat(ParsedTexts.from(pieces).knowledge().get("k.yaml")).isEqualTo(mapping(text));
  }

  @Test
  void whatHasFaultsOrIsNoPlainDataIsReadAgain() {
    ParsedTexts table =
        ParsedTexts.from(
            ParsedTexts.of(
                List.of(
                    new NamedText("a.yaml", "a: [1\n"),
                    new NamedText("b.yaml", "a: 99999999999\n"))));

    assertThat(table.knowledge()).isEmpty();
    assertThat(table.mapping("a: 1\n")).isEmpty();
  }

  @Test
  void aBuildWithoutTheTableHasNone() {
    assertThat(ParsedTexts.from(List.of()).recipes()).isEmpty();
    assertThat(RecipeFiles.readForRun(List.of(), new Vocabulary(Map.of(), Map.of(), Map.of())))
        .isEmpty();
  }

  private static Stream<RecipeMarkdown.Block.Bullet> bullets(RecipeMarkdown recipe) {
    return recipe.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .filter(RecipeMarkdown.Block.Bullet.class::isInstance)
        .map(RecipeMarkdown.Block.Bullet.class::cast);
  }

  private static Map<String, Object> yaml(RecipeMarkdown recipe) {
    return mapping(recipe.frontMatter());
  }

  private static Map<String, Object> mapping(String text) {
    return switch (Yaml.read(text)) {
      case Yaml.Reading.Mapping(var values) -> values;
      case Yaml.Reading.Bad(_, String message) -> throw new AssertionError(message);
    };
  }

  private static List<NamedText> files() throws IOException {
    try (Stream<Path> walk = Files.walk(Path.of("recipes"))) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("README.md"))
          .sorted()
          .map(ParsedTextsTest::text)
          .toList();
    }
  }

  private static NamedText text(Path file) {
    try {
      return new NamedText(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
