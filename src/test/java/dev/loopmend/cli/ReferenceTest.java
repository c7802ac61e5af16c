package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.operation.Operations;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The reference of the words of recipe files says of each word what the comment above its
/// registration says. With `-Dreference.update=true` it is written anew.
class ReferenceTest {
  private static final Path PAGE = Path.of("recipes/README.md");
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
    }

    assertThat(Files.readString(PAGE)).as("write it with -Dreference.update=true").isEqualTo(fresh);
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
