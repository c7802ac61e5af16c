package dev.loopmend.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineRangeTest {
  private static final String TEXT = "a\nbc\nd";

  @Test
  void holdsItsLinesOnly() {
    LineRange range = new LineRange(2, 3);
    assertThat(range.holds(1)).isFalse();
    assertThat(range.holds(2)).isTrue();
    assertThat(range.holds(3)).isTrue();
    assertThat(range.holds(4)).isFalse();
  }

  @Test
  void touchesLinesAndPlacesBetweenLines() {
    LineRange range = new LineRange(2, 3);
    assertThat(range.touches(new LineRange(1, 1))).isFalse();
    assertThat(range.touches(new LineRange(1, 2))).isTrue();
    assertThat(range.touches(new LineRange(3, 9))).isTrue();
    assertThat(range.touches(new LineRange(4, 4))).isFalse();
    // Between the lines 1 and 2, 3 and 4, 4 and 5.
    assertThat(range.touches(new LineRange(2, 1))).isTrue();
    assertThat(range.touches(new LineRange(4, 3))).isTrue();
    assertThat(range.touches(new LineRange(5, 4))).isFalse();
  }

  @Test
  void spansItsLinesWithTheirEnds() {
    assertThat(new LineRange(1, 1).in(TEXT)).isEqualTo(new Span(0, 2));
    assertThat(new LineRange(2, 2).in(TEXT)).isEqualTo(new Span(2, 5));
    assertThat(new LineRange(2, 3).in(TEXT)).isEqualTo(new Span(2, 6));
    assertThat(new LineRange(4, 5).in(TEXT)).isEqualTo(new Span(6, 6));
    assertThat(new LineRange(2, 2).in("\nb")).isEqualTo(new Span(1, 2));
    assertThat(LineRange.ALL.in(TEXT)).isEqualTo(new Span(0, 6));
  }
}
