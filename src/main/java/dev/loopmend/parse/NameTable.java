package dev.loopmend.parse;

import dev.loopmend.syntax.TokenTable;
import java.text.Normalizer;
import java.util.Arrays;

/// The names of a file, each kept once however often it is written.
final class NameTable {
  private final TokenTable tokens;
  private String[] slots = new String[256];
  private int count;

  NameTable(TokenTable tokens) {
    this.tokens = tokens;
  }

  /// The name that a token is, as Python compares it (Language Reference, 2.3: in NFKC).
  String of(int token) {
    String written = tokens.text(token);
    int slot = slotOf(slots, written);
    String known = slots[slot];
    if (known != null) {
      return known;
    }
    String name = isPlain(written) ? written : Normalizer.normalize(written, Normalizer.Form.NFKC);
    if (!name.equals(written)) {
      return name;
    }
    slots[slot] = name;
    if (++count > slots.length / 2) {
      grow();
    }
    return name;
  }

  private static int slotOf(String[] slots, String name) {
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 12) & slots.length - 1;
    while (slots[slot] != null && !slots[slot].equals(name)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    String[] larger = new String[slots.length * 2];
    for (String name : Arrays.asList(slots)) {
      if (name != null) {
        larger[slotOf(larger, name)] = name;
      }
    }
    slots = larger;
  }

  private static boolean isPlain(String name) {
    for (int at = 0; at < name.length(); at++) {
      if (name.charAt(at) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
