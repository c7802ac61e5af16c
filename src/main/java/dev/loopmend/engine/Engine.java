package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Runs recipes over a source tree. Same input, same output: nothing depends on threads or time.
public final class Engine {
  private final RecipeSet recipes;
  private final Knowledge knowledge;
  private final Formats formats;

  /// An engine over recipes in the order in which they are to run, the facts about libraries, and
  /// the formats in which it reads files.
  public Engine(List<Recipe> recipes, Knowledge knowledge, Formats formats) {
    this.recipes = new RecipeSet(recipes);
    this.knowledge = knowledge;
    this.formats = formats;
  }

  /// How a run is done: whether unsafe fixes are made, over how many threads, up to which size in
  /// bytes files are read, whether files are left unparsed in which no recipe can find anything by
  /// their words, who is asked before fixes are made, and who is told how far the run has come.
  public record Limits(
      boolean unsafe,
      int jobs,
      int maxFileSize,
      boolean prefilter,
      Approval approval,
      Progress progress) {
    /// Limits of a run in which nobody is asked or told.
    public Limits(boolean unsafe, int jobs, int maxFileSize, boolean prefilter) {
      this(unsafe, jobs, maxFileSize, prefilter, Approval.OF_ALL, Progress.UNSEEN);
    }

    /// The usual run.
    public Limits(boolean unsafe, int jobs, int maxFileSize) {
      this(unsafe, jobs, maxFileSize, true);
    }

    /// The same limits with unsafe fixes.
    public Limits withUnsafe() {
      return new Limits(true, jobs, maxFileSize, prefilter, approval, progress);
    }

    /// The same limits with somebody to ask.
    public Limits with(Approval asked) {
      return new Limits(unsafe, jobs, maxFileSize, prefilter, asked, progress);
    }

    /// The same limits with somebody to tell how far the run has come.
    public Limits telling(Progress told) {
      return new Limits(unsafe, jobs, maxFileSize, prefilter, approval, told);
    }

    public static final Limits DEFAULT =
        new Limits(false, Runtime.getRuntime().availableProcessors(), 4 << 20);
  }

  /// Every finding of every recipe on the files as they are; nothing is changed.
  public ChangeSet check(SourceTree sources, Limits limits) {
    return run(sources, limits, false);
  }

  /// Recipe after recipe, each on the verified result of the one before.
  public ChangeSet mend(SourceTree sources, Limits limits) {
    return run(sources, limits, true);
  }

  private ChangeSet run(SourceTree given, Limits limits, boolean mend) {
    SourceTree sources = NewModules.in(given, recipes.all(), knowledge);
    try (Workers workers = new Workers(limits.jobs(), limits.progress())) {
      Groundwork ground =
          Groundwork.of(new Inputs(sources, formats, limits), recipes, knowledge, workers);
      List<FileState> files = ground.files();
      Workspaces workspaces = ground.workspaces();
      List<FileOutcome.Withdrawn> withdrawn = new ArrayList<>();
      if (mend) {
        for (Recipe recipe : recipes.all()) {
          withdrawn.addAll(new Mending(recipe, files, workspaces, limits).run());
          files.forEach(file -> file.endOf(recipe.id()));
        }
      }
      List<Finding> stale =
          mend
              ? List.of()
              : StaleComments.of(
                  ground.scan(), ground.inputs(), workspaces.used(), recipes.all(), files, workers);
      return changeSet(ground.scan(), files, withdrawn, stale, workspaces);
    }
  }

  private static ChangeSet changeSet(
      Scan scan,
      List<FileState> files,
      List<FileOutcome.Withdrawn> withdrawn,
      List<Finding> stale,
      Workspaces workspaces) {
    SortedMap<String, List<FileOutcome>> outcomes = new TreeMap<>();
    scan.skipped().forEach(skip -> add(outcomes, skip));
    withdrawn.forEach(failure -> add(outcomes, failure));
    List<Finding> left = new ArrayList<>();
    int suppressed = 0;
    for (FileState file : files) {
      // Ex) the caller in another file of a function that a fix made asynchronous
      if (file.isChanged()) {
        add(
            outcomes,
            new FileOutcome.Changed(
                file.path(), file.original(), file.current(), file.applied(), file.stages()));
      }
      left.addAll(file.findings());
      suppressed += file.suppressed();
    }
    left.sort(ChangeSet::inOrder);
    return new ChangeSet(
        outcomes.values().stream().flatMap(List::stream).toList(),
        left,
        stale,
        new ChangeSet.Statistics(
            scan.read(),
            (int) files.stream().filter(file -> !file.isNew()).count(),
            scan.skipped().size(),
            suppressed,
            workspaces.links(),
            workspaces.tally().efforts()));
  }

  private static void add(SortedMap<String, List<FileOutcome>> outcomes, FileOutcome outcome) {
    outcomes.computeIfAbsent(outcome.path(), _ -> new ArrayList<>()).add(outcome);
  }
}
