package dev.loopmend.notebook;

import dev.loopmend.text.LineMap;
import dev.loopmend.text.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the text of a notebook stands in its JSON.
final class NotebookOrigin implements Origin {
  private static final Pattern LOADER =
      Pattern.compile("%(run|load_ext(?![ \\t]+autoreload\\b)|reload_ext)\\b");

  private final Document document;
  private final List<NotebookText.Cell> cells;
  private final int[] starts;
  private final Map<Integer, int[]> breaks = new ConcurrentHashMap<>();
  private final Map<Integer, LineMap> codeLines = new ConcurrentHashMap<>();
  private int @Nullable [] linesBefore;

  NotebookOrigin(Document document, List<NotebookText.Cell> cells) {
    this.document = document;
    this.cells = cells;
    this.starts = cells.stream().mapToInt(NotebookText.Cell::start).toArray();
  }

  private int cellOf(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  @Override
  public int line(int offset) {
    if (cells.isEmpty()) {
      return 1;
    }
    int number = cellOf(offset);
    NotebookText.Cell cell = cells.get(number);
    int within = Math.min(offset, cell.end()) - cell.start();
    int found = Arrays.binarySearch(breaksIn(number), cell.source().offset(within));
    return 1 + linesBefore()[number] + (found >= 0 ? found : -found - 1);
  }

  @Override
  public Place place(int offset) {
    if (cells.isEmpty()) {
      return new Place(1, 1, Optional.empty());
    }
    int number = cellOf(offset);
    NotebookText.Cell cell = cells.get(number);
    LineMap lines = codeLines.computeIfAbsent(number, _ -> LineMap.of(cell.code().text()));
    int within = Math.min(offset, cell.end()) - cell.start();
    CellLine line = new CellLine(document.slots().get(number).cell(), lines.line(within));
    return new Place(line(offset), lines.column(within), Optional.of(line));
  }

  /// Ex) `cell 3`
  @Override
  public String section(int line) {
    for (int at = 0; at < cells.size(); at++) {
      int first = linesBefore()[at] + 1;
      int last = first + breaksIn(at).length;
      if (first <= line && line <= last) {
        return "cell " + document.slots().get(at).cell();
      }
    }
    return "";
  }

  /// How many line breaks of the file stand before the source of each cell.
  private int[] linesBefore() {
    int[] made = linesBefore;
    if (made == null) {
      made = new int[cells.size()];
      int count = 0;
      for (int at = 0; at < made.length; at++) {
        count += lineBreaks(document.gap(at)).length;
        made[at] = count;
        count += breaksIn(at).length;
      }
      linesBefore = made;
    }
    return made;
  }

  /// The offsets of the line breaks of the file in the source of a cell.
  private int[] breaksIn(int number) {
    return breaks.computeIfAbsent(number, it -> lineBreaks(cells.get(it).source().json()));
  }

  private static int[] lineBreaks(String json) {
    int[] found = new int[16];
    int count = 0;
    for (int at = json.indexOf('\n'); at >= 0; at = json.indexOf('\n', at + 1)) {
      if (count == found.length) {
        found = Arrays.copyOf(found, count * 2);
      }
      found[count++] = at;
    }
    return Arrays.copyOf(found, count);
  }

  @Override
  public boolean isNotebook() {
    return true;
  }

  @Override
  public boolean isBorder(int offset) {
    return offset >= 0
        && cells.size() > 1
        && offset < cells.getLast().start()
        && cells.get(cellOf(offset)).end() == offset;
  }

  @Override
  public boolean isMagic(int offset) {
    if (cells.isEmpty()) {
      return false;
    }
    NotebookText.Cell cell = cells.get(cellOf(offset));
    int within = offset - cell.start();
    return cell.code().magics().stream().anyMatch(it -> it.contains(within));
  }

  @Override
  public Optional<String> runner(int offset) {
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    NotebookText.Cell cell = cells.get(cellOf(offset));
    return NotebookText.runner(cells).or(() -> cell.code().runner(offset - cell.start()));
  }

  @Override
  public boolean loadsCode() {
    return cells.stream()
        .flatMap(cell -> cell.code().opaque().stream())
        .anyMatch(magic -> LOADER.matcher(magic).lookingAt());
  }

  @Override
  public boolean mentions(String word) {
    Pattern whole = Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)");
    return cells.stream()
        .flatMap(cell -> cell.code().opaque().stream())
        .anyMatch(text -> whole.matcher(text).find());
  }
}
