package dev.loopmend.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class FreeNameTest {
  @Test
  void theFirstNumberThatIsFreeStandsBehindATakenName() {
    Set<String> taken = Set.of("tasks", "tasks_1", "tasks_3");
    assertThat(FreeName.like("tasks", it -> !taken.contains(it))).isEqualTo("tasks_2");
    assertThat(FreeName.like("task", it -> !taken.contains(it))).isEqualTo("task");
  }
}
