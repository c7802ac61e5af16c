package dev.loopmend.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `loopmend` itself: it has only commands.
@Command(
    name = "loopmend",
    description = "Finds and mends asyncio bugs in Python code.",
    versionProvider = Version.class,
    sortOptions = false)
final class RootCommand {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "show the version")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;
}
