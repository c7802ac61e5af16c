package dev.loopmend.engine;

import java.nio.charset.StandardCharsets;

/// Which words the bytes of a file hold, in a few bytes (a Bloom filter): it may say that a word is
/// there which is not, and never the other way round.
final class WordSet {
  /// Bits for each byte of a file: with a name every six bytes, most of them repeated, few bits are
  /// set.
  private static final int BYTES_PER_BIT = 2;

  private static final int MOST_BITS = 1 << 17;

  private final long[] bits;
  private boolean everything;

  /// A set for the words of a file of so many bytes.
  WordSet(int length) {
    int wanted = Math.clamp(length / BYTES_PER_BIT, 64, MOST_BITS);
    this.bits = new long[Math.max(1, Integer.highestOneBit(wanted) * 2 / Long.SIZE)];
  }

  /// Adds the word of a hash.
  void add(int hash) {
    set(hash);
    set(second(hash));
  }

  /// Ex) `from app.jobs import *`: any name may come through
  void addEverything() {
    everything = true;
  }

  /// Whether the file may hold a word.
  boolean mayHold(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int hash = hash(bytes, 0, bytes.length);
    return everything || (isSet(hash) && isSet(second(hash)));
  }

  /// The hash of a word of UTF-8.
  static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int at = from; at < to; at++) {
      hash = next(hash, bytes[at]);
    }
    return finish(hash);
  }

  static int next(int hash, byte b) {
    return hash * 31 + b;
  }

  static int finish(int hash) {
    return hash ^ (hash >>> 15);
  }

  private static int second(int hash) {
    return (hash * 0x9E3779B1) >>> 7;
  }

  private void set(int hash) {
    int bit = hash & (bits.length * Long.SIZE - 1);
    bits[bit >>> 6] |= 1L << bit;
  }

  private boolean isSet(int hash) {
    int bit = hash & (bits.length * Long.SIZE - 1);
    return (bits[bit >>> 6] & 1L << bit) != 0;
  }
}
