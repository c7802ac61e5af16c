package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `apply --add-ignore` declines what no fix takes away.
class AddIgnoreTest {
  @TempDir Path folder;

  @BeforeEach
  void repository() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
  }

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatIsLeftIsDeclinedAndTheRestIsFixed() throws IOException {
    write("loopmend.toml", "target-python = \"3.12\"\n");
    write(
        "a.py",
        """
        import asyncio
        import time

        class Shop:
            def __init__(self):
                self.orders = asyncio.Queue()
                both = (asyncio.Queue(),
                        asyncio.Queue())
                # loopmend: ignore[other-recipe] old
                self.last = asyncio.Queue()

            def order(self, item):
                self.orders.put_nowait(item)
                self.last.put_nowait(item)

        async def f():
            time.sleep(1)
        """);
    write("crlf.py", "import asyncio\r\nx = 1\r\nq = asyncio.Queue()\r\nq.put_nowait(1)\r\n");
    Told told = Told.by(folder, "apply", "--add-ignore", "few orders a day");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out()).isEqualTo("a.py\ncrlf.py\n");
    assertThat(told.err())
        .startsWith("loopmend: 5 findings declined by comments\n")
        .contains("1 fix made in 2 files");
    assertThat(read("a.py"))
        .contains(
            "        # loopmend: ignore[unbounded-queue] few orders a day\n        self.orders")
        .contains(
            "    both = (asyncio.Queue(),\n"
                + "                # loopmend: ignore[unbounded-queue] few orders a day\n"
                + "                asyncio.Queue())\n")
        .contains("# loopmend: ignore[other-recipe, unbounded-queue] old\n        self.last")
        .contains("await asyncio.sleep(1)");
    assertThat(read("crlf.py"))
        .endsWith(
            "\r\n# loopmend: ignore[unbounded-queue] few orders a day\r\n"
                + "q = asyncio.Queue()\r\nq.put_nowait(1)\r\n");
    Told again = Told.by(folder, "check");
    assertThat(again.out()).isEmpty();
    assertThat(Told.by(folder, "apply", "--add-ignore", "again").out()).isEmpty();
  }

  @Test
  void aFileInWhichACommentWouldBeInVainGetsNone() throws IOException {
    write("loopmend.toml", "target-python = \"3.12\"\n");
    String string = "import asyncio\ns = ''' x\n''', asyncio.Queue()\n";
    String slash = "import asyncio\nq = \\\n    asyncio.Queue()\nq.put_nowait(1)\n";
    write("string.py", string);
    write("slash.py", slash);
    write("latin.py", "# coding: ascii\nimport asyncio\nq = asyncio.Queue()\nq.put_nowait(1)\n");
    Told told = Told.by(folder, "apply", "--add-ignore", "\u00E9t\u00E9");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out()).isEmpty();
    assertThat(told.err())
        .contains("string.py: no comment can decline what is left in it")
        .contains("slash.py: no comment can decline what is left in it")
        .contains("latin.py: no comment can decline what is left in it")
        .contains("2 left for a person");
    assertThat(read("string.py")).isEqualTo(string);
    assertThat(read("slash.py")).isEqualTo(slash);
  }

  @Test
  void theReasonIsALineAndTheFilesAreWhole() {
    assertThat(Told.by(folder, "apply", "--add-ignore", " ").err())
        .isEqualTo("loopmend: --add-ignore: the reason must be a line of text\n");
    assertThat(Told.by(folder, "apply", "--add-ignore", "a\nb").code()).isEqualTo(2);
    assertThat(Told.by(folder, "apply", "--add-ignore", "why", "--staged").err())
        .isEqualTo("loopmend: --add-ignore: not together with -, --since or --staged\n");
  }
}
