package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final ProgressLine line = new ProgressLine(terminal::writeBytes);

  private String taken() {
    String taken = terminal.toString(StandardCharsets.UTF_8);
    terminal.reset();
    return taken;
  }

  @Test
  void whatIsDoneInAMomentIsNotTold() throws Exception {
    line.at("reading files", 1, 2);
    line.clear();
    TimeUnit.MILLISECONDS.sleep(800);
    assertThat(taken()).isEmpty();
  }

  @Test
  void theLineIsGoneBeforeOtherOutputAndComesBackWithNews() throws Exception {
    line.at("reading files", 1, 2);
    TimeUnit.MILLISECONDS.sleep(1000);
    line.clear();
    assertThat(taken()).startsWith("\r\033[Kreading files: 1 of 2\r").endsWith("2\r\033[K");
    TimeUnit.MILLISECONDS.sleep(300);
    assertThat(taken()).isEmpty();
    line.at("linking files", 0, 1);
    TimeUnit.MILLISECONDS.sleep(500);
    line.end();
    assertThat(taken()).startsWith("\r\033[Klinking files\r").endsWith("linking files\r\033[K");
    line.at("too late", 0, 1);
    TimeUnit.MILLISECONDS.sleep(300);
    assertThat(taken()).isEmpty();
  }
}
