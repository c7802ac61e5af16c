package dev.loopmend.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What IPython reads before Python does is masked by Python of the same length.
class MagicsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "%matplotlib inline|0#atplotlib inline",
        "%ls|0#s",
        "!ls|0#s",
        "!!ls -l|0#ls -l",
        "?len|0#en",
        "len?|0#n?",
        "a.b??|0#b??",
        ",f a b|0# a b",
        "/f 1|0# 1",
        "x = !ls|x = 0#s",
        "x = %pwd|x = 0#wd",
        "x, y = %sql select 1|x, y = 0#ql select 1",
        "%time f(1)|pass; f(1)",
        "x = %time f(1)|x =       f(1)",
        "%timeit -n 3 -r2 -q f(1)|pass;               f(1)",
        "%prun -s cumulative f(1)|pass;               f(1)",
        "%time for x in y: pass|0#ime for x in y: pass",
        "%time f(1|0#ime f(1",
        "x = 5 % y|x = 5 % y",
        "x != y|x != y",
        "x == %|x == %",
        "f(a=%d)|f(a=%d)",
        "x %= 2|x %= 2",
        "'%time f()'|'%time f()'",
        "x = 1  # why?|x = 1  # why?",
        "x = 'what?'|x = 'what?'",
        "  %cd ..|  0#d ..",
        "%%bash\\nls\\n  echo hi|#%bash\\n#s\\n# echo hi",
        "%%time\\nf(1)|#%time\\nf(1)",
        "\\n%%capture out\\nf(1)\\n%pwd|\\n#%capture out\\nf(1)\\n0#wd",
        "%%unknown\\nf(1)|#%unknown\\n#(1)",
        "x = '''\\n%pwd\\n'''\\n%pwd|x = '''\\n%pwd\\n'''\\n0#wd",
        "x = (1\\n%y)\\n!ls|x = (1\\n%y)\\n0#s",
        "x = 1 \\\\\\n% y|x = 1 \\\\\\n% y",
        "!pip install \\\\\\n  a \\\\\\n  b\\nx|0#ip install \\\\\\n# a \\\\\\n# b\\nx",
        "x = r'\\\\\\\\'\\n%pwd|x = r'\\\\\\\\'\\n0#wd",
        "if x:\\r"
            + "\\n"
            + "    %pwd\\r"
            + "\\n"
            + "else:\\r"
            + "\\n"
            + "    !ls\\r"
            + "\\n"
            + "|if x:\\r"
            + "\\n"
            + "    0#wd\\r"
            + "\\n"
            + "else:\\r"
            + "\\n"
            + "    0#s\\r"
            + "\\n",
      })
  void magicsAreMasked(String cell, String masked) {
    String text = unescaped(cell);
    Masked code = Magics.mask(text);
    assertThat(code.text()).isEqualTo(unescaped(masked)).hasSameSizeAs(text);
    boolean isPython = !masked.contains("== %") && !masked.contains("=%d");
    if (isPython) {
      assertThat(PythonParser.parse(code.text(), PythonParser.Dialect.NOTEBOOK))
          .isInstanceOf(ParseResult.Parsed.class);
    }
  }

  @Test
  void whatAMagicRunsIsKnown() {
    assertThat(Magics.mask("%time f()").runner(7)).contains("%time");
    assertThat(Magics.mask("x\n%time f()\ny").runner(0)).isEmpty();
    assertThat(Magics.mask("x\n%time f()\ny").runner(12)).isEmpty();
    assertThat(Magics.mask("%%timeit\nf()").runner(9)).contains("%%timeit");
    assertThat(Magics.mask("%%capture\nf()").runner(10)).isEmpty();
  }

  @Test
  void whatMayMeanPythonIsKept() {
    assertThat(Magics.mask("%lprun -f load load()").opaque())
        .containsExactly("%lprun -f load load()");
    assertThat(Magics.mask("!echo {load()}").opaque()).containsExactly("!echo {load()}");
    assertThat(Magics.mask("!echo load").opaque()).isEmpty();
    assertThat(Magics.mask("%%bash\nload").opaque()).isEmpty();
    assertThat(Magics.mask("%%writefile a.py\nload").opaque()).containsExactly("%%writefile a.py");
    assertThat(Magics.mask("%%memit\nload()").opaque()).containsExactly("%%memit\nload()");
  }

  private static String unescaped(String text) {
    return text.replace("\\\\", "\0").replace("\\r", "\r").replace("\\n", "\n").replace("\0", "\\");
  }
}
