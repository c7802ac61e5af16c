package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The completion scripts: that of bash by bash itself, that of fish by what it names.
class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("c.sh"), Told.by(folder, "completion", "bash").out());
    assertThat(completed("che")).isEqualTo("check");
    assertThat(completed("check", "--fail")).isEqualTo("--fail-on");
    assertThat(completed("check", "--fail-on", "war")).isEqualTo("warning");
  }

  private String completed(String... words) throws IOException, InterruptedException {
    String line = "loopmend " + String.join(" ", words);
    String script =
        "source ./c.sh; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d;"
                .formatted(line, words.length, line, line.length())
            + " _complete_loopmend 2> /dev/null; echo \"${COMPREPLY[*]}\"";
    Process bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String told = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(told).isZero();
    return told.strip();
  }

  @Test
  void fishIsToldOfEachCommandAndOption() {
    String script = Told.by(folder, "completion", "fish").out();
    for (String command : new String[] {"diff", "check", "apply", "undo", "branch", "why"}) {
      String help = Told.by(folder, command, "--help").out();
      assertThat(script).contains("-n __fish_use_subcommand -f -a " + command + " -d '");
      Pattern.compile("(?m)^ +(?:-\\w, )?--([a-z-]+)")
          .matcher(help)
          .results()
          .forEach(
              option ->
                  assertThat(script)
                      .containsPattern(
                          "seen_subcommand_from "
                              + command
                              + "'.* -l "
                              + option.group(1)
                              + "( |$)"));
    }
  }

  @Test
  void anotherShellIsRefusedInOneLine() {
    Told told = Told.by(folder, "completion", "tcsh");
    assertThat(told.code()).isEqualTo(ExitCode.WRONG);
    assertThat(told.err()).hasLineCount(1).contains("bash, zsh or fish");
  }
}
