package dev.loopmend.engine;

import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The first pass over a source tree: every file is read once and looked at, and none is parsed but
/// those in which a recipe may find something.
record Scan(List<Look> looks, List<FileState> parsed, List<FileOutcome.Skipped> skipped, int read) {

  /// What the pass makes of one file.
  private record Seen(
      Optional<Look> look,
      Optional<FileState> parsed,
      Optional<FileOutcome.Skipped> skipped,
      boolean read) {

    /// A file that cannot be used; that matters only where findings are wanted.
    private static Seen unusable(FileOutcome.Skipped outcome, Standing standing, boolean read) {
      Optional<FileOutcome.Skipped> told =
          standing == Standing.CHOSEN ? Optional.of(outcome) : Optional.empty();
      return new Seen(Optional.empty(), Optional.empty(), told, read);
    }
  }

  static Scan of(SourceTree sources, List<Recipe> recipes, Engine.Limits limits, Workers workers) {
    WordFilter filter = new WordFilter(recipes);
    List<Seen> all = workers.map(sources.paths(), path -> look(sources, path, filter, limits));
    List<Look> looks = new ArrayList<>();
    List<FileState> parsed = new ArrayList<>();
    List<FileOutcome.Skipped> skipped = new ArrayList<>();
    for (Seen seen : all) {
      seen.look().ifPresent(looks::add);
      seen.parsed().ifPresent(parsed::add);
      seen.skipped().ifPresent(skipped::add);
    }
    int read = (int) all.stream().filter(Seen::read).count();
    return new Scan(List.copyOf(looks), List.copyOf(parsed), List.copyOf(skipped), read);
  }

  private static Seen look(
      SourceTree sources, String path, WordFilter filter, Engine.Limits limits) {
    Standing given = sources.standing(path);
    return switch (sources.read(path)) {
      case SourceTree.Reading.Unreadable(String why) ->
          Seen.unusable(new FileOutcome.Skipped(path, 0, 0, why), given, false);
      case SourceTree.Reading.Bytes(byte[] bytes) -> {
        Standing standing = Generated.line(bytes) > 0 ? Standing.FROZEN : given;
        boolean chosen = standing == Standing.CHOSEN;
        WordFilter.Look words = filter.look(bytes);
        FileSettings settings = sources.settings(path);
        Set<String> candidates = new LinkedHashSet<>(words.candidates());
        candidates.retainAll(settings.recipes());
        Look look = new Look(path, standing, settings, candidates, words.words());
        boolean wanted =
            (chosen && !candidates.isEmpty()) || sources.isNamed(path) || !limits.prefilter();
        yield wanted ? parse(sources, look, bytes, limits) : unparsed(sources, look, bytes, limits);
      }
    };
  }

  private static Seen parse(SourceTree sources, Look look, byte[] bytes, Engine.Limits limits) {
    return switch (Loading.load(look.path(), bytes, limits.maxFileSize())) {
      case Loading.Loaded loaded ->
          new Seen(
              Optional.of(look),
              Optional.of(FileState.of(sources, look, loaded)),
              Optional.empty(),
              true);
      case Loading.Skipped(FileOutcome.Skipped outcome) ->
          Seen.unusable(outcome, look.standing(), true);
    };
  }

  private static Seen unparsed(SourceTree sources, Look look, byte[] bytes, Engine.Limits limits) {
    if (bytes.length > limits.maxFileSize()) {
      return parse(sources, look, bytes, limits);
    }
    return switch (SourceText.decode(bytes)) {
      case SourceText.Decoding.Undecodable(int line, int column, String why) ->
          Seen.unusable(
              new FileOutcome.Skipped(look.path(), line, column, why), look.standing(), true);
      case SourceText.Decoding.Decoded _ ->
          new Seen(Optional.of(look), Optional.empty(), Optional.empty(), true);
    };
  }
}
