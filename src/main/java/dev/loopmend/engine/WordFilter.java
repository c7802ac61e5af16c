package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells from a file's bytes, without parsing, which recipes could find something in it: those of
/// whose required words it holds all. Words are found in comments and strings as well, so a filter
/// lets too much through and never too little.
final class WordFilter {
  private static final boolean[] WORD_BYTES = wordBytes();
  private static final byte STORED = '=';

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final byte[][] words;

  /// By number, whether a word must be the name of an attribute.
  private final boolean[] attributes;

  private final int[] table;
  private final List<Demand> demands = new ArrayList<>();

  /// Whether a recipe has to know what derives from classes: else headers are not read.
  private final boolean readsHeaders;

  /// Sets of word numbers, of which a recipe needs one whole set.
  private record Demand(String recipe, List<int[]> sets) {}

  WordFilter(Sought sought) {
    readsHeaders =
        sought.recipes().stream().anyMatch(it -> sought.of(it.id()).asked().subclasses());
    for (Recipe recipe : sought.recipes()) {
      List<int[]> sets = new ArrayList<>();
      for (Set<String> set : sought.of(recipe.id()).words()) {
        sets.add(
            set.stream()
                .mapToInt(word -> numbers.computeIfAbsent(word, _ -> numbers.size()))
                .toArray());
      }
      demands.add(new Demand(recipe.id(), sets));
    }
    words = new byte[numbers.size()][];
    attributes = new boolean[numbers.size()];
    numbers.forEach(
        (word, number) -> {
          attributes[number] = word.startsWith(".");
          words[number] = word.replace(".", "").getBytes(StandardCharsets.UTF_8);
        });
    table = new int[Integer.highestOneBit(Math.max(4, words.length)) * 8];
    for (int number = 0; number < words.length; number++) {
      int slot = WordSet.hash(words[number], 0, words[number].length) & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = number + 1;
    }
  }

  /// What the bytes of a file tell: the ids of the recipes that may find something in it, its
  /// words, and, if a recipe asks, what its classes may derive from.
  record Look(Set<String> candidates, WordSet words, ClassHeaders headers) {}

  /// Looks at the bytes of a file. Its folders count as words of it, since an import may name them
  /// by dots alone. Ex) `from . import jobs`
  Look look(String location, byte[] bytes) {
    boolean[] found = new boolean[words.length];
    WordSet.Builder all = new WordSet.Builder();
    ClassHeaders.Reader headers = new ClassHeaders.Reader(bytes);
    String[] parts = location.split("/", -1);
    for (int part = 0; part < parts.length - 1; part++) {
      byte[] folder = parts[part].getBytes(StandardCharsets.UTF_8);
      int hash = WordSet.hash(folder, 0, folder.length);
      all.add(hash);
      note(folder, 0, folder.length, hash, found);
    }
    int at = startOfText(bytes);
    while (at < bytes.length) {
      if (!isWordByte(bytes[at])) {
        at++;
        continue;
      }
      int start = at;
      int hash = 0;
      while (at < bytes.length && isWordByte(bytes[at])) {
        hash = WordSet.next(hash, bytes[at++]);
      }
      if (isStore(bytes, start, at)) {
        all.add(WordSet.finish(WordSet.next(hash, STORED)));
      }
      hash = WordSet.finish(hash);
      all.add(hash);
      note(bytes, start, at, hash, found);
      if (readsHeaders) {
        headers.word(start, at, hash);
      }
      if (isStarImport(bytes, start, at)) {
        all.addEverything();
      }
    }
    Set<String> candidates = new LinkedHashSet<>();
    for (Demand demand : demands) {
      if (demand.sets().stream().anyMatch(set -> holdsAll(found, set))) {
        candidates.add(demand.recipe());
      }
    }
    return new Look(candidates, all.build(), headers.build());
  }

  /// Ex) `box.worker = other`
  private static boolean isStore(byte[] bytes, int start, int end) {
    int at = end;
    while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at < bytes.length
        && bytes[at] == STORED
        && (at + 1 == bytes.length || bytes[at + 1] != STORED)
        && start > 0
        && bytes[start - 1] == '.';
  }

  /// The word for attributes of a name to which something is assigned, as the words of a file hold
  /// it besides the name.
  static String stored(String attribute) {
    return attribute + (char) STORED;
  }

  /// Ex) `import *`; a backslash and a line break may stand before the star
  private static boolean isStarImport(byte[] bytes, int start, int end) {
    if (end - start != 6 || bytes[start] != 'i' || bytes[end - 1] != 't') {
      return false;
    }
    int at = end;
    while (at < bytes.length && (bytes[at] <= ' ' || bytes[at] == '\\')) {
      at++;
    }
    return at < bytes.length && bytes[at] == '*';
  }

  /// A byte order mark is no part of the first word.
  private static int startOfText(byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }

  private void note(byte[] bytes, int start, int end, int hash, boolean[] found) {
    int slot = hash & (table.length - 1);
    while (table[slot] != 0) {
      byte[] word = words[table[slot] - 1];
      if (Arrays.equals(word, 0, word.length, bytes, start, end)
          && (!attributes[table[slot] - 1] || mayBeAttribute(bytes, start))) {
        // The word may be there again, with a dot or without one.
        found[table[slot] - 1] = true;
      }
      slot = (slot + 1) & (table.length - 1);
    }
  }

  /// Ex) `stop.set`, also with white space, a line break or a comment behind the dot
  private static boolean mayBeAttribute(byte[] bytes, int start) {
    int at = start - 1;
    while (at >= 0 && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\f')) {
      at--;
    }
    return at >= 0 && (bytes[at] == '.' || bytes[at] == '\n' || bytes[at] == '\r');
  }

  private static boolean holdsAll(boolean[] found, int[] set) {
    for (int number : set) {
      if (!found[number]) {
        return false;
      }
    }
    return true;
  }

  static boolean isWordByte(byte b) {
    return WORD_BYTES[b & 0xFF];
  }

  /// Bytes above ASCII count as letters: they are parts of identifiers in every encoding.
  private static boolean[] wordBytes() {
    boolean[] found = new boolean[256];
    for (int b = 0; b < found.length; b++) {
      found[b] = b == '_' || b >= 0x80 || Character.isLetterOrDigit(b);
    }
    return found;
  }
}
