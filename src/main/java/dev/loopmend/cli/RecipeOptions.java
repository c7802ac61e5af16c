package dev.loopmend.cli;

import java.util.List;
import picocli.CommandLine.Option;

/// The option of every command that uses recipes.
final class RecipeOptions {
  @Option(
      names = "--recipes",
      paramLabel = "DIR",
      description = "a folder of own recipes, beside the built-in ones")
  List<String> folders = List.of();
}
