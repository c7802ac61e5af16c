package dev.loopmend.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {
  private static SourceText decoded(byte[] bytes) {
    return switch (SourceText.decode(bytes)) {
      case SourceText.Decoding.Decoded(SourceText source) -> source;
      case SourceText.Decoding.Undecodable(_, _, String why) -> throw new AssertionError(why);
    };
  }

  private static String refused(byte[] bytes) {
    return switch (SourceText.decode(bytes)) {
      case SourceText.Decoding.Decoded(SourceText source) -> throw new AssertionError(source);
      case SourceText.Decoding.Undecodable(_, _, String why) -> why;
    };
  }

  @Test
  void readsUtf8AndGivesTheSameBytesBack() {
    byte[] bytes = "x = 'é€😀'\r\n".getBytes(StandardCharsets.UTF_8);
    assertThat(decoded(bytes).encode()).hasValue(bytes);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    byte[] bytes = "\uFEFFx = 1\n".getBytes(StandardCharsets.UTF_8);
    assertThat(decoded(bytes).text()).isEqualTo("x = 1\n");
    assertThat(decoded(bytes).encode()).hasValue(bytes);
  }

  @Test
  void aByteOrderMarkMayStandAloneOrBeforeWhatItMeans() {
    for (String text : new String[] {"", "# coding: utf-8\n", "s = '\uFFFD'\n"}) {
      byte[] bytes = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
      assertThat(decoded(bytes).text()).isEqualTo(text);
      assertThat(decoded(bytes).encode()).hasValue(bytes);
    }
  }

  @Test
  void whatIsWrittenAnewHasTheEncodingThatItDeclares() {
    String text = "# coding: latin-1\ns = 'é'\n";
    assertThat(SourceText.bytesOf(text)).isEqualTo(text.getBytes(StandardCharsets.ISO_8859_1));
    String more = text.replace('é', '€');
    assertThat(SourceText.bytesOf(more)).isEqualTo(more.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"latin-1, ISO-8859-1", "cp1252, windows-1252", "iso-8859-15, ISO-8859-15"})
  void readsWhatPep263Declares(String name, String charset) {
    byte[] bytes =
        ("#!/usr/bin/python\n# vim: set fileencoding=" + name + " :\ns = 'é'\n")
            .getBytes(Charset.forName(charset));
    assertThat(decoded(bytes).text()).endsWith("s = 'é'\n");
    assertThat(decoded(bytes).encode()).hasValue(bytes);
  }

  @Test
  void aDeclarationCountsInTheFirstTwoLinesOnlyAndNotBehindCode() {
    byte[] third = "\n\n# coding: latin-1\ns = 'é'\n".getBytes(StandardCharsets.UTF_8);
    byte[] behind = "x = 1\n# coding: latin-1\ns = 'é'\n".getBytes(StandardCharsets.UTF_8);
    assertThat(charset(third)).isEqualTo(StandardCharsets.UTF_8);
    assertThat(charset(behind)).isEqualTo(StandardCharsets.UTF_8);
    assertThat(charset(new byte[] {'#', '\r'})).isEqualTo(StandardCharsets.UTF_8);
    for (String end : new String[] {"\n", "\r\n"}) {
      byte[] second = ("#" + end + "# coding: latin-1" + end).getBytes(StandardCharsets.UTF_8);
      assertThat(charset(second)).isEqualTo(StandardCharsets.ISO_8859_1);
      byte[] late = (end + end + "# coding: latin-1" + end).getBytes(StandardCharsets.UTF_8);
      assertThat(charset(late)).isEqualTo(StandardCharsets.UTF_8);
    }
  }

  @Test
  void saysWhyBytesAreNoText() {
    assertThat(refused(new byte[] {'x', (byte) 0xFF})).startsWith("it is not valid UTF-8");
    assertThat(refused("# coding: klingon\n".getBytes(StandardCharsets.UTF_8)))
        .startsWith("it declares the unknown encoding klingon");
    assertThat(refused("\uFEFF# coding: latin-1\n".getBytes(StandardCharsets.UTF_8)))
        .contains("byte order mark");
    assertThat(refused("\uFEFF# coding: utf8\n".getBytes(StandardCharsets.UTF_8)))
        .contains("byte order mark");
  }

  @Test
  void saysWhatElseBytesAre() {
    assertThat(refused(new byte[] {(byte) 0xFF})).startsWith("it is not valid UTF-8");
    for (Charset charset : new Charset[] {StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE}) {
      assertThat(refused("\uFEFF".getBytes(charset))).startsWith("it is UTF-16");
      assertThat(refused("\uFEFFx = 1\n".getBytes(charset))).startsWith("it is UTF-16");
    }
    assertThat(refused(new byte[] {(byte) 0xFF, (byte) 0xFE, 'x'}))
        .startsWith("it is not valid UTF-8");
    assertThat(refused("# coding: ascii\ns = 'é'\n".getBytes(StandardCharsets.UTF_8)))
        .startsWith("it is not valid US-ASCII");
    assertThat(refused("# coding: iso-2022-jp\n\u001B(B\n".getBytes(StandardCharsets.US_ASCII)))
        .startsWith("its text does not encode back to its bytes");
  }

  @Test
  void saysWhereBytesAreNoText() {
    byte[] bytes = "\uFEFFx\ny\u00E9?".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xFF;
    assertThat(SourceText.decode(bytes))
        .isInstanceOfSatisfying(
            SourceText.Decoding.Undecodable.class,
            it -> {
              assertThat(it.line()).isEqualTo(2);
              assertThat(it.column()).isEqualTo(3);
            });
  }

  @Test
  void aPlainFileIsThereAndIsNoNotebook() {
    SourceText file = SourceText.of("x = 1\n");
    assertThat(file.isAbsent()).isFalse();
    assertThat(file.parts()).containsExactly(new Span(0, 6));
    Origin origin = file.origin();
    assertThat(origin.isNotebook() || origin.isMagic(0) || origin.loadsCode()).isFalse();
    assertThat(origin.mentions("x")).isFalse();
  }

  @Test
  void aFileThatIsNotThereHoldsNothingUntilTextIsPutIntoIt() {
    SourceText file = new AbsentText("\n");
    assertThat(file.isAbsent()).isTrue();
    assertThat(file.encode()).hasValue(new byte[0]);
    assertThat(file.origin().line(0)).isEqualTo(1);
    assertThat(file.withText("", it -> it)).hasValue(file);
    assertThat(file.withText("x = 1\n", it -> it)).hasValue(SourceText.of("x = 1\n"));
  }

  @Test
  void anEncodingThatLacksACharacterGivesNoBytes() {
    byte[] bytes = "# coding: latin-1\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(decoded(bytes).withText("€", offset -> offset)).isEmpty();
  }

  private static Charset charset(byte[] bytes) {
    return ((PlainText) decoded(bytes)).charset();
  }

  @Test
  void theCommonLineEndIsThatOfMostLines() {
    assertThat(SourceText.lineEndOf("a\r\nb\r\nc\n")).isEqualTo("\r\n");
    assertThat(SourceText.lineEndOf("a\rb\rc\n")).isEqualTo("\r");
    assertThat(SourceText.lineEndOf("a")).isEqualTo("\n");
    assertThat(SourceText.lineEndOf("a\r\nb\n")).isEqualTo("\n");
    assertThat(SourceText.lineEndOf("a\rb\n")).isEqualTo("\n");
    assertThat(SourceText.lineEndOf("a\rb\r\n")).isEqualTo("\r\n");
  }

  @Test
  void linesAndColumnsAreThoseOfPython() {
    LineMap lines = LineMap.of("a\r\nbé\fc\rd😀e\n");
    assertThat(lines.lineCount()).isEqualTo(4);
    assertThat(lines.line(0)).isEqualTo(1);
    assertThat(lines.line(3)).isEqualTo(2);
    assertThat(lines.textOf(2)).isEqualTo("bé\fc");
    int e = "a\r\nbé\fc\rd😀".length();
    assertThat(lines.line(e)).isEqualTo(3);
    assertThat(lines.column(e)).isEqualTo(3);
    assertThat(lines.utf8Column(e)).isEqualTo(5);
  }

  @Test
  void columnsCountTheBytesOfUtf8() {
    String text = "\u007F\u0080\u07FF\u0800\uD83D\uDE00.";
    LineMap lines = LineMap.of(text);
    assertThat(IntStream.of(0, 1, 2, 3, 4, 6).map(lines::utf8Column))
        .containsExactly(0, 1, 3, 5, 8, 12);
  }

  @Test
  void linesOfEqualTextsAreEqual() {
    LineMap lines = LineMap.of("a\nb");
    assertThat(lines.isOf("a\nb")).isTrue();
    assertThat(lines.isOf("a\nc")).isFalse();
    assertThat(lines.starts())
        .isEqualTo(LineStarts.of("c\nd"))
        .hasSameHashCodeAs(LineStarts.of("c\nd"));
    assertThat(lines.starts()).isNotEqualTo(LineStarts.of("ab\n"));
  }

  @Test
  void spansThatTouchShareNothing() {
    Span first = new Span(0, 2);
    Span second = new Span(2, 4);
    assertThat(first.overlaps(second) || second.overlaps(first)).isFalse();
    assertThat(first.overlaps(new Span(1, 4)) && new Span(1, 4).overlaps(first)).isTrue();
    assertThat(Span.between(first, new Span(3, 4))).isEqualTo(new Span(2, 3));
    assertThat(first).isLessThan(new Span(0, 3)).isLessThan(second);
    assertThat(new Span(0, 9)).isLessThan(new Span(1, 2));
  }
}
