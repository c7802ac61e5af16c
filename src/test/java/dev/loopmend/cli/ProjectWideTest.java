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
  void theSameFixFromTheRootOfAWorkspaceItsMembersAndTheirFiles() throws IOException {
    Files.createDirectory(top.resolve(".git"));
    write("pyproject.toml", "[tool.uv.workspace]\nmembers = ['lib/*']\n");
    write("lib/core/pyproject.toml", "[project]\nname = 'shop'\n");
    write("lib/core/src/shop/__init__.py", "");
    write("lib/core/src/shop/prices.py", PRICES);
    write("lib/app/pyproject.toml", "[project]\nname = 'web'\n");
    write("lib/app/src/app/view.py", VIEW);
    String root = Told.by(top, "diff", ".").out();
    assertThat(root)
        .contains("+async def load(sku):", "+    return await fetch(sku)")
        .contains("+    return await load(request)");
    assertThat(Told.by(top, "diff", "lib/core").out()).isEqualTo(root);
    assertThat(Told.by(top.resolve("lib/core"), "diff").out()).isEqualTo(root);
    assertThat(Told.by(top.resolve("lib/core/src/shop"), "diff", "prices.py").out())
        .isEqualTo(root);
    assertThat(Told.by(top, "why", "nested-asyncio-run", "lib/core/src/shop/prices.py:10").out())
        .doesNotContain("only if it is named");
  }

  @Test
  void aMemberIsToldWhatTheOthersDo() throws IOException {
    write("pyproject.toml", "[tool.uv.workspace]\nmembers = ['lib/*']\n");
    write("lib/core/pyproject.toml", "[project]\nname = 'core'\n");
    write("lib/core/src/core/__init__.py", "");
    write("lib/core/src/core/clock.py", "import time\n\n\ndef nap():\n    time.sleep(1)\n");
    write("lib/web/pyproject.toml", "[project]\nname = 'web'\n");
    String view =
        "from core.clock import nap\n\n\nasync def view(request):\n    nap()\n    return request\n";
    write("lib/web/src/web/view.py", view);
    String file = "lib/web/src/web/view.py";
    String found = Told.by(top, "check", file).out();
    assertThat(found).contains(file + ":5:", "time.sleep");
    assertThat(Told.by(top, "check").out()).isEqualTo(found);
    assertThat(Told.by(top, "check", "lib/web").out()).isEqualTo(found);
    // Ex) the root is no workspace any more
    write("pyproject.toml", "[project]\nname = 'all'\n");
    assertThat(Told.by(top, "check", file).out()).isEmpty();
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
