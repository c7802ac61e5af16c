package dev.loopmend.text;

/// A half-open range of a text, in UTF-16 units from 0. An empty span is a place between two
/// characters. A span whose end lies before its start, or that starts below 0, is refused.
public record Span(int start, int end) implements Comparable<Span> {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no span from " + start + " to " + end);
    }
  }

  /// The empty span at an offset.
  public static Span at(int offset) {
    return new Span(offset, offset);
  }

  /// What stands between a span and one behind it.
  public static Span between(Span first, Span second) {
    int from = first.end();
    int to = second.start();
    return new Span(from, to);
  }

  /// How many UTF-16 units the span covers.
  public int length() {
    return end - start;
  }

  public boolean isEmpty() {
    return start == end;
  }

  /// Whether the other span lies inside this one, borders included.
  public boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  /// Whether the offset is that of a character inside the span.
  public boolean contains(int offset) {
    return start <= offset && offset < end;
  }

  /// Whether the two share a character; spans that only touch share none.
  public boolean overlaps(Span other) {
    return start < other.end && other.start < end;
  }

  /// The characters of the text that the span covers.
  public String of(String text) {
    return text.substring(start, end);
  }

  /// Orders by start, then by end.
  @Override
  public int compareTo(Span other) {
    int byStart = Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}
