package dev.loopmend.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/// Which words the bytes of a file hold, by their hashes: it may say that a word is there which is
/// not, once in many thousand, and never the other way round.
final class WordSet {
  private final int[] hashes;
  private final boolean everything;

  private WordSet(int[] hashes, boolean everything) {
    this.hashes = hashes;
    this.everything = everything;
  }

  /// Whether the file may hold a word.
  boolean mayHold(String word) {
    return holds(hash(word));
  }

  /// Whether the file may hold the word of a hash.
  boolean holds(int hash) {
    return everything || isWritten(hash);
  }

  /// Whether the word of a hash is written in the file; a name that is used there is, wherever it
  /// comes from.
  boolean isWritten(int hash) {
    return Arrays.binarySearch(hashes, hash) >= 0;
  }

  /// Whether all words of some hashes are written in the file.
  boolean areWritten(int[] hashesOfWords) {
    for (int hash : hashesOfWords) {
      if (!isWritten(hash)) {
        return false;
      }
    }
    return true;
  }

  /// Whether one of the words of some hashes is written in the file.
  boolean isAnyWritten(Set<Integer> some) {
    return some.size() < hashes.length
        ? some.stream().anyMatch(this::isWritten)
        : anyWritten(some::contains);
  }

  /// Whether any word may be there, unwritten: by a star import.
  boolean isOpen() {
    return everything;
  }

  /// Whether the hash of one of the words that are written in the file fits.
  boolean anyWritten(IntPredicate fits) {
    return Arrays.stream(hashes).anyMatch(fits);
  }

  /// Tells the hashes of the words that are written in the file.
  void forEach(IntConsumer told) {
    for (int hash : hashes) {
      told.accept(hash);
    }
  }

  /// The hash of a word.
  static int hash(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    return hash(bytes, 0, bytes.length);
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

  /// Collects the words of a file: open addressing, 0 for a free place.
  static final class Builder {
    private int[] table = new int[256];
    private int count;
    private boolean everything;

    /// Adds the word of a hash.
    void add(int hash) {
      if (hash == 0) {
        return;
      }
      int slot = slot(table, hash);
      if (table[slot] == hash) {
        return;
      }
      table[slot] = hash;
      count++;
      if (count * 2 > table.length) {
        grow();
      }
    }

    private static int slot(int[] table, int hash) {
      int slot = (hash * 0x9E3779B1) >>> 8 & (table.length - 1);
      while (table[slot] != 0 && table[slot] != hash) {
        slot = (slot + 1) & (table.length - 1);
      }
      return slot;
    }

    private void grow() {
      int[] larger = new int[table.length * 2];
      for (int hash : table) {
        if (hash != 0) {
          larger[slot(larger, hash)] = hash;
        }
      }
      table = larger;
    }

    /// Ex) `from app.jobs import *`: any name may come through
    void addEverything() {
      everything = true;
    }

    /// The set of the words; a word whose hash is 0 is always thought to be there.
    WordSet build() {
      int[] hashes = new int[count + 1];
      int at = 1; // the first stays 0
      for (int hash : table) {
        if (hash != 0) {
          hashes[at++] = hash;
        }
      }
      Arrays.sort(hashes);
      return new WordSet(hashes, everything);
    }
  }
}
