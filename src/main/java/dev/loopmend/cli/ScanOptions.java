package dev.loopmend.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options of the commands that read Python files.
final class ScanOptions {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "files and folders (default: the current directory)")
  List<String> paths = List.of();

  @Option(
      names = "--select",
      split = ",",
      paramLabel = "WORD",
      description = "only these recipes: ids, tags, severities, all")
  List<String> select = List.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "WORD",
      description = "not these recipes: ids, tags, severities")
  List<String> ignore = List.of();

  @Option(names = "--unsafe", description = "make unsafe fixes as well")
  boolean unsafe;

  @Option(
      names = "--set",
      paramLabel = "RECIPE.OPTION=VALUE",
      description = "set an option of a recipe (see explain)")
  Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--target-python",
      paramLabel = "VERSION",
      description = "the oldest Python to write for, such as 3.11 (default: what the project says)")
  Optional<String> targetPython = Optional.empty();

  @Option(
      names = "--exclude",
      split = ",",
      paramLabel = "PATTERN",
      description = "leave out files and folders, in the syntax of .gitignore")
  List<String> exclude = List.of();

  @Option(names = "--force-exclude", description = "leave them out even if they are named")
  boolean forceExclude;

  @Option(names = "--no-ignore", description = "do not honour .gitignore")
  boolean noIgnore;

  /// For measurements, and for those who doubt: what is found does not depend on it.
  @Option(names = "--no-prefilter", hidden = true, description = "parse every file")
  boolean noPrefilter;

  @Option(
      names = "--max-file-size",
      paramLabel = "SIZE",
      description = "skip larger files, such as 500K or 10M (default: 4M)")
  String maxFileSize = "4M";

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "threads (default: one for each processor)")
  int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--strict", description = "exit with 3 if a file could not be processed")
  boolean strict;

  @Option(names = "--stats", description = "count findings and fixes by recipe")
  boolean stats;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write to a file instead of standard output")
  Optional<String> output = Optional.empty();
}
