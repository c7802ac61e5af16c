package dev.loopmend.cli;

import dev.loopmend.engine.Approval;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.Progress;
import dev.loopmend.git.ChangedLines;
import dev.loopmend.project.Choice;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Project;
import dev.loopmend.project.Request;
import dev.loopmend.project.Settings;
import dev.loopmend.project.View;
import dev.loopmend.project.WorkTree;
import dev.loopmend.project.Workspace;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gets everything ready that a run over files needs, or says what is wrong.
sealed interface Scan {
  /// The files, the recipes with the facts they use, and the limits of a run.
  record Ready(WorkTree tree, List<Recipe> recipes, Knowledge knowledge, Engine.Limits limits)
      implements Scan {

    /// Runs the recipes over the files.
    ChangeSet run(Wiring.Run run) {
      return run.over(tree, recipes, knowledge, limits);
    }

    /// The same with files that no fix may change, by the path that is shown, with the reasons.
    Ready closing(Map<String, String> files) {
      return new Ready(tree.in(tree.view().closing(files)), recipes, knowledge, limits);
    }

    /// The same with somebody who is asked before fixes are made.
    Ready asking(Approval asked) {
      return new Ready(tree, recipes, knowledge, limits.with(asked));
    }

    /// The same with somebody to tell how far the run has come.
    Ready telling(Progress told) {
      return new Ready(tree, recipes, knowledge, limits.telling(told));
    }
  }

  record Wrong(List<Problem> problems) implements Scan {}

  static Scan prepare(Session session, ScanOptions options, RecipeOptions own) {
    return prepare(session, options, own, session.surroundings().cwd(), options.paths());
  }

  /// The same with PATHs in another folder, such as one of a commit, where settings are read too.
  /// Folders of recipes that the command line names are those of the current directory.
  static Scan prepare(
      Session session, ScanOptions options, RecipeOptions own, Path cwd, List<String> paths) {
    List<Problem> problems = problems(options, paths);
    if (!problems.isEmpty()) {
      return new Wrong(problems);
    }
    List<String> names =
        options.isStandardInput() ? List.of(options.stdinFilename().orElse("stdin.py")) : paths;
    Request request = request(session, options, cwd, names, options.forceExclude());
    return ready(
        session,
        options,
        own,
        options.isStandardInput() ? Workspace.named(request) : Workspace.discover(request));
  }

  /// The same with files of a folder that an editor has open, which need not exist: excluded ones
  /// are left out, though they are named.
  static Scan prepareOpen(
      Session session, ScanOptions options, RecipeOptions own, Path folder, List<String> files) {
    List<Problem> problems = problems(options, files);
    return problems.isEmpty()
        ? ready(
            session, options, own, Workspace.named(request(session, options, folder, files, true)))
        : new Wrong(problems);
  }

  private static Request request(
      Session session, ScanOptions options, Path cwd, List<String> names, boolean forceExclude) {
    return new Request(
        cwd,
        names,
        options.exclude(),
        forceExclude,
        options.noIgnore() ? Optional.empty() : Optional.of(session.ignoreFiles(cwd)));
  }

  private static Scan ready(
      Session session, ScanOptions options, RecipeOptions own, Workspace.Discovery discovery) {
    return switch (discovery) {
      case Workspace.Discovery.Refused(List<Problem> wrong) -> new Wrong(wrong);
      case Workspace.Discovery.Found(Workspace workspace) ->
          ready(session, options, own, workspace);
    };
  }

  /// What is wrong with options that no file has to be read for.
  private static List<Problem> problems(ScanOptions options, List<String> paths) {
    List<Problem> problems = new ArrayList<>();
    if (FileSize.parse(options.maxFileSize()).isEmpty()) {
      String message = "a size such as 500K or 4M, not \"" + options.maxFileSize() + "\"";
      problems.add(new Problem("--max-file-size", 0, message));
    }
    if (options.targetPython().isPresent() && target(options).isEmpty()) {
      String message = "a version such as 3.11, not \"" + options.targetPython().get() + "\"";
      problems.add(new Problem("--target-python", 0, message));
    }
    if (options.jobs() < 1) {
      problems.add(new Problem("--jobs", 0, "at least 1, not " + options.jobs()));
    }
    if (!options.isStandardInput() && paths.contains("-")) {
      problems.add(new Problem("-", 0, "standard input is read alone, without other PATHs"));
    }
    if (!options.isStandardInput() && options.stdinFilename().isPresent()) {
      problems.add(new Problem("--stdin-filename", 0, "only with - as the PATH"));
    }
    boolean lines = options.since().isPresent() || options.staged();
    if (options.since().isPresent() && options.staged()) {
      problems.add(new Problem("--since", 0, "not together with --staged"));
    }
    if (lines && options.isStandardInput()) {
      problems.add(new Problem("-", 0, "git knows no lines of standard input"));
    }
    return List.copyOf(problems);
  }

  private static Optional<PythonVersion> target(ScanOptions options) {
    return options.targetPython().flatMap(PythonVersion::parse);
  }

  private static Scan ready(
      Session session, ScanOptions options, RecipeOptions own, Workspace workspace) {
    Choice choice = new Choice(options.select(), options.ignore(), options.set(), target(options));
    int maxFileSize = FileSize.parse(options.maxFileSize()).orElseThrow();
    List<Project> projects = workspace.distinctProjects();
    return switch (RecipeLoad.toRun(session, own, workspace.cwd(), workspace.configurations())) {
      case RecipeLoad.Wrong(List<Problem> problems) -> new Wrong(problems);
      case RecipeLoad.Loaded(List<Recipe> recipes, Knowledge knowledge, _) -> {
        Settings settings = new Settings(recipes, choice);
        List<Problem> problems = new ArrayList<>(settings.problems(projects));
        View view = view(session, options, workspace, problems);
        boolean unsafe = options.unsafe() || isUnsafe(projects);
        yield problems.isEmpty()
            ? new Ready(
                new WorkTree(workspace, settings, maxFileSize, view),
                recipes,
                knowledge,
                new Engine.Limits(unsafe, options.jobs(), maxFileSize, !options.noPrefilter()))
            : new Wrong(List.copyOf(problems));
      }
    };
  }

  /// How the command line wants the files to be looked at; adds what is wrong with that.
  private static View view(
      Session session, ScanOptions options, Workspace workspace, List<Problem> problems) {
    Map<String, byte[]> texts = texts(session, options, workspace);
    if (options.since().isEmpty() && !options.staged()) {
      return new View(texts, Optional.empty(), Map.of());
    }
    Path cwd = UndoLogs.real(session.surroundings().cwd());
    ChangedLines.Looking looking =
        options.staged()
            ? ChangedLines.staged(cwd)
            : ChangedLines.since(cwd, options.since().orElseThrow());
    return switch (looking) {
      case ChangedLines.Looking.Found(var lines) -> new View(texts, Optional.of(lines), Map.of());
      case ChangedLines.Looking.Unknown(String why) -> {
        problems.add(new Problem(options.staged() ? "--staged" : "--since", 0, why));
        yield View.WHOLE;
      }
    };
  }

  /// What standard input holds, if it is the file to work on.
  private static Map<String, byte[]> texts(
      Session session, ScanOptions options, Workspace workspace) {
    if (!options.isStandardInput()) {
      return Map.of();
    }
    try {
      byte[] text = session.surroundings().in().readAllBytes();
      boolean excluded = workspace.files().isEmpty();
      return Map.of(excluded ? "-" : workspace.files().firstKey(), text);
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  /// The level holds for a whole run: all projects have to agree to unsafe fixes.
  private static boolean isUnsafe(List<Project> projects) {
    return !projects.isEmpty()
        && projects.stream().allMatch(project -> project.configuration().unsafe());
  }
}
