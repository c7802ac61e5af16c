package dev.loopmend.notebook;

import dev.loopmend.text.LineMap;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds in a cell what IPython reads before Python does (`IPython.core.inputtransformer2`):
/// magics, shell lines, help. It looks at the start of logical lines and behind an assignment only,
/// so that `%` inside brackets or strings stays Python.
final class Magics {
  private static final Pattern CELL_MAGIC = Pattern.compile("[ \\t]*%%(\\S+).*");
  private static final Pattern LINE_MAGIC = Pattern.compile("%(\\w+)[ \\t]*");

  /// Statements that cannot stand behind another one on its line.
  private static final Pattern COMPOUND =
      Pattern.compile("(for|while|if|with|try|def|class|async|match)\\b.*|@.*");

  /// Stands for a magic: a statement wherever one may stand, and a comment.
  private static final String STATEMENT = "0#";

  private final StringBuilder text;
  private final LineMap lines;
  private final List<Span> magics = new ArrayList<>();
  private final List<Masked.Timed> timed = new ArrayList<>();
  private final List<String> opaque = new ArrayList<>();

  private Magics(String text) {
    this.text = new StringBuilder(text);
    this.lines = LineMap.of(text);
  }

  /// Masks the text of a code cell.
  static Masked mask(String text) {
    Magics magics = new Magics(text);
    magics.maskCell();
    return magics.masked();
  }

  /// A cell that is no Python at all, but may mean names of the notebook.
  static Masked opaque(String text) {
    Magics magics = new Magics(text);
    magics.opaque.add(text);
    magics.comment(1);
    return magics.masked();
  }

  private Masked masked() {
    return new Masked(text.toString(), magics, timed, opaque);
  }

  private void maskCell() {
    int first = 1;
    while (first < lines.lineCount() && lines.textOf(first).isBlank()) {
      first++;
    }
    Matcher cell = CELL_MAGIC.matcher(lines.textOf(first));
    if (!cell.matches()) {
      maskLines(first);
      return;
    }
    String name = cell.group(1);
    if (MagicWords.TIMERS.containsKey(name)) {
      opaque.add(lines.textOf(first));
      mask(first, "#");
      timed.add(new Masked.Timed(new Span(lines.end(first), text.length() + 1), "%%" + name));
      maskLines(first + 1);
    } else if (MagicWords.WRAPPERS.contains(name)) {
      mask(first, "#");
      maskLines(first + 1);
    } else {
      if (MagicWords.WRITERS.contains(name)) {
        opaque.add(lines.textOf(first));
      } else if (!MagicWords.FOREIGN.contains(name)) {
        opaque.add(text.toString());
      }
      comment(first);
    }
  }

  /// Makes comments of all lines from one on.
  private void comment(int first) {
    for (int line = first; line <= lines.lineCount(); line++) {
      mask(line, "#");
    }
  }

  private void mask(int line, String by) {
    mask(lines.start(line), lines.end(line), by);
  }

  private void mask(int start, int end, String by) {
    if (start < end) {
      String part = by.substring(0, Math.min(by.length(), end - start));
      text.replace(start, start + part.length(), part);
      magics.add(new Span(start, end));
    }
  }

  private void maskLines(int from) {
    int line = from;
    while (line <= lines.lineCount()) {
      int start = lines.start(line);
      int end = lines.end(line);
      while (start < end && isSpace(text.charAt(start))) {
        start++;
      }
      boolean escaped = start < end && "%!?,;/".indexOf(text.charAt(start)) >= 0;
      line = escaped ? maskMagic(line, start, false) : maskWithin(line, start);
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }

  /// Masks a magic from an offset to the end of its line, and the lines that a backslash joins to
  /// it; gives the line behind. `value` if something is made of what it gives.
  private int maskMagic(int line, int start, boolean value) {
    int last = line;
    while (last < lines.lineCount() && lines.textOf(last).endsWith("\\")) {
      last++;
    }
    String magic = text.substring(start, lines.end(last));
    Matcher named = LINE_MAGIC.matcher(magic);
    String name = named.lookingAt() ? named.group(1) : "";
    Set<String> options = MagicWords.TIMERS.get(name);
    int code = options == null ? -1 : start + codeAt(magic, named.end(), options);
    if (code >= 0 && last == line && isSimple(text.substring(code, lines.end(line)))) {
      String filler = value ? "" : "pass;";
      mask(start, code, filler + " ".repeat(code - start - filler.length()));
      timed.add(new Masked.Timed(new Span(start, lines.end(line) + 1), "%" + name));
      return line + 1;
    }
    boolean shell = magic.startsWith("!") && magic.indexOf('{') < 0;
    if (!shell && !magic.startsWith("?")) {
      opaque.add(magic);
    }
    mask(start, lines.end(line), STATEMENT);
    for (int next = line + 1; next <= last; next++) {
      mask(next, "#");
    }
    return last + 1;
  }

  /// Where the code of a magic starts, behind its options. Ex) `%timeit -n 10 -q load()`
  private static int codeAt(String magic, int from, Set<String> withValue) {
    int at = from;
    while (at < magic.length() && magic.charAt(at) == '-') {
      int end = endOfWord(magic, at);
      boolean value = withValue.contains(magic.substring(at, end));
      at = endOfSpace(magic, end);
      if (value) {
        at = endOfSpace(magic, endOfWord(magic, at));
      }
    }
    return at;
  }

  private static int endOfWord(String magic, int from) {
    int at = from;
    while (at < magic.length() && !isSpace(magic.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfSpace(String magic, int from) {
    int at = from;
    while (at < magic.length() && isSpace(magic.charAt(at))) {
      at++;
    }
    return at;
  }

  /// Whether code may stand behind a semicolon, all on one line.
  private static boolean isSimple(String code) {
    LogicalLine line = LogicalLine.of(code, 0);
    return !code.isBlank()
        && !COMPOUND.matcher(code).matches()
        && line.end() == code.length()
        && line.isWhole()
        && line.magicAt() < 0;
  }

  /// Masks what follows an assignment, or a question, in a logical line that begins as Python does;
  /// gives the line behind it.
  private int maskWithin(int line, int start) {
    LogicalLine logical = LogicalLine.of(text, start);
    int last = lines.line(logical.end());
    if (logical.isQuestion()) {
      mask(start, lines.end(line), STATEMENT);
      for (int next = line + 1; next <= last; next++) {
        mask(next, "#");
      }
    } else if (logical.magicAt() >= 0) {
      return maskMagic(lines.line(logical.magicAt()), logical.magicAt(), true);
    }
    return last + 1;
  }
}
