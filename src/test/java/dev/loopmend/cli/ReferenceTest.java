package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Vocabulary;
import dev.loopmend.semantic.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The reference of the words of recipe files says of each word what the comment above its
/// registration says, and the table of recipes in the README what the recipe files say. With
/// `-Dreference.update=true` both are written anew.
class ReferenceTest {
  private static final Path PAGE = Path.of("recipes/README.md");
  private static final Path README = Path.of("README.md");

  /// The rows of the first table.
  private static final Pattern TABLE =
      Pattern.compile("\\| recipe \\|[^\n]*\n\\|---[^\n]*\n((?:\\| [^\n]*\n)+)");

  private static final String HEADING = "## Words\n";

  /// A comment and the word that is registered below it.
  private static final Pattern WORD =
      Pattern.compile("((?: *// [^\n]*\n)*) *\\w+\\.put\\(\\s*\"([^\"]+)\",");

  @Test
  void theReferenceSaysWhatTheCodeSays() throws IOException {
    String page = Files.readString(PAGE);
    String fresh = page.substring(0, page.indexOf(HEADING)) + reference();
    if (Boolean.getBoolean("reference.update")) {
      Files.writeString(PAGE, fresh);
      return;
    }

    assertThat(Files.readString(PAGE)).as("write it with -Dreference.update=true").isEqualTo(fresh);
  }

  @Test
  void theTableSaysWhatTheRecipesSay() throws IOException {
    String readme = Files.readString(README);
    Matcher table = TABLE.matcher(readme);
    assertThat(table.find()).isTrue();
    String fresh =
        readme.substring(0, table.start(1))
            + rows(table.group(1).lines().toList())
            + readme.substring(table.end(1));
    if (Boolean.getBoolean("reference.update")) {
      Files.writeString(README, fresh);
      return;
    }

    assertThat(readme).as("write it with -Dreference.update=true").isEqualTo(fresh);
  }

  /// A row for each recipe, in the order in which the table has them; new ones come last.
  private static String rows(List<String> before) {
    Map<String, String> fresh = new TreeMap<>();
    BuiltIn.RECIPES.forEach(recipe -> fresh.put("| `" + recipe.id() + "` |", row(recipe)));
    StringBuilder rows = new StringBuilder();
    for (String row : before) {
      String start = row.substring(0, row.indexOf('|', 1) + 1);
      Optional.ofNullable(fresh.remove(start)).ifPresent(it -> rows.append(it).append('\n'));
    }
    fresh.values().forEach(row -> rows.append(row).append('\n'));
    return rows.toString();
  }

  private static String row(Recipe recipe) {
    assertThat(recipe.row()).as("'summary' and 'remedy' of " + recipe.id()).isPresent();
    Recipe.Row row = recipe.row().orElseThrow();
    return "| `%s` | %s%s | %s |"
        .formatted(recipe.id(), row.summary(), recipe.enabled() ? "" : "; off", row.remedy());
  }

  private static String reference() throws IOException {
    Vocabulary words = Operations.vocabulary(Knowledge.none());
    Map<String, String> said = said();
    assertThat(said.keySet())
        .as("words with a comment above their registration")
        .containsAll(words.conditions().keySet())
        .containsAll(words.variableKinds().keySet())
        .containsAll(words.operations().keySet());
    return HEADING
        + "\nWhat follows is made from the code (`mvn test -Dtest=ReferenceTest"
        + " -Dreference.update=true`).\n"
        + "A condition that names no variable is about the match.\n"
        + list("What a variable may have to be (`$X: KIND`)", words.variableKinds().keySet(), said)
        + list("Conditions", words.conditions().keySet(), said)
        + list("Operations", words.operations().keySet(), said);
  }

  private static String list(String title, Set<String> words, Map<String, String> said) {
    StringBuilder list = new StringBuilder("\n### " + title + "\n\n");
    for (String word : words) {
      String text = Optional.ofNullable(said.get(word)).orElseThrow();
      // Ex) "`holds threading.Lock`: ..." shows how the word is used
      boolean isShown = text.startsWith("`") && text.split("`", -1)[1].contains(word);
      String shown = isShown ? text : "`" + word + "`: " + text;
      list.append("- ").append(shown).append('\n');
    }
    return list.toString();
  }

  /// What the comments say, by word.
  private static Map<String, String> said() throws IOException {
    Map<String, String> said = new HashMap<>();
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/loopmend/operation"))) {
      files.sorted().forEach(sources::add);
    }
    for (Path source : sources) {
      Matcher word = WORD.matcher(Files.readString(source));
      while (word.find()) {
        String comment = word.group(1).replaceAll("(?m)^ *// ", "").replace('\n', ' ').strip();
        if (!comment.isEmpty()) {
          said.put(word.group(2), comment);
        }
      }
    }
    return said;
  }
}
