package dev.loopmend.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// The Python text of a file, with what it takes to write the file back. A port: most files are
/// their text (`PlainText`), others hold it inside of something else.
public interface SourceText {

  /// What became of bytes that were read as a Python source.
  public sealed interface Decoding {
    /// The bytes are this text, and the text encodes back to the same bytes.
    record Decoded(SourceText source) implements Decoding {}

    /// The bytes are no text in the encoding that they claim, or it could not be written back. Line
    /// and column count from 1, both 0 where there is no place; `why` says what to do after a `;`.
    record Undecodable(int line, int column, String why) implements Decoding {
      Undecodable(String why) {
        this(0, 0, why);
      }
    }
  }

  /// Reads bytes as Python does: UTF-8 by its byte order mark, else the encoding that PEP 263
  /// declares, else UTF-8. Text that would not encode back to the same bytes is refused.
  static Decoding decode(byte[] bytes) {
    return PlainText.decode(bytes);
  }

  /// A text as it would be read from a UTF-8 file without a byte order mark.
  static SourceText of(String text) {
    return new PlainText(text, StandardCharsets.UTF_8, false);
  }

  /// The bytes that a text is in the encoding that it declares, UTF-8 if that does not suffice:
  /// what an editor would write.
  static byte[] bytesOf(String text) {
    return PlainText.bytesOf(text);
  }

  /// The Python, by which all offsets count (UTF-16 units from 0).
  String text();

  /// Where the text comes from in its file.
  Origin origin();

  /// The bytes of the file, or nothing if its encoding lacks a character of the text.
  Optional<byte[]> encode();

  /// Why the characters of a span cannot be replaced by others in this file, as a clause; nothing
  /// if they can.
  Optional<String> refusal(Span span, String replacement);

  /// The same file with another text, or nothing if it cannot hold that. `newOffset` tells of the
  /// offset of each character that stays where it is in the new text.
  Optional<SourceText> withText(String changed, IntUnaryOperator newOffset);

  /// Whether there is no such file yet: then its text is empty.
  default boolean isAbsent() {
    return false;
  }

  /// What new lines of the file end with: what most of its lines do.
  default String lineEnd() {
    return lineEndOf(text());
  }

  /// The spans that are Python each for itself: the cells of a notebook.
  default List<Span> parts() {
    return List.of(new Span(0, text().length()));
  }

  /// The same file in which some of its parts are taken for something else than Python.
  default SourceText without(List<Span> parts) {
    return this;
  }

  /// The line end that most lines of a text have: `\n`, `\r\n` or `\r`; ties go to the first named.
  static String lineEndOf(String text) {
    int lf = 0;
    int crlf = 0;
    int cr = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        lf++;
      } else if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        crlf++;
        at++;
      } else if (c == '\r') {
        cr++;
      }
    }
    return lf >= crlf && lf >= cr ? "\n" : crlf >= cr ? "\r\n" : "\r";
  }
}
