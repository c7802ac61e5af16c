package dev.loopmend.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
}
