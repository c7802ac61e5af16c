package dev.loopmend.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Where a comma may stay behind the last element of a template's brackets.
class GapTextTest {
  /// Whether the first piece behind the only kept code closes a list or a call.
  private static boolean takesComma(String before, String behind) {
    return GapText.of(List.of(before, behind), 0).getLast().pieces().getFirst().list();
  }

  @Test
  void behindArgumentsAndElements() {
    assertThat(takesComma("f(", ")")).isTrue();
    assertThat(takesComma("f(a)(", ").b")).isTrue();
    assertThat(takesComma("\"x\".join(", ")")).isTrue();
    assertThat(takesComma("[", "]")).isTrue();
    assertThat(takesComma("x = {a, ", "}")).isTrue();
  }

  @Test
  void notWhereItMakesATuple() {
    assertThat(takesComma("(", ")")).isFalse();
    assertThat(takesComma("await (", ")")).isFalse();
    assertThat(takesComma("f(not (", "))")).isFalse();
    assertThat(takesComma("a[", "]")).isFalse();
    assertThat(takesComma("f()[", "]")).isFalse();
  }

  @Test
  void depthsCountWhatIsOpenAndTextsHideBrackets() {
    List<GapText> gaps = GapText.of(List.of("f('(', [", "])"), 1);
    assertThat(gaps).extracting(GapText::depth).containsExactly(1, 3);
    assertThat(gaps.getLast().pieces()).extracting(GapText.Piece::depth).containsExactly(2, 1);
  }
}
