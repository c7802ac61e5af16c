package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `loopmend config`: every setting with the place that it comes from.
class ConfigTest {
  @TempDir Path folder;

  @Test
  void withoutConfigurationAllAreDefaults() throws IOException {
    Told told = Told.by(folder, "config");
    assertThat(told.code()).isEqualTo(0);
    List<String> lines = told.out().lines().toList();
    assertThat(lines.getFirst()).matches("setting +value +from");
    assertThat(lines.stream().skip(1)).allMatch(line -> line.endsWith("  default"));
    assertThat(row("target-python")).isEqualTo("target-python 3.8 default");
    assertThat(row("unbounded-queue")).isEqualTo("unbounded-queue on default");
    assertThat(row("nested-asyncio-run.public-api"))
        .isEqualTo("nested-asyncio-run.public-api convert default");
  }

  @Test
  void eachSettingNamesItsLine() throws IOException {
    write(
        "pyproject.toml",
        """
        [project]
        name = "shop"
        requires-python = ">=3.10"

        [tool.loopmend]
        ignore = ["warning"]
        exclude = ["legacy/", "build/"]
        unsafe = true

        [tool.loopmend.per-file-ignores]
        "scripts/*" = ["nested-asyncio-run"]

        [tool.loopmend.options.nested-asyncio-run]
        public-api = "twin"
        """);
    write("app/jobs.py", "x = 1\n");
    write("scripts/run.py", "x = 1\n");
    assertThat(row("exclude", "app/jobs.py")).isEqualTo("exclude legacy/, build/ pyproject.toml:7");
    assertThat(row("unsafe", "app/jobs.py")).isEqualTo("unsafe true pyproject.toml:8");
    assertThat(row("target-python", "app/jobs.py"))
        .isEqualTo("target-python 3.10 pyproject.toml:3");
    assertThat(row("per-file-ignores", "app/jobs.py"))
        .isEqualTo("per-file-ignores scripts/*: nested-asyncio-run pyproject.toml:11");
    assertThat(row("nested-asyncio-run.public-api", "app/jobs.py"))
        .isEqualTo("nested-asyncio-run.public-api twin pyproject.toml:14");
    assertThat(row("unbounded-queue", "app/jobs.py"))
        .isEqualTo("unbounded-queue off pyproject.toml:6");
    assertThat(row("nested-asyncio-run", "app/jobs.py")).isEqualTo("nested-asyncio-run on default");
    assertThat(row("nested-asyncio-run", "scripts/run.py"))
        .isEqualTo("nested-asyncio-run off pyproject.toml:10");
  }

  @Test
  void theCommandLineGoesFirst() throws IOException {
    write("loopmend.toml", "select = ['error']\ntarget-python = '3.9'\n");
    assertThat(row("unbounded-queue")).isEqualTo("unbounded-queue off loopmend.toml:1");
    assertThat(row("unbounded-queue", "--select", "warning"))
        .isEqualTo("unbounded-queue on --select");
    assertThat(row("nested-asyncio-run", "--ignore", "error"))
        .isEqualTo("nested-asyncio-run off --ignore");
    assertThat(row("target-python", "--target-python", "3.12"))
        .isEqualTo("target-python 3.12 --target-python");
    assertThat(row("target-python")).isEqualTo("target-python 3.9 loopmend.toml:2");
    assertThat(row("nested-asyncio-run.public-api", "--set", "nested-asyncio-run.public-api=twin"))
        .isEqualTo("nested-asyncio-run.public-api twin --set");
  }

  @Test
  void faultsAreSaidWithTheirLine() throws IOException {
    write("loopmend.toml", "\n[options.unbounded-queue]\nenabled = 'perhaps'\n");
    Told told = Told.by(folder, "config");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err())
        .isEqualTo(
            "loopmend: loopmend.toml:3: options: unbounded-queue.enabled: 'perhaps' is not true or"
                + " false\n");
    assertThat(Told.by(folder, "config", "none.py").err())
        .isEqualTo("loopmend: none.py: there is no such file or directory\n");
  }

  /// The row of a setting, with single spaces.
  private String row(String key, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "config";
    System.arraycopy(args, 0, all, 1, args.length);
    Told told = Told.by(folder, all);
    assertThat(told.err()).isEmpty();
    return told.out()
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> line.replaceAll(" +", " "))
        .findFirst()
        .orElse("");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
