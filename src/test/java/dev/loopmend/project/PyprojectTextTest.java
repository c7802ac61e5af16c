package dev.loopmend.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.project.PyprojectText.Look;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PyprojectTextTest {
  @Test
  void aPlainLineOfTheProjectIsRead() {
    assertThat(said("[project]\nrequires-python = \">=3.9\"\n")).contains(">=3.9");
    assertThat(
            said("[build]\n[ project ]  # ours\r\n\trequires-python='>=3.9,<4' # why\r\n[x]\r\n"))
        .contains(">=3.9,<4");
    assertThat(said("[project]\nname = 'poetry'\nrequires-python = '~=3.10'")).contains("~=3.10");
    assertThat(said("[project]\nname = 'x'\n")).isEmpty();
    assertThat(said("")).isEmpty();
  }

  @Test
  void whateverElseMayHoldTheAnswerIsLeftToTheParser() {
    List<String> texts =
        List.of(
            "[tool.loopmend]\nunsafe = true\n[project]\nrequires-python = '>=3.9'\n",
            "[tool.\"loop\\u006dend\"]\nunsafe = true\n",
            "[tool.uv.workspace]\nmembers = ['a']\n[project]\nrequires-python = '>=3.9'\n",
            "[tool.poetry.dependencies]\npython = '^3.10'\n",
            "project.requires-python = '>=3.9'\n",
            "project = { requires-python = '>=3.9' }\n",
            "[project]\n\"requires-python\" = '>=3.9'\n",
            "[project]\nrequires-python = \"\"\">=3.9\"\"\"\n",
            "[project]\nrequires-python = \"\\x3e=3.9\"\n",
            "[project.urls]\nrequires-python = '>=3.9'\n",
            "[[project]]\nrequires-python = '>=3.9'\n",
            "requires-python = '>=3.9'\n",
            "x = '''\n[project]\nrequires-python = '>=3.9'\n'''\n",
            "[project]\nx = [\n  ['a'],\n]\nrequires-python = '>=3.9'\n");
    assertThat(texts).allSatisfy(text -> assertThat(look(text)).isEqualTo(new Look.Unclear()));
  }

  @Test
  void aLetterWhoseBytesHoldTheSignOfALineEndEndsNoLine() {
    // Read byte by byte the letter is U+00C3 and U+0085, which is a line end for Java.
    String text = "[project]\nname = 'Å\trequires-python = \"3.8\"'\nrequires-python = '>=3.9'\n";
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(said(bytes)).contains(">=3.9");
  }

  @Test
  void theParserSaysTheSame() {
    for (String text :
        List.of(
            "[project]\nname = 'x'\nrequires-python = '>=3.9'\n",
            "[project]\nx = [ # [other]\n  'y',\n]\nrequires-python = \">=3.11\"\n",
            "[other]\ny = [[1], [2]]\n[project]\nrequires-python = '==3.12.*'\n")) {
      Optional<TargetPython.Stated> parsed =
          TargetPython.ofPyproject(ConfigurationFile.parse(text), "x.toml");
      assertThat(parsed).isPresent();
      assertThat(
              requirement(text)
                  .flatMap(one -> TargetPython.stated(one.specifier(), "x.toml", one.line())))
          .isEqualTo(parsed);
    }
  }

  private static Look look(String text) {
    return PyprojectText.look(text);
  }

  private static Optional<String> said(String text) {
    return requirement(text).map(PyprojectText.Requirement::specifier);
  }

  private static Optional<PyprojectText.Requirement> requirement(String text) {
    assertThat(look(text)).isInstanceOf(Look.Plain.class);
    return ((Look.Plain) look(text)).requiresPython();
  }
}
