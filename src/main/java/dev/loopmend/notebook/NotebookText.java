package dev.loopmend.notebook;

import dev.loopmend.text.Origin;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The code cells of a notebook as one text, joined by line breaks that belong to no cell, with
/// what is no Python masked by Python of the same length.
final class NotebookText implements SourceText {
  private static final Pattern AUTOAWAIT = Pattern.compile("%autoawait[ \\t]*(\\w*)");
  private static final String MARK = "\uFEFF";

  private final Document document;
  private final List<Cell> cells;
  private final String text;
  private final Origin origin;

  /// A code cell: its value in the JSON, its code as Python, and where that starts in the text.
  record Cell(JsonSource source, Masked code, int start) {
    static Cell of(JsonSource source, boolean isPython, int start) {
      String text = source.text();
      return new Cell(source, isPython ? Magics.mask(text) : Magics.opaque(text), start);
    }

    int end() {
      return start + code.text().length();
    }

    Span span() {
      return new Span(start, end());
    }

    private Cell at(int other) {
      return new Cell(source, code, other);
    }
  }

  private NotebookText(Document document, List<Cell> cells) {
    this.document = document;
    List<Cell> placed = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    for (Cell cell : cells) {
      joined.append(placed.isEmpty() ? "" : "\n");
      placed.add(cell.at(joined.length()));
      joined.append(cell.code().text());
    }
    this.cells = List.copyOf(placed);
    this.text = joined.toString();
    this.origin = new NotebookOrigin(document, this.cells);
  }

  /// The code of a notebook that was read.
  static NotebookText of(Document document) {
    List<Cell> cells = new ArrayList<>();
    for (Document.Slot slot : document.slots()) {
      JsonSource source = JsonSource.of(document.json().substring(slot.start(), slot.end()));
      cells.add(Cell.of(source, true, 0));
    }
    return new NotebookText(document, cells);
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public Optional<byte[]> encode() {
    StringBuilder json = new StringBuilder(document.json().length() + 256);
    json.append(document.byteOrderMark() ? MARK : "");
    for (int at = 0; at < cells.size(); at++) {
      json.append(document.gap(at)).append(cells.get(at).source().json());
    }
    json.append(document.gap(cells.size()));
    return Optional.of(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> refusal(Span span, String replacement) {
    Optional<Cell> cell = cells.stream().filter(it -> it.span().contains(span)).findFirst();
    if (cell.isEmpty()) {
      return Optional.of("it would change two cells of the notebook at once");
    }
    int start = span.start() - cell.get().start();
    int end = span.end() - cell.get().start();
    Masked code = cell.get().code();
    boolean inMagic =
        code.magics().stream()
            .anyMatch(it -> startsCell(it, start) || (it.start() < end && start < it.end()));
    if (inMagic) {
      return Optional.of("a magic stands there");
    }
    return runner(cells)
        .or(() -> code.runner(start))
        .or(() -> code.runner(Math.max(start, end - 1)))
        .map(magic -> magic + " runs the code in a way of its own");
  }

  /// What makes the kernel run the code of all cells in another way. Ex) `%autoawait trio`
  static Optional<String> runner(List<Cell> cells) {
    return cells.stream()
        .flatMap(cell -> cell.code().opaque().stream())
        .map(AUTOAWAIT::matcher)
        .filter(Matcher::lookingAt)
        .filter(it -> !MagicWords.AWAITING.contains(it.group(1).toLowerCase(Locale.ROOT)))
        .map(Matcher::group)
        .findFirst();
  }

  /// Ex) `%%capture`, before which nothing may stand
  private static boolean startsCell(Span magic, int start) {
    return magic.start() == 0 && start == 0;
  }

  @Override
  public Optional<SourceText> withText(String changed, IntUnaryOperator newOffset) {
    JsonStyle style = JsonStyle.of(document.json());
    List<Cell> next = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < cells.size(); at++) {
      Cell cell = cells.get(at);
      boolean last = at == cells.size() - 1;
      int end = last ? changed.length() : newOffset.applyAsInt(cell.end());
      boolean divided = last || (end < changed.length() && changed.charAt(end) == '\n');
      if (end < start || !divided) {
        return Optional.empty();
      }
      next.add(new CellChange(cell, changed, start, end, newOffset).made(style));
      start = end + 1;
    }
    NotebookText made = new NotebookText(document, next);
    return made.text().equals(changed) ? Optional.of(made) : Optional.empty();
  }

  @Override
  public List<Span> parts() {
    return cells.stream().map(Cell::span).toList();
  }

  @Override
  public SourceText without(List<Span> parts) {
    List<Cell> left = new ArrayList<>();
    for (Cell cell : cells) {
      left.add(parts.contains(cell.span()) ? Cell.of(cell.source(), false, 0) : cell);
    }
    return new NotebookText(document, left);
  }
}
