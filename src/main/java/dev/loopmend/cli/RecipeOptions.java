package dev.loopmend.cli;

import java.util.List;

/// The options of every command that uses recipes.
final class RecipeOptions {
  private final Argument<List<String>> folders =
      Argument.repeated("--recipes", "DIR", "a folder of recipes, beside the built-in ones");
  private final Argument<List<String>> knowledge =
      Argument.repeated("--knowledge", "FILE", "a file of facts about libraries");

  List<Argument<?>> arguments() {
    return List.of(folders, knowledge);
  }

  /// What a command takes of them that uses no recipes.
  List<Argument<?>> ofKnowledge() {
    return List.of(knowledge);
  }

  /// The folders as they are written.
  List<String> folders() {
    return folders.value();
  }

  /// The knowledge files as they are written.
  List<String> knowledge() {
    return knowledge.value();
  }
}
