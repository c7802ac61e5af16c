package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import org.junit.jupiter.api.Test;

class LiteralsTest {
  private static String read(String source) {
    return Literals.string(new Expr.Constant(1, Expr.ConstantKind.STRING, source)).orElse("-");
  }

  @Test
  void aTextIsReadHoweverItIsWritten() {
    assertThat(read("'app.jobs'")).isEqualTo("app.jobs");
    assertThat(read("u'app' \".jobs\"")).isEqualTo("app.jobs");
    assertThat(read("'app.'  # why\n  \\\n  r'''jobs'''")).isEqualTo("app.jobs");
    assertThat(read("\"\"\"\\\napp\\\r\n.jobs\"\"\"")).isEqualTo("app.jobs");
    assertThat(read("\"\"\"a\"b'c\"\"\"")).isEqualTo("a\"b'c");
    assertThat(read("'it\\'s \\\\ \\\" \\n\\t'")).isEqualTo("it's \\ \" \n\t");
    assertThat(read("R'\\'\\d'")).isEqualTo("\\'\\d");
    assertThat(read("'' ''")).isEmpty();
  }

  @Test
  void aTextWithOtherEscapesIsUnknown() {
    assertThat(read("'\\x41pp'")).isEqualTo("-");
    assertThat(read("'app' '\\N{DIGIT ONE}'")).isEqualTo("-");
    assertThat(read("'app' f'{name}'")).isEqualTo("-");
    assertThat(Literals.string(new Expr.Constant(1, Expr.ConstantKind.BYTES, "b'app'"))).isEmpty();
  }

  @Test
  void aTextWithoutAnEndIsUnknown() {
    assertThat(read("'app")).isEqualTo("-");
    assertThat(read("'app' 'jobs\\")).isEqualTo("-");
  }
}
