package dev.loopmend.engine;

import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.semantic.Outline;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Formats;
import dev.loopmend.text.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The first pass over a source tree: every file is read once and looked at, and none is parsed but
/// those in which a recipe may find something.
record Scan(List<Look> looks, List<Outlined> parsed, List<FileOutcome.Skipped> skipped, int read) {
  /// So many characters of text are 200,000 lines or so.
  private static final long KEPT_CHARACTERS = 8 << 20;

  /// What the pass makes of one file.
  record Seen(
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

  static Scan of(Inputs inputs, WordFilter filter, Workers workers) {
    KeptTrees kept = KeptTrees.ofCandidates(KEPT_CHARACTERS);
    List<Read> all =
        workers.map(
            "reading files", inputs.sources().paths(), path -> read(inputs, path, filter, kept));
    List<Look> looks = new ArrayList<>();
    List<Outlined> parsed = new ArrayList<>();
    List<FileOutcome.Skipped> skipped = new ArrayList<>();
    for (Read one : all) {
      one.seen().look().ifPresent(looks::add);
      one.outlined().ifPresent(parsed::add);
      one.seen().skipped().ifPresent(skipped::add);
    }
    int read = (int) all.stream().filter(it -> it.seen().read()).count();
    return new Scan(List.copyOf(looks), List.copyOf(parsed), List.copyOf(skipped), read);
  }

  /// A file that was looked at and, if it was parsed, its outline.
  private record Read(Seen seen, Optional<Outlined> outlined) {}

  private static Read read(Inputs inputs, String path, WordFilter filter, KeptTrees kept) {
    Seen seen = look(inputs, path, filter);
    // Without the pre-filter nobody asks who mentions what.
    Function<SyntaxTree, Outline> outline =
        inputs.limits().prefilter() ? Outline::of : _ -> Outline.NONE;
    return new Read(seen, seen.parsed().map(file -> Outlined.of(file, outline, kept)));
  }

  /// What is still asked for once it is known what has to be linked.
  Scan withoutParsed() {
    return new Scan(looks, List.of(), skipped, read);
  }

  /// Reads one file and looks at it.
  static Seen look(Inputs inputs, String path, WordFilter filter) {
    return switch (inputs.sources().read(path)) {
      case SourceTree.Reading.Unreadable(String why) ->
          Seen.unusable(
              new FileOutcome.Skipped(path, 0, 0, why), inputs.sources().standing(path), false);
      case SourceTree.Reading.Bytes(byte[] bytes) ->
          Formats.isNotebook(path)
              ? lookAtNotebook(inputs, path, bytes, filter)
              : lookAtFile(inputs, path, bytes, filter);
      case SourceTree.Reading.Absent _ -> lookAtAbsent(inputs, path, filter);
    };
  }

  /// A file that a fix may make is there for the run, with nothing in it.
  private static Seen lookAtAbsent(Inputs inputs, String path, WordFilter filter) {
    WordFilter.Look words = filter.look(inputs.sources().location(path), new byte[0]);
    Look look = look(inputs, path, inputs.sources().standing(path), words);
    Seen seen = seen(inputs, look, inputs.load(path));
    return new Seen(seen.look(), seen.parsed(), seen.skipped(), false);
  }

  private static Seen lookAtFile(Inputs inputs, String path, byte[] bytes, WordFilter filter) {
    Standing standing =
        Generated.line(bytes) > 0 ? Standing.FROZEN : inputs.sources().standing(path);
    Look look = look(inputs, path, standing, filter.look(inputs.sources().location(path), bytes));
    int maxSize = inputs.limits().maxFileSize();
    if (isWanted(inputs, look) || bytes.length > maxSize) {
      return seen(inputs, look, Loading.load(inputs.formats(), path, bytes, maxSize));
    }
    return switch (inputs.formats().decode(path, bytes)) {
      case SourceText.Decoding.Undecodable it -> undecodable(look.standing(), path, it);
      case SourceText.Decoding.Decoded _ -> unparsed(look);
    };
  }

  /// The words of a notebook are those of its Python: in the file they may be written with escapes.
  private static Seen lookAtNotebook(Inputs inputs, String path, byte[] bytes, WordFilter filter) {
    return switch (inputs.formats().decode(path, bytes)) {
      case SourceText.Decoding.Undecodable it ->
          undecodable(inputs.sources().standing(path), path, it);
      case SourceText.Decoding.Decoded(SourceText source) -> {
        byte[] code = source.text().getBytes(StandardCharsets.UTF_8);
        Standing standing = inputs.sources().standing(path);
        Look look =
            look(inputs, path, standing, filter.look(inputs.sources().location(path), code));
        yield isWanted(inputs, look)
            ? seen(inputs, look, Loading.parse(path, source, inputs.limits().maxFileSize()))
            : unparsed(look);
      }
    };
  }

  private static Look look(Inputs inputs, String path, Standing standing, WordFilter.Look words) {
    FileSettings settings = inputs.sources().settings(path);
    Set<String> candidates = new LinkedHashSet<>(words.candidates());
    candidates.retainAll(settings.recipes());
    return new Look(path, standing, settings, candidates, words.words(), words.headers());
  }

  private static boolean isWanted(Inputs inputs, Look look) {
    boolean chosen = look.standing() == Standing.CHOSEN;
    return (chosen && !look.candidates().isEmpty())
        || inputs.sources().isNamed(look.path())
        || !inputs.limits().prefilter();
  }

  private static Seen seen(Inputs inputs, Look look, Loading loading) {
    return switch (loading) {
      case Loading.Loaded loaded ->
          new Seen(
              Optional.of(look),
              Optional.of(FileState.of(inputs.sources(), look, loaded)),
              Optional.empty(),
              true);
      case Loading.Skipped(FileOutcome.Skipped outcome) ->
          Seen.unusable(outcome, look.standing(), true);
    };
  }

  private static Seen unparsed(Look look) {
    return new Seen(Optional.of(look), Optional.empty(), Optional.empty(), true);
  }

  private static Seen undecodable(
      Standing standing, String path, SourceText.Decoding.Undecodable it) {
    return Seen.unusable(
        new FileOutcome.Skipped(path, it.line(), it.column(), it.why()), standing, true);
  }
}
