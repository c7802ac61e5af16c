package dev.loopmend.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.chance.Chance;
import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The text of a notebook is changed in its JSON strings, and nowhere else.
class NotebookTextTest {
  private static final NotebookFormat FORMAT = new NotebookFormat();

  private static SourceText read(String json) {
    return switch (FORMAT.decode("n.ipynb", json.getBytes(UTF_8))) {
      case SourceText.Decoding.Decoded(SourceText source) -> source;
      case SourceText.Decoding.Undecodable it -> throw new AssertionError(it.why());
    };
  }

  private static String notebook(String... sources) {
    List<String> cells = new ArrayList<>();
    for (String source : sources) {
      cells.add("{\"cell_type\": \"code\", \"source\": " + source + "}");
    }
    return "{\"nbformat\": 4, \"cells\": [\n" + String.join(",\n", cells) + "\n]}\n";
  }

  private static String edited(String json, TextEdit... edits) {
    SourceText source = read(json);
    EditMap map = EditMap.of(List.of(edits));
    return source
        .withText(Edits.apply(source.text(), map.edits()), map::newOffset)
        .flatMap(SourceText::encode)
        .map(bytes -> new String(bytes, UTF_8))
        .orElse("refused");
  }

  @Test
  void linesBecomeItems() {
    String one = notebook("[\"a\\n\", \"b\\n\", \"c\"]", "\"x\\ny\"");
    assertThat(edited(one, TextEdit.insert(0, "é\n")))
        .isEqualTo(notebook("[\"é\\n\", \"a\\n\", \"b\\n\", \"c\"]", "\"x\\ny\""));
    assertThat(edited(one, TextEdit.insert(5, "\nd")))
        .isEqualTo(notebook("[\"a\\n\", \"b\\n\", \"c\\n\", \"d\"]", "\"x\\ny\""));
    assertThat(edited(one, TextEdit.delete(new Span(0, 4))))
        .isEqualTo(notebook("[\"c\"]", "\"x\\ny\""));
    assertThat(edited(one, TextEdit.delete(new Span(3, 5))))
        .isEqualTo(notebook("[\"a\\n\", \"b\"]", "\"x\\ny\""));
    assertThat(edited(one, TextEdit.delete(new Span(0, 5)))).isEqualTo(notebook("[]", "\"x\\ny\""));
    assertThat(edited(one, new TextEdit(new Span(6, 9), "\"\\")))
        .isEqualTo(notebook("[\"a\\n\", \"b\\n\", \"c\"]", "\"\\\"\\\\\""));
  }

  @Test
  void escapesOfNeighboursAreKept() {
    String escaped = notebook("[\"\\u0061 \\u00e9 \\/ b # \\u00fc\\n\", \"c\"]");
    assertThat(edited(escaped, new TextEdit(new Span(6, 7), "ö")))
        .isEqualTo(notebook("[\"\\u0061 \\u00e9 \\/ \\u00f6 # \\u00fc\\n\", \"c\"]"));
  }

  @Test
  void aChangeAcrossCellsIsRefused() {
    String two = notebook("\"ab\"", "\"cd\"");
    assertThat(edited(two, TextEdit.delete(new Span(1, 4)))).isEqualTo("refused");
    assertThat(read(two).refusal(new Span(1, 4), "")).isPresent();
    assertThat(read(two).refusal(new Span(0, 2), "x")).isEmpty();
    assertThat(read(notebook("\"%%capture\\na\"")).refusal(Span.at(0), "x\n")).isPresent();
  }

  /// Random edits to random cells: the result reads back as what was written, and each cell that
  /// was not edited is the same, byte for byte.
  @Test
  void whatIsWrittenIsReadBack() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    for (int run = 0; run < 2000; run++) {
      String[] sources = new String[1 + random.nextInt(3)];
      for (int at = 0; at < sources.length; at++) {
        sources[at] = source(random);
      }
      String json = notebook(sources);
      SourceText before = read(json);
      Span cell = before.parts().get(random.nextInt(sources.length));
      List<TextEdit> edits = new ArrayList<>();
      int at = cell.start();
      while (at <= cell.end() && edits.size() < 3) {
        int start = at + random.nextInt(cell.end() - at + 1);
        int end = start + random.nextInt(Math.min(4, cell.end() - start) + 1);
        edits.add(new TextEdit(new Span(start, end), text(random)));
        at = end + 1;
      }
      EditMap map = EditMap.of(edits);
      String changed = Edits.apply(before.text(), map.edits());

      SourceText after = before.withText(changed, map::newOffset).orElseThrow();

      String written = new String(after.encode().orElseThrow(), UTF_8);
      assertThat(after.text()).isEqualTo(changed);
      assertThat(read(written).text()).as("%s after %s", json, edits).isEqualTo(changed);
      int number = before.parts().indexOf(cell);
      for (int other = 0; other < sources.length; other++) {
        if (other != number) {
          assertThat(written).contains("\"source\": " + sources[other] + "}");
        }
      }
    }
  }

  private static String source(Random random) {
    JsonStyle style = new JsonStyle(random.nextBoolean(), ", ");
    String text = text(random) + text(random);
    if (random.nextBoolean()) {
      return "\"" + style.escaped(text) + "\"";
    }
    return JsonSource.of(text, style, random.nextBoolean() ? "" : "\n    ").json();
  }

  private static String text(Random random) {
    String[] words = {"a", "b\n", "\n", "é", "\"", "\\", "x = 1\n", "\t", "ü = 2", "€\n", "\r\n"};
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(4); count > 0; count--) {
      text.append(words[random.nextInt(words.length)]);
    }
    return text.toString();
  }
}
