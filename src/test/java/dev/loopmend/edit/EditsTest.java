package dev.loopmend.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopmend.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditsTest {
  private static TextEdit edit(int start, int end, String text) {
    return new TextEdit(new Span(start, end), text);
  }

  @Test
  void appliesInTheOrderOfTheText() {
    String text = Edits.apply("abcdef", List.of(edit(4, 6, "!"), edit(0, 1, "A"), edit(2, 2, "-")));
    assertThat(text).isEqualTo("Ab-cd!");
  }

  @Test
  void insertionsAtOnePlaceKeepTheirOrderAndEqualEditsAreOne() {
    String text = Edits.apply("x", List.of(edit(0, 0, "1"), edit(0, 0, "2"), edit(0, 0, "1")));
    assertThat(text).isEqualTo("12x");
  }

  @Test
  void refusesToApplyConflicts() {
    assertThatThrownBy(() -> Edits.apply("abc", List.of(edit(0, 2, ""), edit(1, 3, ""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void touchingEditsDoNotConflict() {
    assertThat(Edits.conflict(edit(0, 2, "x"), edit(2, 4, "y"))).isFalse();
    assertThat(Edits.conflict(edit(0, 2, "x"), edit(2, 2, "y"))).isFalse();
    assertThat(Edits.conflict(edit(0, 2, "x"), edit(0, 0, "y"))).isFalse();
  }

  @Test
  void sharedCharactersAndInsertionsInsideConflict() {
    assertThat(Edits.conflict(edit(0, 2, "x"), edit(1, 3, "y"))).isTrue();
    assertThat(Edits.conflict(edit(0, 2, "x"), edit(1, 1, "y"))).isTrue();
    assertThat(Edits.conflict(edit(1, 1, "y"), edit(0, 2, "x"))).isTrue();
    assertThat(Edits.conflict(edit(0, 2, "x"), edit(0, 2, "x"))).isFalse();
    assertThat(Edits.conflict(edit(0, 2, "x"), edit(0, 2, "y"))).isTrue();
    assertThat(Edits.conflict(edit(1, 1, "x"), edit(1, 1, "y"))).isFalse();
    assertThat(Edits.conflict(edit(0, 0, "y"), edit(0, 2, "x"))).isFalse();
    assertThat(Edits.conflict(edit(2, 2, "y"), edit(0, 2, "x"))).isFalse();
    assertThat(Edits.haveConflict(List.of(edit(4, 5, "z"), edit(0, 2, "x"), edit(1, 3, "y"))))
        .isTrue();
    assertThat(Edits.haveConflict(List.of(edit(4, 5, "z"), edit(0, 2, "x")))).isFalse();
  }

  @Test
  void mapTellsWherePlacesWent() {
    // "abcdef" becomes "<ab>cXf"
    EditMap map = EditMap.of(List.of(edit(0, 0, "<"), edit(2, 2, ">"), edit(3, 5, "X")));
    assertThat(map.newOffset(0)).isEqualTo(1);
    assertThat(map.newOffset(2)).isEqualTo(4);
    assertThat(map.newOffset(4)).isEqualTo(5);
    assertThat(map.newOffset(5)).isEqualTo(6);
    assertThat(map.written()).containsExactly(new Span(0, 1), new Span(3, 4), new Span(5, 6));
    assertThat(map.newSpan(new Span(0, 2))).isEqualTo(new Span(0, 4));
    assertThat(map.newOffset(1)).isEqualTo(2);
    assertThat(map.newOffset(3)).isEqualTo(5);
    assertThat(map.newSpan(new Span(2, 3))).isEqualTo(new Span(3, 5));
    assertThat(map.newSpan(new Span(5, 6))).isEqualTo(new Span(6, 7));
    assertThat(map.touches(new Span(0, 2))).isFalse();
    assertThat(map.touches(new Span(1, 3))).isTrue();
    assertThat(map.touches(new Span(4, 6))).isTrue();
  }

  @Test
  void ofTwoEquallyWeakLevelsTheFirstCounts() {
    Safety one = new Safety.Unsafe("one");
    Safety other = new Safety.Unsafe("other");
    assertThat(one.weakest(other).because()).isEqualTo("one");
    assertThat(one.weakest(new Safety.Report("left")).because()).isEqualTo("left");
    assertThat(new Safety.Report("left").weakest(one).because()).isEqualTo("left");
    assertThat(new Safety.Safe().weakest(other)).isEqualTo(other);
  }
}
