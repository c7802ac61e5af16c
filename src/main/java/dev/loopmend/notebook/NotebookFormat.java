package dev.loopmend.notebook;

import dev.loopmend.text.Formats;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Python files, and the code of notebooks.
public final class NotebookFormat implements Formats {
  private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  /// The notebook of an example: as Jupyter writes it, with one cell in each of these.
  private static final String HEAD = "{\n \"cells\": [";

  private static final String CELL_START =
      """
      {
       "cell_type": "code",
       "execution_count": null,
       "metadata": {},
       "outputs": [],
       "source": \
      """
          .indent(2)
          .stripTrailing();

  private static final String CELL_END = "\n  }";

  private static final String END =
      """

       ],
       "metadata": {
        "language_info": {
         "name": "python"
        }
       },
       "nbformat": 4,
       "nbformat_minor": 4
      }
      """;

  private static final JsonStyle STYLE = new JsonStyle(false, ", ");

  @Override
  public SourceText.Decoding decode(String path, byte[] bytes) {
    return Formats.isNotebook(path) ? decode(bytes) : SourceText.decode(bytes);
  }

  private static SourceText.Decoding decode(byte[] bytes) {
    boolean mark =
        bytes.length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    int from = mark ? MARK.length : 0;
    String json = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    // Where something was replaced, U+FFFD stands, which may also stand in the file itself.
    if (json.indexOf('\uFFFD') >= 0 && !Arrays.equals(encoded(json, mark), bytes)) {
      return misfit(bytes, from);
    }
    return switch (NotebookReader.read(json, mark)) {
      case Document.Reading.Refused(int line, int column, String why) ->
          new SourceText.Decoding.Undecodable(line, column, why);
      case Document.Reading.Read(Document document) ->
          new SourceText.Decoding.Decoded(NotebookText.of(document));
    };
  }

  private static byte[] encoded(String json, boolean mark) {
    return ((mark ? "\uFEFF" : "") + json).getBytes(StandardCharsets.UTF_8);
  }

  /// Says where the bytes stop being text.
  private static SourceText.Decoding misfit(byte[] bytes, int from) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer before = CharBuffer.allocate(bytes.length - from);
    decoder.decode(ByteBuffer.wrap(bytes, from, bytes.length - from), before, true);
    before.flip();
    LineMap lines = LineMap.of(before.toString());
    int end = before.length();
    return new SourceText.Decoding.Undecodable(
        lines.line(end), lines.column(end), "it is not valid UTF-8, as a notebook has to be");
  }

  @Override
  public SourceText made(String path, String text) {
    if (!Formats.isNotebook(path)) {
      return SourceText.of(text);
    }
    StringBuilder json = new StringBuilder(HEAD);
    List<String> cells = ExampleCells.of(text);
    for (int at = 0; at < cells.size(); at++) {
      String source = JsonSource.of(cells.get(at), STYLE, "\n    ").json();
      json.append(at == 0 ? "\n" : ",\n");
      json.append(CELL_START).append(' ').append(source).append(CELL_END);
    }
    byte[] bytes = json.append(END).toString().getBytes(StandardCharsets.UTF_8);
    return switch (decode(bytes)) {
      case SourceText.Decoding.Decoded(SourceText source) -> source;
      case SourceText.Decoding.Undecodable it -> throw new IllegalStateException(it.why());
    };
  }
}
