package dev.loopmend.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Starts the built image as a user does.
class ImageIT {
  private static final String WRITE =
      "open('\\xe9.py', 'w').write('import time\\nasync def f():\\n    time.sleep(1)\\n')";

  private static final Path IMAGE = Path.of(System.getProperty("loopmend.image", "target/image"));

  @Test
  void startsWithoutAnyJavaOfTheMachine() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(IMAGE.resolve("bin/loopmend").toString(), "--version");
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");

    assertThat(output(builder)).containsIgnoringCase("loopmend");
  }

  @Test
  void startsThroughASymbolicLink(@TempDir Path folder) throws Exception {
    Path link = folder.resolve("a link");
    Files.createSymbolicLink(link, IMAGE.resolve("bin/loopmend").toAbsolutePath());

    assertThat(output(new ProcessBuilder(link.toString(), "--version")))
        .containsIgnoringCase("loopmend");
  }

  @ParameterizedTest
  @ValueSource(strings = {"loopmend", "tree"})
  void usesItsCachesOfLoadedClasses(String cache) throws Exception {
    List<String> command =
        List.of(
            IMAGE.resolve("runtime/bin/java").toString(),
            "@" + IMAGE.resolve("lib/flags"),
            "-XX:AOTCache=" + IMAGE.resolve("lib/" + cache + ".aot"),
            "-XX:AOTMode=on", // an error when the cache cannot be used
            "-cp",
            IMAGE.resolve("lib/loopmend.jar") + ":" + IMAGE.resolve("lib/libraries.jar"),
            "dev.loopmend.cli.Main",
            "--version");

    assertThat(output(new ProcessBuilder(command))).containsIgnoringCase("loopmend");
  }

  @Test
  void knowsTheEncodingsThatAPythonFileMayDeclare() throws Exception {
    String java = IMAGE.resolve("runtime/bin/java").toString();

    assertThat(output(new ProcessBuilder(java, "--list-modules"))).contains("jdk.charsets");
  }

  @Test
  void namesEveryFileInALocaleWithoutUtf8(@TempDir Path folder) throws Exception {
    ProcessBuilder write = new ProcessBuilder("python3", "-c", WRITE).directory(folder.toFile());
    write.environment().put("PYTHONUTF8", "1");
    output(write);
    ProcessBuilder check =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec \"$0\" check --fail-on=error *.py",
                IMAGE.resolve("bin/loopmend").toAbsolutePath().toString())
            .directory(folder.toFile());
    check.environment().put("LC_ALL", "C");

    assertThat(check.start().waitFor()).isEqualTo(1);
  }

  @Test
  void itsManualPageIsSet() throws Exception {
    String page = IMAGE.resolve("share/man/man1/loopmend.1").toString();

    assertThat(output(new ProcessBuilder("groff", "-man", "-ww", "-z", "-Tutf8", page))).isEmpty();
    assertThat(output(new ProcessBuilder("groff", "-man", "-Tascii", "-P-cbou", page)))
        .contains("loopmend check", "--fail-on=SEVERITY");
  }

  private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
