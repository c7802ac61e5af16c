package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run finds and mends does not depend on where in a project it is started: callers are seen
/// in files that were not asked for.
class ProjectWideTest {
  private static final String PRICES =
      """
      import asyncio


      async def fetch(sku):
          await asyncio.sleep(0)
          return sku


      def load(sku):
          return asyncio.run(fetch(sku))
      """;

  private static final String VIEW =
      """
      from shop.prices import load


      async def view(request):
          return load(request)
      """;

  @TempDir Path top;

  private void write(String name, String text) throws IOException {
    Path file = top.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String text(String name) throws IOException {
    return Files.readString(top.resolve(name));
  }

  private void project(String settings) throws IOException {
    write("pyproject.toml", "[project]\nname = 'shop'\n" + settings);
    write("shop/__init__.py", "");
    write("shop/prices.py", PRICES);
    write("shop/web/__init__.py", "");
    write("shop/web/view.py", VIEW);
  }

  @Test
  void theSameFixFromTheFileItsFolderAndTheRoot() throws IOException {
    project("");
    // With it, diffs name files from the top wherever they are made.
    Files.createDirectory(top.resolve(".git"));
    String root = Told.by(top, "diff", ".").out();
    assertThat(root)
        .contains("+async def load(sku):", "+    return await fetch(sku)")
        .contains("+    return await load(request)");
    assertThat(Told.by(top, "diff", "shop/prices.py").out()).isEqualTo(root);
    assertThat(Told.by(top, "diff", "shop").out()).isEqualTo(root);
    assertThat(Told.by(top.resolve("shop"), "diff", "prices.py").out()).isEqualTo(root);
    assertThat(Told.by(top.resolve("shop/web"), "diff", "../prices.py").out()).isEqualTo(root);
  }

  @Test
  void findingsAreThoseOfTheFilesThatWereAskedFor() throws IOException {
    project("");
    assertThat(Told.by(top, "diff", "shop/web").out()).isEmpty();
    Told told = Told.by(top, "check", "shop/prices.py");
    assertThat(told.out()).contains("shop/prices.py:10:").contains("view");
  }

  @Test
  void allFilesOfAFixAreWrittenAndTakenBackTogether() throws IOException {
    project("");
    assertThat(Told.by(top, "apply", "shop/prices.py").code()).isZero();
    assertThat(text("shop/prices.py")).contains("async def load");
    assertThat(text("shop/web/view.py")).contains("await load(request)");
    assertThat(Told.by(top, "diff", ".").out()).isEmpty();
    assertThat(Told.by(top, "undo").code()).isZero();
    assertThat(text("shop/prices.py")).isEqualTo(PRICES);
    assertThat(text("shop/web/view.py")).isEqualTo(VIEW);
  }

  @Test
  void plainCallersElsewhereKeepTheirFunction() throws IOException {
    project("");
    write("tools/report.py", "from shop.prices import load\n\nprint(load(1))\n");
    String diff = Told.by(top, "diff", "shop/prices.py").out();
    assertThat(diff).contains("+async def load_async(sku):").doesNotContain("tools/report.py");
    assertThat(diff).contains("+    return await load_async(request)");
  }

  @Test
  void installedScriptsKeepTheirFunction() throws IOException {
    project("[project.scripts]\nload = 'shop.prices:load'\n");
    assertThat(Told.by(top, "diff", ".").out()).contains("+async def load_async(sku):");
  }

  @Test
  void whatIsExcludedIsKnownAndNeverChanged() throws IOException {
    project("[tool.loopmend]\nexclude = ['web']\n");
    Told told = Told.by(top, "check", ".");
    assertThat(told.out()).contains("shop/prices.py:10:").contains("excluded");
    assertThat(Told.by(top, "diff", "--unsafe", ".").out()).isEmpty();
  }
}
