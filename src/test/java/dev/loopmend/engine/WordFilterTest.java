package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordFilterTest {

  private static Set<String> candidates(String text) {
    return new WordFilter(Sought.by(BuiltIn.RECIPES))
        .look("a.py", text.getBytes(StandardCharsets.UTF_8))
        .candidates();
  }

  @Test
  void aFileNeedsAllWordsOfOnePattern() {
    assertThat(candidates("from time import sleep")).containsOnly("blocking-call-in-coroutine");
    assertThat(candidates("import time\nasleep()")).isEmpty();
    assertThat(candidates("loop.create_task(x)"))
        .containsOnly("fire-and-forget-task", "cross-thread-loop-use");
    assertThat(candidates("")).isEmpty();
  }

  @Test
  void wordsAreWholeAndMayStandAnywhere() {
    assertThat(candidates("time.sleeping")).isEmpty();
    assertThat(candidates("time.sleepé")).isEmpty();
    assertThat(candidates("'time' # sleep")).isNotEmpty();
    assertThat(candidates("time.sleep")).isNotEmpty();
    assertThat(candidates("\uFEFFtime.sleep")).isNotEmpty();
  }

  @Test
  void everyExampleWithAFindingGoesThrough() {
    WordFilter filter = new WordFilter(Sought.by(BuiltIn.RECIPES));
    for (Recipe recipe : BuiltIn.RECIPES) {
      for (var example : recipe.examples()) {
        List<Example.Code> found =
            example.codes().stream()
                .filter(
                    code ->
                        code.role() == Example.Role.BEFORE || code.role() == Example.Role.REPORTED)
                .toList();
        // A file that only calls what another one defines need not hold a word.
        if (!found.isEmpty()) {
          assertThat(found)
              .as(recipe.id() + ": " + example.title())
              .anySatisfy(
                  code ->
                      assertThat(
                              filter
                                  .look("a.py", code.text().getBytes(StandardCharsets.UTF_8))
                                  .candidates())
                          .contains(recipe.id()));
        }
      }
    }
  }
}
