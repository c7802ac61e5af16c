package dev.loopmend.parse;

import static java.text.Normalizer.Form.NFKC;

import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The names of a file, each kept once however often it is written. They have numbers from 0.
final class NameTable {
  /// Not the number of a name.
  static final int NONE = -1;

  private final String text;
  private final char[] chars;
  private int[] slots = new int[256];
  private int[] starts = new int[128];
  private int[] ends = new int[128];
  private int[] hashes = new int[128];
  private @Nullable String[] texts = new String[128];
  private int count;

  /// An empty table of the names in a text, whose characters begin an array.
  NameTable(String text, char[] chars) {
    this.text = text;
    this.chars = chars;
  }

  /// The number of the name that stands from `start` to `end`. The hash is the same wherever the
  /// name stands.
  int numberOf(int start, int end, int hash) {
    int slot = (hash ^ hash >>> 10) & slots.length - 1;
    while (true) {
      int name = slots[slot] - 1;
      if (name < 0) {
        return add(slot, start, end, hash);
      }
      if (hashes[name] == hash && isSame(name, start, end)) {
        return name;
      }
      slot = slot + 1 & slots.length - 1;
    }
  }

  private boolean isSame(int name, int start, int end) {
    int known = starts[name];
    if (ends[name] - known != end - start) {
      return false;
    }
    for (int at = start; at < end; at++) {
      if (chars[known++] != chars[at]) {
        return false;
      }
    }
    return true;
  }

  private int add(int slot, int start, int end, int hash) {
    int name = count++;
    if (name == starts.length) {
      starts = Arrays.copyOf(starts, name * 2);
      ends = Arrays.copyOf(ends, name * 2);
      hashes = Arrays.copyOf(hashes, name * 2);
      texts = Arrays.copyOf(texts, name * 2);
    }
    starts[name] = start;
    ends[name] = end;
    hashes[name] = hash;
    slots[slot] = name + 1;
    if (count > slots.length / 2) {
      grow();
    }
    return name;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int name = 0; name < count; name++) {
      int slot = (hashes[name] ^ hashes[name] >>> 10) & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = name + 1;
    }
  }

  /// The number of a name that is given by its characters, or NONE if it stands nowhere.
  int find(String word) {
    for (int name = 0; name < count; name++) {
      if (ends[name] - starts[name] == word.length() && written(name).equals(word)) {
        return name;
      }
    }
    return NONE;
  }

  private String written(int name) {
    return text.substring(starts[name], ends[name]);
  }

  private boolean isPlain(int name) {
    for (int at = starts[name]; at < ends[name]; at++) {
      if (chars[at] >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// A name as Python compares it (Language Reference, 2.3: in NFKC).
  String text(int name) {
    String made = texts[name];
    if (made == null) {
      made = isPlain(name) ? written(name) : Normalizer.normalize(written(name), NFKC);
      texts[name] = made;
    }
    return made;
  }
}
