package dev.loopmend.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Which reports `check` gives: pairs of `--format F --output FILE`, one of which may go to
/// standard output. An output that stands before every format belongs to the first.
final class Reports {
  /// The formats of findings.
  enum Format {
    text,
    json,
    jsonl,
    sarif,
    github,
    html
  }

  /// A report: its format, and the file that takes it, if it is not standard output.
  record Report(Format format, Optional<String> file) {}

  private final List<Report> given = new ArrayList<>();
  private Optional<String> early = Optional.empty();

  private final Argument<String> format =
      Argument.each("FORMAT", names() + " (default: text)", this::addFormat, "--format");
  private final Argument<String> output =
      Argument.each(
          "FILE",
          "write the report to a file; once for each format",
          this::addOutput,
          "-o",
          "--output");

  List<Argument<?>> arguments() {
    return List.of(format, output);
  }

  private static String names() {
    return Arrays.stream(Format.values()).map(Format::name).collect(Collectors.joining(", "));
  }

  private void addFormat(CommandSpec command, String word) {
    Optional<Format> known =
        Arrays.stream(Format.values()).filter(it -> it.name().equals(word)).findFirst();
    if (known.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid value for option '--format': expected one of "
              + Arrays.toString(Format.values())
              + " (case-sensitive) but was '"
              + word
              + "'");
    }
    given.add(new Report(known.get(), early));
    early = Optional.empty();
  }

  private void addOutput(CommandSpec command, String file) {
    if (given.isEmpty() && early.isEmpty()) {
      early = Optional.of(file);
    } else if (!given.isEmpty() && given.getLast().file().isEmpty()) {
      given.add(new Report(given.removeLast().format(), Optional.of(file)));
    } else {
      throw new ParameterException(
          command.commandLine(), "--output " + file + " needs a --format before it");
    }
  }

  /// The reports in the order of the command line: text to standard output if it names none.
  List<Report> all() {
    return given.isEmpty() ? List.of(new Report(Format.text, early)) : List.copyOf(given);
  }

  /// What is wrong with them together, if anything is.
  Optional<String> fault() {
    long toOutput = all().stream().filter(report -> report.file().isEmpty()).count();
    long files = all().stream().flatMap(report -> report.file().stream()).distinct().count();
    if (toOutput > 1) {
      return Optional.of("--format: only one report can go to standard output; give --output");
    }
    return files + toOutput < all().size()
        ? Optional.of("--output: each report needs a file of its own")
        : Optional.empty();
  }
}
