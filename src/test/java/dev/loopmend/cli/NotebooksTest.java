package dev.loopmend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Notebooks of every shape: what is no changed line of code stays, byte for byte.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NotebooksTest {
  /// As Jupyter writes it. Each `@` is the call to mend.
  private static final String JUPYTER =
      """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "id": "a1",
         "metadata": {},
         "source": ["# Prices\\n", "`asyncio.run(main())` is what we do in scripts."]
        },
        {
         "cell_type": "code",
         "execution_count": 3,
         "id": "b2",
         "metadata": {"tags": ["keep"], "scrolled": true},
         "outputs": [{"name": "stdout", "output_type": "stream", "text": ["asyncio.run(main())\\n"]}],
         "source": [
          "%matplotlib inline\\n",
          "import asyncio\\n",
          "\\n",
          "async def main(n=0):\\n",
          "    return \\"q: é \\\\\\\\ \\" # \\\\u00fc\\n",
          "\\n",
          "result = @  # \\"the\\" one"
         ]
        },
        {"cell_type": "raw", "metadata": {}, "source": "asyncio.run(main())"},
        {
         "cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],
         "source": ["print(@)\\n", "@;"]
        }
       ],
       "metadata": {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.11.2"},
        "widgets": {"n": 1.50, "e": 1e5, "nan": NaN}
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  /// nbformat 3: worksheets, `input`, a language of each cell.
  private static final String OLD =
      """
      {
       "metadata": {"name": ""},
       "nbformat": 3,
       "nbformat_minor": 0,
       "worksheets": [
        {
         "cells": [
          {"cell_type": "heading", "level": 1, "metadata": {}, "source": ["asyncio.run(main())"]},
          {
           "cell_type": "code",
           "collapsed": false,
           "input": [
            "import asyncio\\n",
            "async def main(): pass\\n",
            "@"
           ],
           "language": "python",
           "metadata": {},
           "outputs": [{"output_type": "pyout", "prompt_number": 2, "text": ["asyncio.run(main())"]}],
           "prompt_number": 2
          },
          {"cell_type": "code", "input": ["asyncio.run(main())"], "language": "ruby", "outputs": []}
         ],
         "metadata": {}
        }
       ]
      }
      """;

  private static final String STRING =
      """
      {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [
      {"source": "import asyncio\\nasync def main(): pass\\n@", "outputs": [], "metadata": {},
       "execution_count": null, "cell_type": "code"},
      {"cell_type": "code", "metadata": {}, "outputs": [], "source": "%%bash\\nasyncio.run(main())"},
      {"cell_type": "code", "metadata": {}, "outputs": [], "source": "x = @\\r\\ny = (@)\\r\\n"}]}
      """;

  private static final String CALL = "asyncio.run(main())";
  private static final String MENDED = "await main()";

  @TempDir Path folder;

  /// The shapes by name; `@` stands for the call.
  private static Map<String, String> shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    shapes.put("jupyter", JUPYTER);
    shapes.put("open", JUPYTER.stripTrailing());
    shapes.put("two-final-newlines", JUPYTER + "\n");
    shapes.put("crlf", JUPYTER.replace("\n", "\r\n"));
    shapes.put("cr", JUPYTER.replace("\n", "\r"));
    shapes.put("tabs", JUPYTER.replaceAll("(?m)^ +", "\t"));
    shapes.put("four", JUPYTER.replaceAll("(?m)^ ( *)", "    $1$1$1"));
    shapes.put("one-line", JUPYTER.replaceAll("\n *", ""));
    shapes.put(
        "tight", JUPYTER.replaceAll("\n *", "").replace("\": ", "\":").replace("\", \"", "\",\""));
    shapes.put("mark", "\uFEFF" + JUPYTER);
    shapes.put("ascii", JUPYTER.replace("é", "\\u00e9"));
    shapes.put(
        "slashes", JUPYTER.replace("3.11.2", "3.11.2\\/x").replace("# \\\"the", "# \\/ \\\"the"));
    shapes.put("emoji", JUPYTER.replace("é", "\\ud83d\\ude00 😀 \\ud83d"));
    shapes.put("spelled", JUPYTER.replace("import asyncio", "import \\u0061syncio"));
    shapes.put("items-of-two-lines", JUPYTER.replace("\\n\",\n    \"\\n\",\n", "\\n\\n\",\n"));
    shapes.put("items-that-are-no-lines", JUPYTER.replace("print(", "print\", \"("));
    shapes.put("crlf-in-cells", JUPYTER.replace("\\n\"", "\\r\\n\""));
    shapes.put("old", OLD);
    shapes.put("string", STRING);
    shapes.put("string-tight", STRING.replace("\": ", "\":").replace(", \"", ",\""));
    shapes.put(
        "large",
        JUPYTER.replace("\"text\": [", "\"text\": [\"" + "iVBORw0KGgo".repeat(1 << 21) + "\", "));
    return shapes;
  }

  private void write() throws IOException {
    for (Map.Entry<String, String> shape : shapes().entrySet()) {
      Path file = folder.resolve(shape.getKey() + ".ipynb");
      Files.writeString(file, shape.getValue().replace("@", CALL), UTF_8);
    }
    Files.writeString(folder.resolve("loopmend.toml"), "");
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : shapes().keySet()) {
      contents.put(name, Files.readString(folder.resolve(name + ".ipynb"), UTF_8));
    }
    return contents;
  }

  @Test
  void onlyTheLinesThatChangeAreWrittenAnew() throws Exception {
    write();
    Map<String, String> before = contents();
    git(new byte[0], "init", "-q");
    git(new byte[0], "config", "core.autocrlf", "false");
    byte[] diff = Told.by(folder, "diff").out().getBytes(StandardCharsets.ISO_8859_1);

    Told told = Told.by(folder, "apply");

    assertThat(told.err()).contains("fixes made in 21 files");
    shapes()
        .forEach(
            (name, shape) ->
                assertThat(folder.resolve(name + ".ipynb"))
                    .as(name)
                    .content(UTF_8)
                    .isEqualTo(shape.replace("@", MENDED)));
    Map<String, String> after = contents();
    assertThat(Told.by(folder, "apply").err()).endsWith("; no fixes\n");

    assertThat(Told.by(folder, "undo").code()).isZero();
    assertThat(contents()).isEqualTo(before);

    git(diff, "apply", "--whitespace=nowarn");
    assertThat(contents()).isEqualTo(after);
  }

  @Test
  void linesComeAndGoAsItemsLikeTheirNeighbours() throws IOException {
    String before =
        """
        {
          "cells": [
            {"cell_type": "code", "source": ["import asyncio"]},
            {
              "cell_type": "code",
              "source": [
                "import nest_asyncio\\n",
                "nest_asyncio.apply()\\n",
                "async def main(): return \\"é\\"\\n",
                "\\n",
                "def load(n):\\n",
                "\\treturn asyncio.run(main())\\n"
              ]
            },
            {"cell_type": "code", "source": ["import threading\\n", "threading.Thread(target=load).start()\\n", "load(1)"]}
          ],
          "nbformat": 4
        }
        """;
    Files.writeString(folder.resolve("n.ipynb"), before);

    assertThat(Told.by(folder, "apply", "n.ipynb").err()).contains("2 fixes made in 1 file");

    assertThat(folder.resolve("n.ipynb"))
        .content()
        .isEqualTo(
            before
                .replace(
                    """
                            "import nest_asyncio\\n",
                            "nest_asyncio.apply()\\n",
                    """,
                    "")
                .replace(
                    """
                            "def load(n):\\n",
                            "\\treturn asyncio.run(main())\\n"
                    """,
                    """
                            "async def load_async(n):\\n",
                            "\\treturn await main()\\n",
                            "\\n",
                            "def load(n):\\n",
                            "\\treturn asyncio.run(load_async(n))\\n"
                    """)
                .replace("\"load(1)\"", "\"await load_async(1)\""));
  }

  @Test
  void findingsNameTheLineOfTheFileAndTheCell() throws IOException {
    Files.writeString(folder.resolve("n.ipynb"), JUPYTER.replace("@", CALL));
    Told text = Told.by(folder, "check", "n.ipynb");
    assertThat(text.out())
        .contains(
            "n.ipynb:22:10 (cell 2, line 7): error nested-asyncio-run",
            "  result = asyncio.run(main())  # \"the\" one\n           ^^^^^^^^^^^^^^^^^^^\n",
            "n.ipynb:28:7 (cell 4, line 1): error",
            "n.ipynb:28:1 (cell 4, line 2): error");
    Told json = Told.by(folder, "check", "--format", "json", "n.ipynb");
    assertThat(json.out())
        .contains(
            """
                "line" : 22,
                "column" : 10,
                "end_line" : 22,
                "end_column" : 29,
                "cell" : 2,
                "cell_line" : 7,
            """);
    assertThat(Told.by(folder, "diff", "n.ipynb").out())
        .contains("@@ -19,13 +19,13 @@ cell 2\n", "# lines 22, 28, 28: nested-asyncio-run");
  }

  @Test
  void reasonsNameTheLineOfTheFileToo() throws IOException {
    Files.writeString(
        folder.resolve("loop.ipynb"),
        """
        {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [
        {"source": ["import aiohttp, time\\n",
         "async def fetch(url):\\n",
         "    async with aiohttp.ClientSession() as session:\\n",
         "        return await session.get(url)"],
         "outputs": [{"name": "stdout", "output_type": "stream",
           "text": ["a\\n", "b\\n"]}],
         "metadata": {}, "execution_count": null, "cell_type": "code"},
        {"source": ["async def main(urls):\\n",
          "    for url in urls:\\n",
          "        print(await fetch(url))\\n",
          "    time.sleep(1)  # loopmend: ignore[blocking-call-in-coroutine] short"],
         "outputs": [], "metadata": {}, "execution_count": null, "cell_type": "code"}
        ]}
        """);
    assertThat(Told.by(folder, "check").out())
        .contains("loop.ipynb:4:16 (cell 1, line 3): ")
        .contains("note: loop.ipynb:11 calls it again and again");
    assertThat(Told.by(folder, "why", "blocking-call-in-coroutine", "loop.ipynb:12").out())
        .contains("a comment \"loopmend: ignore\" on line 12 declines it");
  }

  @Test
  void whatIsNoNotebookOfPythonIsOneLine() throws IOException {
    Map<String, String> broken = new LinkedHashMap<>();
    broken.put("empty", "");
    broken.put("cut", JUPYTER.substring(0, 300));
    broken.put("list", "[1, 2]");
    broken.put("object", "{\"a\": 1}\n");
    broken.put("trailing", JUPYTER.strip() + "{}");
    broken.put("five", JUPYTER.replace("\"nbformat\": 4", "\"nbformat\": 5"));
    broken.put("julia", JUPYTER.replace("\"name\": \"python\"", "\"name\": \"julia\""));
    for (Map.Entry<String, String> one : broken.entrySet()) {
      String name = one.getKey() + ".ipynb";
      Files.writeString(folder.resolve(name), one.getValue());
      Told told = Told.by(folder, "check", name);
      assertThat(told.code()).as(name).isZero();
      assertThat(told.out()).isEmpty();
      List<String> lines = told.err().lines().toList();
      assertThat(lines).as(name).hasSize(2);
      assertThat(lines.getFirst()).startsWith("loopmend: " + name + ":").contains("skipped: it");
    }
    Files.write(folder.resolve("latin.ipynb"), JUPYTER.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Told.by(folder, "check", "latin.ipynb").err())
        .startsWith("loopmend: latin.ipynb:20:22: skipped: it is not valid UTF-8, as a notebook");
  }

  private void git(byte[] input, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(args));
    Process git =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (var stdin = git.getOutputStream()) {
      stdin.write(input);
    }
    String output = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).as(output).isZero();
  }
}
