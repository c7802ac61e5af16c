package dev.loopmend.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// `working-tree-encoding` (gitattributes(5)): a commit holds UTF-8, a work tree another encoding.
final class Transcoding {
  private Transcoding() {}

  /// The bytes of a commit as a work tree holds them; fails where they would not come back.
  static byte[] toWorkTree(String path, byte[] bytes, String encoding) throws IOException {
    byte[] there = convert(path, bytes, StandardCharsets.UTF_8, charset(path, encoding));
    if (!Arrays.equals(toCommit(path, there, encoding), bytes)) {
      throw misfit(path, encoding);
    }
    return there;
  }

  /// The bytes of a work tree as a commit holds them.
  static byte[] toCommit(String path, byte[] bytes, String encoding) throws IOException {
    return convert(path, bytes, charset(path, encoding), StandardCharsets.UTF_8);
  }

  private static Charset charset(String path, String encoding) throws IOException {
    try {
      return Charset.forName(encoding);
    } catch (IllegalArgumentException e) {
      throw misfit(path, encoding);
    }
  }

  private static byte[] convert(String path, byte[] bytes, Charset from, Charset to)
      throws IOException {
    try {
      CharBuffer text =
          from.newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      ByteBuffer encoded =
          to.newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(text);
      byte[] converted = new byte[encoded.remaining()];
      encoded.get(converted);
      return converted;
    } catch (CharacterCodingException e) {
      throw misfit(path, to.name());
    }
  }

  private static IOException misfit(String path, String encoding) {
    return CommitTree.refused(path, "it does not fit its working-tree-encoding " + encoding);
  }
}
