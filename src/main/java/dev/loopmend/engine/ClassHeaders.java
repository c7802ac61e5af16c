package dev.loopmend.engine;

import dev.loopmend.semantic.IntList;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// What the classes of a file may derive from, and which other names it gives to what, by the
/// hashes of words: from its bytes, in comments and strings too, so there is rather too much of it.
final class ClassHeaders {
  private final int[] types;
  private final int[] derived;
  private final int[] renamed;
  private final boolean open;

  private ClassHeaders(int[] types, int[] derived, int[] renamed, boolean open) {
    this.types = types;
    this.derived = derived;
    this.renamed = renamed;
    this.open = open;
  }

  /// Is told of two words by their hashes.
  @FunctionalInterface
  interface Pair {
    void of(int word, int other);
  }

  /// Tells of each class.
  void defined(IntConsumer told) {
    Arrays.stream(types).forEach(told);
  }

  /// Tells of each class and each word in its header.
  void derived(Pair told) {
    tell(derived, told);
  }

  /// Tells of each word and what it is another name of. Ex) `import Base as Other`, `Other = Base`
  void renamed(Pair told) {
    tell(renamed, told);
  }

  private static void tell(int[] pairs, Pair told) {
    for (int at = 0; at < pairs.length; at += 2) {
      told.of(pairs[at], pairs[at + 1]);
    }
  }

  /// Whether a header is too long to be read: a class may derive from anything.
  boolean isOpen() {
    return open;
  }

  /// Reads the headers of a file, word by word.
  static final class Reader {
    /// Behind so many bytes a header is thought to name everything.
    private static final int LONGEST_HEADER = 4096;

    private final byte[] bytes;
    private final IntList types = new IntList();
    private final IntList derived = new IntList();
    private final IntList renamed = new IntList();

    /// Names in functions that do not look like those of classes: few of them are.
    private final IntList local = new IntList();

    private boolean open;
    private int before;
    private int startBefore;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    /// Looks at the words of the file one after the other: a word by its place and hash.
    void word(int start, int end, int hash) {
      if (isWord(start, end, "class") && !open) {
        header(end);
      } else if (isWord(start, end, "as")) {
        importItem(skipBlanks(end));
      } else if (isLast(end)) {
        assignment(start, hash);
      }
      before = hash;
      startBefore = start;
    }

    ClassHeaders build() {
      for (int at = 0; at < local.size(); at += 2) {
        if (isBase(local.get(at))) {
          renamed.add(local.get(at), local.get(at + 1));
        }
      }
      return new ClassHeaders(types.toArray(), derived.toArray(), renamed.toArray(), open);
    }

    private boolean isBase(int word) {
      for (int at = 1; at < derived.size(); at += 2) {
        if (derived.get(at) == word) {
          return true;
        }
      }
      return false;
    }

    private boolean isWord(int start, int end, String word) {
      if (end - start != word.length()) {
        return false;
      }
      for (int at = start; at < end; at++) {
        if (bytes[at] != word.charAt(at - start)) {
          return false;
        }
      }
      return true;
    }

    /// Whether nothing but a comment stands behind a place on its line.
    private boolean isLast(int end) {
      int behind = skipBlanks(end);
      return behind >= bytes.length || "\r\n#;".indexOf(bytes[behind]) >= 0;
    }

    /// Ex) `X as Y` of `from library import X as Y, Z`, not that of `with X as Y:`
    private void importItem(int name) {
      int end = endOfWord(name);
      int behind = skipBlanks(end);
      int at = startBefore - 1;
      while (at >= 0 && (isBlank(bytes[at]) || bytes[at] == '.')) {
        at--;
      }
      boolean opens = at < 0 || "\r\n,(".indexOf(bytes[at]) >= 0 || isBehind(at + 1, "import");
      boolean closes = behind >= bytes.length || "\r\n#;,)".indexOf(bytes[behind]) >= 0;
      if (end > name && opens && closes) {
        renamed.add(WordSet.hash(bytes, name, end), before);
      }
    }

    private boolean isBehind(int end, String word) {
      int start = end - word.length();
      return start >= 0 && isWord(start, end, word);
    }

    /// Ex) `Base = Other = library.Base`, `Base: type = library.Base`
    private void assignment(int start, int hash) {
      int equals = start - 1;
      while (equals >= 0
          && (isBlank(bytes[equals])
              || bytes[equals] == '.'
              || WordFilter.isWordByte(bytes[equals]))) {
        equals--;
      }
      if (equals < 0 || bytes[equals] != '=') {
        return;
      }
      int at = skipBlanks(startOfLine(equals));
      while (at < equals) {
        int from = at;
        at = endOfWord(from);
        int behind = skipBlanks(at);
        if (at == from || (bytes[behind] != '=' && bytes[behind] != ':')) {
          return;
        }
        boolean isGlobal = from == startOfLine(from);
        boolean isClass = bytes[from] == '_' || (bytes[from] >= 'A' && bytes[from] <= 'Z');
        IntList names = isGlobal || isClass ? renamed : local;
        names.add(WordSet.hash(bytes, from, at), hash);
        at = bytes[behind] == ':' ? equals : skipBlanks(behind + 1);
      }
    }

    private int startOfLine(int from) {
      int at = from;
      while (at > 0 && bytes[at - 1] != '\n' && bytes[at - 1] != '\r') {
        at--;
      }
      return at;
    }

    /// Ex) `class Leaf[T](module.Base[T], metaclass=Meta):` derives from `Base`, by its words
    private void header(int end) {
      int name = skipBlanks(end);
      int at = endOfWord(name);
      int type = WordSet.hash(bytes, name, at);
      types.add(type);
      at = skipBlanks(at);
      int round = 0;
      int square = 0;
      int last = Math.min(bytes.length, at + LONGEST_HEADER);
      boolean isKeyword = false;
      while (at < last) {
        byte b = bytes[at];
        if (round + square > 0 && WordFilter.isWordByte(b)) {
          int from = at;
          at = endOfWord(from);
          if (square == 0 && !isKeyword) {
            derived.add(type, WordSet.hash(bytes, from, at));
          }
          continue;
        }
        round += b == '(' ? 1 : b == ')' ? -1 : 0;
        square += b == '[' ? 1 : b == ']' ? -1 : 0;
        isKeyword = round == 1 && (b == '=' || (isKeyword && b != ','));
        if (round + square <= 0 && !isBlank(b) && b != ']') {
          return;
        }
        at = b == '#' ? endOfLine(at) : b == '"' || b == '\'' ? endOfText(at) : at + 1;
      }
      open = last < bytes.length;
    }

    private int endOfWord(int from) {
      int at = from;
      while (at < bytes.length && WordFilter.isWordByte(bytes[at])) {
        at++;
      }
      return at;
    }

    private int skipBlanks(int from) {
      int at = from;
      while (at < bytes.length && (isBlank(bytes[at]) || isContinued(at))) {
        at += isBlank(bytes[at]) ? 1 : 2;
      }
      return at;
    }

    private static boolean isBlank(byte b) {
      return b == ' ' || b == '\t' || b == '\f';
    }

    /// A backslash before the end of a line.
    private boolean isContinued(int at) {
      return bytes[at] == '\\'
          && at + 1 < bytes.length
          && (bytes[at + 1] == '\n' || bytes[at + 1] == '\r');
    }

    private int endOfLine(int from) {
      int at = from;
      while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
      }
      return at;
    }

    /// Behind a string, of which nothing is read: a quoted base is none.
    private int endOfText(int from) {
      byte quote = bytes[from];
      boolean isLong = isThree(from, quote);
      int at = from + (isLong ? 3 : 1);
      while (at < bytes.length) {
        if (bytes[at] == '\\') {
          at += 2;
        } else if (isLong ? isThree(at, quote) : bytes[at] == quote) {
          return at + (isLong ? 3 : 1);
        } else {
          at++;
        }
      }
      return bytes.length;
    }

    private boolean isThree(int at, byte quote) {
      return at + 2 < bytes.length
          && bytes[at] == quote
          && bytes[at + 1] == quote
          && bytes[at + 2] == quote;
    }
  }
}
