package dev.loopmend.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.launcher.Desk.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the built image ends when somebody else wants it to.
class SignalsIT {
  @TempDir Path top;

  @Test
  void anInterruptEndsARunWith130() throws Exception {
    Desk desk = Desk.in(top);
    // It waits for standard input, which stays open.
    Process process = desk.builder(Map.of(), Desk.image("check", "-")).start();
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
    List<String> interrupt = List.of("kill", "-INT", Long.toString(process.pid()));
    assertThat(desk.run("", Map.of(), interrupt).code()).isZero();
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
  }

  @Test
  void aReaderThatGoesAwayIsNoError() throws Exception {
    Desk desk = Desk.in(top);
    String code = "import time\nasync def f():\n    time.sleep(1)\n";
    for (int file = 0; file < 400; file++) {
      desk.write("a rather long name of a file, number %d.py".formatted(file), code);
    }
    String command = "\"$0\" check -q | head -n 1";
    Said said = desk.run("", Map.of(), List.of("sh", "-c", command, Desk.image().getFirst()));
    assertThat(said.code()).isZero();
    assertThat(said.out()).hasLineCount(1);
    assertThat(said.err()).isEmpty();
  }
}
