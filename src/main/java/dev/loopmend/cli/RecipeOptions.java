package dev.loopmend.cli;

import java.util.List;

/// The option of every command that uses recipes.
final class RecipeOptions {
  private final Argument<List<String>> folders =
      Argument.repeated("--recipes", "DIR", "a folder of own recipes, beside the built-in ones");

  List<Argument<?>> arguments() {
    return List.of(folders);
  }

  /// The folders as they are written.
  List<String> folders() {
    return folders.value();
  }
}
