package dev.loopmend.notebook;

import java.util.ArrayList;
import java.util.List;

/// The JSON value that holds the code of a cell: a string, or a list of strings that are one text
/// when they are joined. `json` is the value as it is written.
final class JsonSource {
  private final String json;
  private final boolean list;
  private final List<JsonItem> items;
  private final int[] starts;
  private final String text;

  private JsonSource(String json, boolean list, List<JsonItem> items) {
    this.json = json;
    this.list = list;
    this.items = List.copyOf(items);
    this.starts = new int[items.size() + 1];
    StringBuilder joined = new StringBuilder();
    for (int at = 0; at < items.size(); at++) {
      joined.append(items.get(at).text());
      starts[at + 1] = joined.length();
    }
    this.text = joined.toString();
  }

  /// The source that a valid JSON string or list of strings holds.
  static JsonSource of(String json) {
    boolean list = json.startsWith("[");
    List<JsonItem> items = new ArrayList<>();
    for (int at = json.indexOf('"'); at >= 0; at = json.indexOf('"', items.getLast().end())) {
      items.add(JsonItem.at(json, at));
    }
    return new JsonSource(json, list, items);
  }

  /// The source of a new cell, a list with one item a line.
  static JsonSource of(String text, JsonStyle style, String space) {
    return new JsonSource("[]", true, List.of()).of(lines(text), style, space);
  }

  String json() {
    return json;
  }

  /// The code.
  String text() {
    return text;
  }

  /// The offset in `json` of a character of the code; for the end of the code that of what follows.
  int offset(int at) {
    int item = itemOf(at);
    return item < 0 ? json.length() - 1 : items.get(item).offset(at - starts[item]);
  }

  /// The number of the item that holds the character at an offset; the last one for the end of the
  /// code, -1 if there are none.
  private int itemOf(int at) {
    int item = items.size() - 1;
    while (item > 0 && starts[item] > at) {
      item--;
    }
    // Ex) an empty item behind the one that ends here
    while (item > 0 && at == text.length() && starts[item] == at) {
      item--;
    }
    return item;
  }

  /// The source with some characters of the code replaced. What is written for others stays; new
  /// lines of a list become items like their neighbours.
  JsonSource replaced(int start, int end, String replacement, JsonStyle style) {
    if (items.isEmpty()) {
      return list ? of(lines(replacement), style, "") : this;
    }
    String written = style.escaped(replacement);
    if (!list) {
      return of(json.substring(0, offset(start)) + written + json.substring(offset(end)));
    }
    int first = firstItem(start);
    int last = start == end ? first : itemOf(end - 1);
    String before = raw(first, 0, start - starts[first]);
    String after = raw(last, end - starts[last], items.get(last).text().length());
    JsonItem joined = JsonItem.at("\"" + before + written + after + "\"", 0);
    boolean ends = joined.text().isEmpty() || endsLine(joined.text());
    if (!ends && last + 1 < items.size()) {
      last++;
      after += raw(last, 0, items.get(last).text().length());
    }
    return rebuilt(first, last, before + written + after, style);
  }

  private int firstItem(int start) {
    int item = itemOf(start);
    return start == text.length() ? items.size() - 1 : item;
  }

  private String raw(int item, int from, int to) {
    JsonItem one = items.get(item);
    return json.substring(one.offset(from), one.offset(to));
  }

  /// Puts a text, as it is written, in the place of some items.
  private JsonSource rebuilt(int first, int last, String written, JsonStyle style) {
    List<String> parts = parts(written);
    int from = items.get(first).start();
    int to = items.get(last).end();
    if (parts.isEmpty() && first == 0 && last == items.size() - 1) {
      return of("[]");
    }
    if (parts.isEmpty() && last < items.size() - 1) {
      to = items.get(last + 1).start();
    } else if (parts.isEmpty()) {
      from = items.get(first - 1).end();
    }
    String between = separator(first, style);
    return of(json.substring(0, from) + String.join(between, parts) + json.substring(to));
  }

  private String separator(int first, JsonStyle style) {
    if (items.size() == 1) {
      return style.separator(json.substring(1, items.getFirst().start()));
    }
    int next = Math.min(first + 1, items.size() - 1);
    return json.substring(items.get(next - 1).end(), items.get(next).start());
  }

  /// The strings of a text as it is written: one for each line, if the items are lines.
  private List<String> parts(String written) {
    JsonItem whole = JsonItem.at("\"" + written + "\"", 0);
    String joined = whole.text();
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int at = 1; at <= joined.length(); at++) {
      boolean ends = at == joined.length() || (itemsAreLines() && endsLineAt(joined, at));
      if (ends) {
        parts.add("\"" + written.substring(whole.offset(start) - 1, whole.offset(at) - 1) + "\"");
        start = at;
      }
    }
    return parts;
  }

  private boolean itemsAreLines() {
    return items.stream().allMatch(item -> lines(item.text()).size() <= 1);
  }

  private static boolean endsLine(String text) {
    return text.endsWith("\n") || text.endsWith("\r");
  }

  /// Whether a line ends before an offset.
  private static boolean endsLineAt(String text, int at) {
    char last = text.charAt(at - 1);
    return last == '\n' || (last == '\r' && (at == text.length() || text.charAt(at) != '\n'));
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int at = 1; at <= text.length(); at++) {
      if (at == text.length() || endsLineAt(text, at)) {
        lines.add(text.substring(start, at));
        start = at;
      }
    }
    return lines;
  }

  private JsonSource of(List<String> lines, JsonStyle style, String space) {
    List<String> strings = lines.stream().map(it -> "\"" + style.escaped(it) + "\"").toList();
    String closing = space.indexOf('\n') >= 0 ? space.substring(0, space.length() - 1) : space;
    return of(
        strings.isEmpty()
            ? "[]"
            : "[" + space + String.join(style.separator(space), strings) + closing + "]");
  }
}
