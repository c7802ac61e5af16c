package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Fix;
import dev.loopmend.edit.Safety;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Finding;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.text.Formats;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The fixes of findings as edits alone: imports and helpers are put in, as they are when this one
/// fix is made. Those of several fixes may put in the same import.
public final class CompleteFixes {
  private CompleteFixes() {}

  /// The edits by finding, of the files as they are; without those whose files cannot be read any
  /// more. Unsafe fixes are there only if that is wanted.
  public static Map<Finding, List<FileEdits>> of(
      List<Finding> findings,
      SourceTree sources,
      Knowledge knowledge,
      Formats formats,
      Engine.Limits limits) {
    Inputs inputs = new Inputs(sources, formats, limits);
    ModuleFiles modules = ModuleFiles.of(Groundwork.locations(sources), knowledge);
    Map<Finding, List<FileEdits>> complete = new HashMap<>();
    try (Workers workers = new Workers(1, limits.progress())) {
      Map<String, Optional<RequestPlanner>> planners = new HashMap<>();
      workers.map(
          "completing fixes",
          findings,
          finding -> {
            boolean wanted =
                finding.safety().level() == Safety.Level.SAFE
                    || (limits.unsafe() && finding.safety().level() == Safety.Level.UNSAFE);
            finding
                .fix()
                .filter(_ -> wanted)
                .flatMap(fix -> edits(fix, planners, path -> planner(path, inputs, modules)))
                .ifPresent(edits -> complete.put(finding, edits));
            return finding;
          });
    }
    return complete;
  }

  private static Optional<List<FileEdits>> edits(
      Fix fix,
      Map<String, Optional<RequestPlanner>> planners,
      Function<String, Optional<RequestPlanner>> planner) {
    List<FileEdits> edits = new ArrayList<>();
    for (FileEdits file : fix.files()) {
      Optional<RequestPlanner> one = planners.computeIfAbsent(file.path(), planner);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      List<TextEdit> all = new ArrayList<>(file.edits());
      all.addAll(one.get().plan(file.requests(), List.copyOf(all)));
      edits.add(new FileEdits(file.path(), joined(EditMap.of(all).edits()), List.of()));
    }
    return Optional.of(List.copyOf(edits));
  }

  /// Edits that touch each other as one: of two insertions at one place nobody could tell the
  /// order.
  ///
  /// Ex) an import and a helper that both go behind the last import
  private static List<TextEdit> joined(List<TextEdit> edits) {
    List<TextEdit> joined = new ArrayList<>();
    for (TextEdit edit : edits) {
      if (!joined.isEmpty() && joined.getLast().span().end() == edit.span().start()) {
        TextEdit before = joined.removeLast();
        Span both = new Span(before.span().start(), edit.span().end());
        joined.add(new TextEdit(both, before.replacement() + edit.replacement()));
      } else {
        joined.add(edit);
      }
    }
    return joined;
  }

  private static Optional<RequestPlanner> planner(String path, Inputs inputs, ModuleFiles modules) {
    return switch (inputs.load(path)) {
      case Loading.Loaded loaded ->
          Optional.of(
              new RequestPlanner(
                  loaded.tree(), loaded.source().lineEnd(), it -> modules.homeOf(path, it)));
      case Loading.Skipped _ -> Optional.empty();
    };
  }
}
