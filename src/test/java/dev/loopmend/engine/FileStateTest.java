package dev.loopmend.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.text.Formats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Files that one thread gives back while others look at them.
class FileStateTest {
  private static final SourceTree TREE =
      MemoryTree.of(Map.of("app.py", "x = 1\n".getBytes(UTF_8)), BuiltIn.SETTINGS);
  private static final Inputs INPUTS =
      new Inputs(TREE, Formats.PLAIN, new Engine.Limits(false, 1, 1 << 22, false));

  private static FileState file() {
    WordFilter filter = new WordFilter(Sought.by(List.of()));
    return Scan.look(INPUTS, "app.py", filter, KeptTrees.none()).parsed().orElseThrow().file();
  }

  @Test
  void othersMayAskWhileAFileIsReleased() {
    FileState file = file();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                assertThat(file.isChanged()).isFalse();
                assertThat(file.textFrom(TREE, Formats.PLAIN)).isNotEmpty();
                assertThat(file.treeFrom(TREE, Formats.PLAIN)).isNotEmpty();
              }
            });
    for (int round = 0; round < 20_000 && !other.isDone(); round++) {
      file.release();
      assertThat(file.hold(TREE, Formats.PLAIN)).isTrue();
    }
    done.set(true);
    assertThat(Optional.ofNullable(other.join())).isEmpty();
  }
}
