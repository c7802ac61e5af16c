package dev.loopmend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of the commands that read Python files.
final class ScanOptions {
  private final Argument<List<String>> paths =
      Argument.parameters("PATH", "files and folders (default: .), or - for standard input");
  private final Argument<List<String>> select =
      Argument.words("--select", "WORD", "only these recipes: ids, tags, severities, all");
  private final Argument<List<String>> ignore =
      Argument.words("--ignore", "WORD", "not these recipes: ids, tags, severities");
  private final Argument<Boolean> unsafe = Argument.flag("make unsafe fixes as well", "--unsafe");
  private final Argument<Map<String, String>> set =
      Argument.pairs("--set", "RECIPE.OPTION=VALUE", "an option of a recipe (see explain)");
  private final Argument<String> targetPython =
      text("VERSION", "oldest Python (default: what the project says)", "--target-python");
  private final Argument<List<String>> exclude =
      Argument.words("--exclude", "PATTERN", "leave out files, in the syntax of .gitignore");
  private final Argument<Boolean> forceExclude =
      Argument.flag("leave them out even if they are named", "--force-exclude");
  private final Argument<Boolean> noIgnore =
      Argument.flag("do not honour .gitignore", "--no-ignore");
  private final Argument<Boolean> noPrefilter =
      Argument.hiddenFlag("parse every file, for measurements", "--no-prefilter");
  private final Argument<String> maxFileSize =
      Argument.one(
          String.class, "4M", "SIZE", "skip larger files (default: 4M)", "--max-file-size");
  private final Argument<Integer> jobs =
      Argument.one(
          int.class,
          Runtime.getRuntime().availableProcessors(),
          "N",
          "threads (default: all processors)",
          "-j",
          "--jobs");
  private final Argument<Boolean> strict =
      Argument.flag("exit with 3 if a file could not be read", "--strict");
  private final Argument<Boolean> stats =
      Argument.flag("tell by recipe how long it took, what it found", "--stats");
  private final Argument<String> since =
      text("REF", "only findings on lines changed since a commit", "--since");
  private final Argument<Boolean> staged =
      Argument.flag("only findings on lines that are staged", "--staged");
  private final Argument<String> stdinFilename =
      text("NAME", "its name, with - as PATH (default: stdin.py)", "--stdin-filename");
  private final Argument<String> output =
      text("FILE", "write to a file, not to standard output", "-o", "--output");

  private static Argument<String> text(String label, String description, String... names) {
    return Argument.one(String.class, "", label, description, names);
  }

  List<Argument<?>> arguments() {
    List<Argument<?>> all = new ArrayList<>(withoutOutput());
    all.add(output);
    return List.copyOf(all);
  }

  /// All but `--output`, for a command that has more than one.
  List<Argument<?>> withoutOutput() {
    return List.of(
        paths,
        select,
        ignore,
        unsafe,
        set,
        targetPython,
        exclude,
        forceExclude,
        noIgnore,
        noPrefilter,
        maxFileSize,
        jobs,
        strict,
        stats,
        since,
        staged,
        stdinFilename);
  }

  /// What a command takes of them that looks at files with other parameters before their PATHs.
  List<Argument<?>> ofFiles() {
    return List.of(exclude, forceExclude, noIgnore);
  }

  /// What a command takes of them whose files are those that an editor has open.
  List<Argument<?>> ofEditor() {
    return List.of(select, ignore, set, targetPython, exclude, noIgnore, maxFileSize, jobs);
  }

  /// What a command takes of them that only shows what holds for a file.
  List<Argument<?>> ofSettings() {
    return List.of(paths, select, ignore, unsafe, set, targetPython, exclude);
  }

  List<String> paths() {
    return paths.value();
  }

  /// Whether the one file to work on is standard input.
  boolean isStandardInput() {
    return paths().equals(List.of("-"));
  }

  /// The commit since which lines have to be changed.
  Optional<String> since() {
    return since.given();
  }

  boolean staged() {
    return staged.value();
  }

  /// How the file is called that standard input holds.
  Optional<String> stdinFilename() {
    return stdinFilename.given();
  }

  List<String> select() {
    return select.value();
  }

  List<String> ignore() {
    return ignore.value();
  }

  boolean unsafe() {
    return unsafe.value();
  }

  /// Values of options of recipes, by `recipe.option`.
  Map<String, String> set() {
    return set.value();
  }

  Optional<String> targetPython() {
    return targetPython.given();
  }

  List<String> exclude() {
    return exclude.value();
  }

  boolean forceExclude() {
    return forceExclude.value();
  }

  boolean noIgnore() {
    return noIgnore.value();
  }

  /// Whether every file is parsed; what is found does not depend on it.
  boolean noPrefilter() {
    return noPrefilter.value();
  }

  /// The size as it is written.
  String maxFileSize() {
    return maxFileSize.value();
  }

  int jobs() {
    return jobs.value();
  }

  boolean strict() {
    return strict.value();
  }

  boolean stats() {
    return stats.value();
  }

  /// The file that takes the data.
  Optional<String> output() {
    return output.given();
  }
}
