package dev.loopmend.engine;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The first pass over a source tree: every file is read once, and those that can matter are
/// parsed.
record Scan(List<FileState> files, List<FileOutcome.Skipped> skipped, int read) {

  /// What the pass makes of one file.
  private sealed interface Look {
    /// It was read, and no recipe can find anything in it.
    record Irrelevant() implements Look {}

    record Relevant(FileState state) implements Look {}

    record Unusable(FileOutcome.Skipped skipped, boolean read) implements Look {}
  }

  static Scan of(SourceTree sources, List<Recipe> recipes, Engine.Limits limits, Workers workers) {
    WordFilter filter = new WordFilter(recipes);
    int maxSize = limits.maxFileSize();
    List<Look> looks =
        workers.map(sources.paths(), path -> look(sources, path, filter, false, maxSize));
    if (looks.stream().anyMatch(look -> asksCallers(look, recipes))) {
      List<Look> first = looks;
      List<Integer> places = IntStream.range(0, looks.size()).boxed().toList();
      looks =
          workers.map(
              places,
              at -> again(first.get(at), sources, sources.paths().get(at), filter, maxSize));
    }
    List<FileState> files = new ArrayList<>();
    List<FileOutcome.Skipped> skipped = new ArrayList<>();
    int read = 0;
    for (Look look : looks) {
      switch (look) {
        case Look.Irrelevant() -> read++;
        case Look.Relevant(FileState state) -> {
          read++;
          sources.chosenLines(state.path()).ifPresent(state::choose);
          files.add(state);
        }
        case Look.Unusable(FileOutcome.Skipped skip, boolean wasRead) -> {
          read += wasRead ? 1 : 0;
          skipped.add(skip);
        }
      }
    }
    return new Scan(List.copyOf(files), List.copyOf(skipped), read);
  }

  private static boolean asksCallers(Look look, List<Recipe> recipes) {
    return look instanceof Look.Relevant(FileState state)
        && recipes.stream()
            .anyMatch(it -> it.asksCallers() && state.candidates().contains(it.id()));
  }

  /// A file in which no recipe can find anything may still hold callers; one that cannot be parsed
  /// holds none.
  private static Look again(
      Look look, SourceTree sources, String path, WordFilter filter, int maxSize) {
    return look instanceof Look.Irrelevant
            && look(sources, path, filter, true, maxSize) instanceof Look.Relevant relevant
        ? relevant
        : look;
  }

  /// `all` asks for a file in which no recipe can find anything as well.
  private static Look look(
      SourceTree sources, String path, WordFilter filter, boolean all, int maxSize) {
    return switch (sources.read(path)) {
      case SourceTree.Reading.Unreadable(String why) -> unusable(path, why, false);
      case SourceTree.Reading.Bytes(byte[] bytes) -> {
        if (bytes.length > maxSize) {
          yield unusable(
              path,
              "it has " + bytes.length + " bytes, more than --max-file-size " + maxSize,
              true);
        }
        FileSettings settings = sources.settings(path);
        Set<String> candidates = new LinkedHashSet<>(filter.candidates(bytes));
        candidates.retainAll(settings.recipes());
        boolean wanted = all || !candidates.isEmpty() || sources.isNamed(path);
        yield switch (SourceText.decode(bytes)) {
          case SourceText.Decoding.Undecodable(int line, int column, String why) ->
              new Look.Unusable(new FileOutcome.Skipped(path, line, column, why), true);
          case SourceText.Decoding.Decoded(SourceText source) ->
              wanted ? parse(path, source, settings, candidates) : new Look.Irrelevant();
        };
      }
    };
  }

  private static Look parse(
      String path, SourceText source, FileSettings settings, Set<String> candidates) {
    return switch (PythonParser.parse(source.text(), PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(var tree) ->
          new Look.Relevant(new FileState(path, source, settings, candidates, tree));
      case ParseResult.Rejected(int offset, String message) -> {
        LineMap lines = LineMap.of(source.text());
        int line = lines.line(offset);
        int column = lines.column(offset);
        String snippet = lines.textOf(line);
        yield new Look.Unusable(
            new FileOutcome.Skipped(path, line, column, message, snippet), true);
      }
    };
  }

  private static Look unusable(String path, String why, boolean read) {
    return new Look.Unusable(new FileOutcome.Skipped(path, 0, 0, why), read);
  }
}
