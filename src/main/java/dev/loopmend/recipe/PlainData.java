package dev.loopmend.recipe;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Texts, whole numbers, truth values, lists and mappings of texts as bytes: each value behind a
/// letter that says its kind, texts and counts behind their length.
final class PlainData {
  private PlainData() {}

  /// Whether a value can be written: it holds nothing but these kinds.
  static boolean isPlain(Object value) {
    return switch (value) {
      case String _, Integer _, Boolean _ -> true;
      case List<?> list -> list.stream().allMatch(PlainData::isPlain);
      case Map<?, ?> map ->
          map.keySet().stream().allMatch(String.class::isInstance)
              && map.values().stream().allMatch(PlainData::isPlain);
      case Object _ -> false;
    };
  }

  /// The bytes of values, one after the other.
  static byte[] bytes(List<Object> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Object value : values) {
        write(out, value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    switch (value) {
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(out, 'T', bytes.length);
        out.write(bytes);
      }
      case Integer number -> head(out, 'N', number);
      case Boolean truth -> head(out, 'B', truth ? 1 : 0);
      case List<?> list -> {
        head(out, 'L', list.size());
        for (Object item : list) {
          write(out, item);
        }
      }
      case Map<?, ?> map -> {
        head(out, 'M', map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          write(out, entry.getKey());
          write(out, entry.getValue());
        }
      }
      case Object other -> throw new IllegalArgumentException("no plain data: " + other);
    }
  }

  private static void head(DataOutputStream out, char kind, int number) throws IOException {
    out.writeByte(kind);
    out.writeInt(number);
  }

  /// The next value.
  static Object read(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    int number = in.readInt();
    return switch (kind) {
      case 'T' -> new String(in.readNBytes(number), StandardCharsets.UTF_8);
      case 'N' -> number;
      case 'B' -> number == 1;
      case 'L' -> {
        List<Object> list = new ArrayList<>(number);
        for (int item = 0; item < number; item++) {
          list.add(read(in));
        }
        yield Collections.unmodifiableList(list);
      }
      case 'M' -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int entry = 0; entry < number; entry++) {
          map.put(String.valueOf(read(in)), read(in));
        }
        yield Collections.unmodifiableMap(map);
      }
      default -> throw new IOException("no plain data: " + kind);
    };
  }

  /// A value that was written as a list.
  @SuppressWarnings("unchecked") // lists are read as lists of values
  static List<Object> asList(Object value) {
    return (List<Object>) value;
  }

  /// A value that was written as a mapping.
  @SuppressWarnings("unchecked") // mappings are read as mappings of texts
  static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }
}
