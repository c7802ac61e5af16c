package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page for authors of recipes, done as it says: its files are written, its commands run.
class RecipePageTest {
  private static final Pattern FENCE =
      Pattern.compile("^(`{3,})(\\w+)[ ]?(\\S*)\n(.*?)^\\1$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir Path folder;

  @Test
  void whatThePageShowsIsWhatHappens() throws IOException {
    String page = Files.readString(Path.of("recipes/README.md"));
    int commands = 0;
    Matcher fence = FENCE.matcher(page);
    while (fence.find()) {
      if (fence.group(2).equals("console")) {
        commands += run(fence.group(4));
      } else if (!fence.group(3).isEmpty()) {
        Path file = folder.resolve(fence.group(3));
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, fence.group(4));
      }
    }
    assertThat(commands).isGreaterThan(8);
  }

  /// Runs the commands of a console one after the other; gives how many there were.
  private int run(String console) {
    List<String> steps = List.of(("\n" + console).split("\n\\$ loopmend ", -1));
    assertThat(steps.getFirst()).isEmpty();
    for (String step : steps.subList(1, steps.size())) {
      String command = step.lines().findFirst().orElseThrow();
      String shown = step.substring(Math.min(step.length(), command.length() + 1));
      Told told = Told.by(folder, words(command));
      String said =
          new String(told.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      String whole = said + told.err();
      String expected = shown.endsWith("\n") || shown.isEmpty() ? shown : shown + "\n";
      if (expected.endsWith("…\n")) {
        assertThat(whole).as(command).startsWith(expected.substring(0, expected.length() - 2));
      } else {
        assertThat(whole).as(command).isEqualTo(expected);
      }
    }
    return steps.size() - 1;
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(Optional.ofNullable(word.group(1)).orElse(word.group()));
    }
    return words.toArray(String[]::new);
  }
}
