package dev.loopmend.engine;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.Summary;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Formats;
import dev.loopmend.text.LineStarts;
import dev.loopmend.text.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// All files of a source tree linked with each other, for questions about what they mean: no recipe
/// looks for anything, and nothing is changed. For one thread at a time.
public final class Survey {
  private final Linked linked;
  private final Inputs inputs;
  private final Map<String, FileState> files = new HashMap<>();
  private final Map<String, Optional<Origin>> origins = new HashMap<>();
  private final List<FileOutcome.Skipped> skipped;

  private Survey(
      Linked linked, Inputs inputs, List<FileState> files, List<FileOutcome.Skipped> skipped) {
    this.linked = linked;
    this.inputs = inputs;
    this.skipped = skipped;
    files.forEach(file -> this.files.put(file.path(), file));
  }

  /// Links a source tree and asks it something, in a thread with a deep stack.
  public static <T> T ask(
      SourceTree sources,
      Formats formats,
      Knowledge knowledge,
      Engine.Limits limits,
      Function<Survey, T> question) {
    Inputs inputs = new Inputs(sources, formats, limits);
    try (Workers workers = new Workers(limits.jobs(), limits.progress())) {
      Scan scan = Scan.of(inputs, new WordFilter(Sought.by(List.of())), workers);
      List<FileState> files = new ArrayList<>();
      scan.parsed().forEach(it -> files.add(it.file()));
      List<String> known = files.stream().map(FileState::path).toList();
      List<Look> left = scan.looks().stream().filter(it -> !known.contains(it.path())).toList();
      workers
          .map("reading files", left, look -> summarized(inputs, look))
          .forEach(file -> file.ifPresent(files::add));
      ModuleFiles modules = ModuleFiles.of(Groundwork.locations(sources), knowledge);
      List<Summary> summaries = files.stream().map(FileState::summary).toList();
      Function<List<Summary>, T> answer =
          given -> {
            Workspace workspace = Workspace.of(modules, given, sources.entryPoints());
            Linked linked = new Linked(workspace, inputs, files, new Suppressions.Used());
            return question.apply(new Survey(linked, inputs, files, scan.skipped()));
          };
      return workers.map("linking files", List.of(summaries), answer).getFirst();
    }
  }

  /// A file that is linked without its tree; nothing if it cannot be parsed.
  private static Optional<FileState> summarized(Inputs inputs, Look look) {
    return switch (inputs.load(look.path())) {
      case Loading.Loaded loaded -> {
        FileState file = FileState.of(inputs.sources(), look, loaded);
        file.release();
        yield Optional.of(file);
      }
      case Loading.Skipped _ -> Optional.empty();
    };
  }

  /// The files and what they mean.
  public Codebase codebase() {
    return linked;
  }

  /// Why a recipe, one of all, finds something on a line (from 1) of a file or not; nothing if the
  /// file cannot be parsed.
  public Optional<Explanation> why(Recipe recipe, List<Recipe> all, String path, int line) {
    FileState file = files.get(path);
    if (file == null || !file.hold(inputs.sources(), inputs.formats())) {
      return Optional.empty();
    }
    boolean on = file.settings().recipes().contains(recipe.id());
    int generated =
        inputs.sources().read(path) instanceof SourceTree.Reading.Bytes(byte[] bytes)
            ? Generated.line(bytes)
            : 0;
    return linked
        .model(path)
        .map(model -> new Examiner(recipe, all, linked, file, model).examine(line))
        .map(places -> new Explanation(recipe, on, generated, places));
  }

  /// Why findings are not looked for in files that were asked for.
  public List<FileOutcome.Skipped> skipped() {
    return skipped;
  }

  /// How many lines a file has, as it is stored; 0 if it cannot be read any more.
  public int lineCount(String path) {
    return inputs.sources().read(path) instanceof SourceTree.Reading.Bytes(byte[] bytes)
        ? LineStarts.of(new String(bytes, StandardCharsets.ISO_8859_1)).count()
        : 0;
  }

  /// Where the text of a file comes from; nothing if it is no file of this survey.
  public Optional<Origin> origin(String path) {
    return origins.computeIfAbsent(
        path,
        _ ->
            Optional.ofNullable(files.get(path))
                .flatMap(file -> file.treeFrom(inputs.sources(), inputs.formats()))
                .map(SyntaxTree::origin));
  }
}
