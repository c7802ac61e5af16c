package dev.loopmend.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.launcher.Desk.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--since` and `--staged` of the built image.
class ChangedLinesIT {
  private static final String OLD =
      """
      import time


      async def old():
          time.sleep(1)


      async def edited():
          pass
      """;

  private static final String PRICES =
      """
      import asyncio


      async def price(sku):
          return sku


      def load(sku):
          return asyncio.run(price(sku))
      """;

  private static final String SHOP =
      """
      from prices import load


      async def one(sku):
          return load(sku)


      async def other(sku):
          return load(sku)
      """;

  @TempDir Path top;
  private Desk desk;

  @BeforeEach
  void repository() throws Exception {
    desk = Desk.in(top);
    desk.git("init", "-q");
    desk.write("a.py", OLD).write("sub/n\u00E4me \"x\".py", OLD).write("same.py", OLD);
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base");
  }

  private List<String> places(String... options) throws Exception {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "check";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Said said = desk.loopmend(arguments);
    assertThat(said.code()).as(said.err()).isLessThan(2);
    return said.out()
        .lines()
        .filter(line -> line.contains(".py:"))
        .map(ChangedLinesIT::at)
        .toList();
  }

  private static String at(String line) {
    return line.replaceFirst("^.*?(\\w+)( \"x\")?(\\.py:\\d+):.*", "$1$3");
  }

  @Test
  void sinceACommit() throws Exception {
    assertThat(places("--since", "HEAD")).isEmpty();
    String edited = OLD.replace("    pass", "    # one more line\n    time.sleep(2)");
    desk.write("a.py", edited).write("sub/n\u00E4me \"x\".py", edited).write("new.py", OLD);
    assertThat(places("--since", "HEAD")).containsExactly("a.py:10", "new.py:5", "me.py:10");
    assertThat(desk.loopmend("check", "--since", "HEAD", "same.py").code()).isZero();
    desk.git("checkout", "-qb", "topic");
    desk.git("add", "-A");
    desk.git("commit", "-qm", "topic");
    desk.git("checkout", "-q", "main");
    desk.write("same.py", OLD.replace("pass", "time.sleep(3)"));
    desk.git("commit", "-qam", "main goes on");
    desk.git("checkout", "-q", "topic");
    // What main did since is no change of this branch.
    assertThat(places("--since", "main")).containsExactly("a.py:10", "new.py:5", "me.py:10");

    Said said = desk.loopmend("apply", "--since", "main", "a.py");
    assertThat(said.code()).as(said.err()).isZero();
    // The import that the fix needs stands elsewhere, and is made all the same.
    assertThat(said.err()).contains("loopmend: needed elsewhere: a.py:1\n", "1 fix made in 1 file");
    assertThat(desk.read("a.py"))
        .contains("import asyncio\n", "\n    time.sleep(1)\n", "    await asyncio.sleep(2)\n");
  }

  @Test
  void staged() throws Exception {
    desk.write("a.py", OLD.replace("    pass", "    time.sleep(2)"));
    assertThat(places("--staged")).isEmpty();
    desk.git("add", "a.py");
    assertThat(places("--staged")).containsExactly("a.py:9");
    // Lines above that are not staged move it; they do not count themselves.
    desk.write(
        "a.py",
        "x = 1\n"
            + OLD.replace("    pass", "    time.sleep(2)\n\n\nasync def f():\n    time.sleep(3)"));
    assertThat(places("--staged")).containsExactly("a.py:10");
  }

  @Test
  void neededEditsElsewhereAreMadeAndListedApart() throws Exception {
    desk.write("prices.py", PRICES).write("shop.py", SHOP).write("setup.cfg", "");
    desk.git("add", "-A");
    desk.git("commit", "-qm", "shop");
    desk.write("prices.py", PRICES.replace("price(sku))", "price(sku))  # changed"));
    desk.git("add", "prices.py");
    String listed =
        "loopmend: needed elsewhere: prices.py:8\nloopmend: needed elsewhere: shop.py:5, 9\n";
    for (String lines : List.of("--staged", "--since=HEAD")) {
      Said diff = desk.loopmend("diff", lines);
      assertThat(diff.err()).contains(listed, "; 1 fix to make in 2 files");
      assertThat(diff.out()).contains("+++ b/prices.py", "+++ b/shop.py");
      assertThat(desk.loopmend("diff", "-q", lines).err()).isEmpty();
    }
    // Named as a PATH, the whole file is asked for.
    assertThat(desk.loopmend("diff", "prices.py").err())
        .contains("needed elsewhere: shop.py:5, 9")
        .doesNotContain("elsewhere: prices.py");
    assertThat(desk.loopmend("diff", "prices.py", "shop.py").err()).doesNotContain("elsewhere");
    Said applied = desk.loopmend("apply", "--staged");
    assertThat(applied.code()).as(applied.err()).isZero();
    assertThat(applied.out()).isEqualTo("prices.py\nshop.py\n");
    assertThat(applied.err()).contains(listed);
    assertThat(desk.read("shop.py")).contains("    return await load(sku)\n");
    // No other file changed.
    assertThat(desk.git("diff", "--name-only")).isEqualTo("prices.py\nshop.py");
  }

  @Test
  void whatCannotBeKnownIsSaid() throws Exception {
    Said said = desk.loopmend("check", "--since", "nope");
    assertThat(said).isEqualTo(new Said(2, "", "loopmend: --since: there is no commit \"nope\"\n"));
    Desk nowhere = desk.at("../nowhere");
    assertThat(nowhere.write("a.py", OLD).loopmend("check", "--staged").err())
        .isEqualTo("loopmend: --staged: there is no git work tree here\n");
    assertThat(desk.loopmend("check", "--staged", "--since", "HEAD").code()).isEqualTo(2);
    assertThat(desk.loopmend("branch", "--since", "HEAD").code()).isEqualTo(2);
    Said blind = desk.run("", Map.of("PATH", "/nowhere"), Desk.image("check", "--staged"));
    assertThat(blind.code()).isEqualTo(2);
    assertThat(blind.err()).contains("is it installed?");
  }
}
