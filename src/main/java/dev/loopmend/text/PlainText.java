package dev.loopmend.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Python file as it stands: its text, its encoding and whether a byte order mark stood before
/// it. The mark is no part of `text`, so offsets start behind it.
public record PlainText(String text, Charset charset, boolean byteOrderMark) implements SourceText {
  private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /// The declaration of PEP 263 as the tokenizer reads it: in one of the first two lines, which
  /// hold nothing else but white space.
  private static final Pattern DECLARATION =
      Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");

  /// What separates the words of an encoding's name (`encodings.normalize_encoding`).
  private static final Pattern OTHER_CHARACTERS = Pattern.compile("[^a-z0-9.]+");

  /// The tokenizer knows Latin-1 by these names. Ex) Emacs writes `latin-1-unix`
  private static final Pattern LATIN1 =
      Pattern.compile("(?:latin-1|iso-8859-1|iso-latin-1)(?:-.*)?");

  private static final Pattern BLANK = Pattern.compile("^[ \\t\\f]*(?:#.*)?$");

  /// Reads bytes as Python does: UTF-8 by its byte order mark, else the encoding that PEP 263
  /// declares, else UTF-8. Text that would not encode back to the same bytes is refused.
  static Decoding decode(byte[] bytes) {
    if (isUtf16(bytes)) {
      return new Decoding.Undecodable("it is UTF-16, which Python does not read; save it as UTF-8");
    }
    boolean mark = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, UTF8_MARK, 0, 3);
    Optional<String> declared = declaredEncoding(bytes, mark ? 3 : 0);
    Charset charset = StandardCharsets.UTF_8;
    // CPython takes no other name than utf-8 behind a mark, not even utf8.
    boolean contradicts = mark && declared.filter(name -> !isPlainUtf8(name)).isPresent();
    if (declared.isPresent() && (contradicts || !isUtf8(declared.get()))) {
      if (mark) {
        return new Decoding.Undecodable(
            "it has a UTF-8 byte order mark but declares the encoding "
                + declared.get()
                + "; take one of them away");
      }
      Optional<Charset> known = charset(declared.get());
      if (known.isEmpty()) {
        return new Decoding.Undecodable(
            "it declares the unknown encoding " + declared.get() + "; save it as UTF-8");
      }
      charset = known.get();
    }
    return decode(bytes, mark, charset);
  }

  private static Decoding decode(byte[] bytes, boolean mark, Charset charset) {
    int from = mark ? 3 : 0;
    if (charset.equals(StandardCharsets.UTF_8)) {
      // The decoder of `String` is many times faster; where it had to replace something it says so
      // with U+FFFD, which may also stand in the file itself.
      String text = new String(bytes, from, bytes.length - from, charset);
      if (text.indexOf('\uFFFD') < 0) {
        return new Decoding.Decoded(new PlainText(text, charset, mark));
      }
    }
    try {
      CharBuffer decoded =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
      PlainText source = new PlainText(decoded.toString(), charset, mark);
      boolean plain = charset.equals(StandardCharsets.UTF_8);
      if (!plain && !source.encode().map(back -> Arrays.equals(back, bytes)).orElse(false)) {
        return new Decoding.Undecodable(
            "its text does not encode back to its bytes; save it as UTF-8");
      }
      return new Decoding.Decoded(source);
    } catch (CharacterCodingException e) {
      return misfit(bytes, from, charset);
    }
  }

  static byte[] bytesOf(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    return declaredEncoding(plain, 0)
        .flatMap(PlainText::charset)
        .flatMap(charset -> new PlainText(text, charset, false).encode())
        .orElse(plain);
  }

  /// Ex) `FF FE 69 00`: the byte order mark of UTF-16, which no Python source begins with
  private static boolean isUtf16(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return bytes.length % 2 == 0 && (mark == 0xFFFE || mark == 0xFEFF);
  }

  /// Says where the bytes stop being text.
  private static Decoding misfit(byte[] bytes, int from, Charset charset) {
    CharBuffer before = CharBuffer.allocate(bytes.length - from);
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
    charset.newDecoder().decode(rest, before, true);
    before.flip();
    LineMap lines = LineMap.of(before.toString());
    String why =
        "it is not valid %s; save it as UTF-8 or declare its encoding in the first line (PEP 263)"
            .formatted(charset.name());
    return new Decoding.Undecodable(
        lines.line(before.length()), lines.column(before.length()), why);
  }

  @Override
  public Optional<String> refusal(Span span, String replacement) {
    return charset.newEncoder().canEncode(replacement)
        ? Optional.empty()
        : Optional.of("the encoding of the file lacks a character of the fix");
  }

  @Override
  public Optional<byte[]> encode() {
    try {
      ByteBuffer encoded =
          charset
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[(byteOrderMark ? 3 : 0) + encoded.remaining()];
      if (byteOrderMark) {
        System.arraycopy(UTF8_MARK, 0, bytes, 0, 3);
      }
      encoded.get(bytes, byteOrderMark ? 3 : 0, encoded.remaining());
      return Optional.of(bytes);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<SourceText> withText(String changed, IntUnaryOperator newOffset) {
    PlainText next = new PlainText(changed, charset, byteOrderMark);
    return next.encode().isPresent() ? Optional.of(next) : Optional.empty();
  }

  @Override
  public Origin origin() {
    return LineMap.of(text);
  }

  private static Optional<String> declaredEncoding(byte[] bytes, int from) {
    int at = from;
    for (int line = 0; line < 2 && at < bytes.length; line++) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      String text = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
      Matcher declaration = DECLARATION.matcher(text);
      if (declaration.find()) {
        return Optional.of(declaration.group(1));
      }
      if (!BLANK.matcher(text).matches()) {
        return Optional.empty();
      }
      boolean pair = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
      at = end + (pair ? 2 : 1);
    }
    return Optional.empty();
  }

  private static boolean isPlainUtf8(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return plain.equals("utf-8") || plain.startsWith("utf-8-");
  }

  private static boolean isUtf8(String name) {
    return isPlainUtf8(name) || name.equalsIgnoreCase("utf8");
  }

  /// Python's names for an encoding that Java spells otherwise (`codecs`, Standard Encodings).
  private static Optional<Charset> charset(String name) {
    String plain = OTHER_CHARACTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    plain = LATIN1.matcher(plain).matches() ? "latin1" : plain.replaceAll("^-|-$", "");
    String known =
        switch (plain) {
          case "latin1", "latin", "l1", "8859", "iso8859" -> "ISO-8859-1";
          case "latin-2", "latin2", "l2" -> "ISO-8859-2";
          case "latin-9", "latin9", "l9" -> "ISO-8859-15";
          case "ascii", "646" -> "US-ASCII";
          case "u8", "utf", "utf8" -> "UTF-8";
          // Java's charset of the name "cp932" is IBM's.
          case "932", "cp932", "ms932", "mskanji", "ms-kanji" -> "windows-31j";
          case "949", "cp949", "ms949", "uhc" -> "x-windows-949";
          case "mac-roman", "macroman", "macintosh" -> "x-MacRoman";
          default -> plain;
        };
    try {
      Charset charset = Charset.forName(known);
      return charset.canEncode() ? Optional.of(charset) : Optional.empty();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
