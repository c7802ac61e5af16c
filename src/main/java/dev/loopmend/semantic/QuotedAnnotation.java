package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.List;

/// Reads the text of a quoted annotation such as `"Optional[asyncio.Queue[int]]"` (PEP 563).
final class QuotedAnnotation {
  private static final int DEPTH = 8;

  private final RefReader refs;
  private final Scope scope;

  QuotedAnnotation(RefReader refs, Scope scope) {
    this.refs = refs;
    this.scope = scope;
  }

  /// The number of what the text says.
  int read(String text) {
    return read(text, 0);
  }

  private int read(String text, int depth) {
    if (depth > DEPTH || text.isEmpty()) {
      return Ref.UNKNOWN;
    }
    List<String> kinds = split(text, '|');
    if (kinds.size() > 1) {
      List<Integer> numbers = new ArrayList<>();
      kinds.forEach(it -> numbers.add(read(it, depth + 1)));
      return refs.number(new Ref.Union(List.copyOf(numbers)));
    }
    if (text.equals("None")) {
      return refs.number(new Ref.Nothing());
    }
    int open = text.indexOf('[');
    if (open > 0 && text.endsWith("]")) {
      List<Integer> arguments = new ArrayList<>();
      split(text.substring(open + 1, text.length() - 1), ',')
          .forEach(it -> arguments.add(read(it, depth + 1)));
      int outer = read(text.substring(0, open).strip(), depth + 1);
      return refs.number(new Ref.Subscripted(outer, List.copyOf(arguments)));
    }
    boolean plain = text.chars().allMatch(c -> Character.isJavaIdentifierPart(c) || c == '.');
    return plain ? dotted(text) : Ref.UNKNOWN;
  }

  private int dotted(String text) {
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() > DEPTH) {
      return Ref.UNKNOWN;
    }
    int at = refs.nameIn(scope, parts.getFirst());
    for (String part : parts.subList(1, parts.size())) {
      at = refs.number(new Ref.Member(at, refs.text(part)));
    }
    return at;
  }

  /// The parts between separators that are in no bracket.
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == separator && depth == 0) {
        parts.add(text.substring(from, at).strip());
        from = at + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return parts;
  }
}
