package dev.loopmend.cli;

import dev.loopmend.project.Configuration;
import dev.loopmend.project.KnowledgeFiles;
import dev.loopmend.project.Problem;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.semantic.Knowledge;
import java.nio.file.Path;
import java.util.List;

/// Loads the built-in facts about libraries and those of users.
sealed interface KnowledgeLoad {
  record Loaded(Knowledge knowledge) implements KnowledgeLoad {}

  record Wrong(List<Problem> problems) implements KnowledgeLoad {}

  /// Loads what the command line and configurations name; paths are shown as seen from `cwd`.
  static KnowledgeLoad from(
      Session session, RecipeOptions own, Path cwd, List<Configuration> configurations) {
    KnowledgeFiles.Reading read =
        KnowledgeFiles.read(
            cwd, session.resolve(own.knowledge()), session.resolve(own.folders()), configurations);
    if (!read.problems().isEmpty()) {
      return new Wrong(read.problems());
    }
    return switch (session.wiring().knowledge().apply(read.texts())) {
      case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> new Loaded(knowledge);
      case KnowledgeReader.Loading.Broken(List<RecipeBook.Problem> broken) ->
          new Wrong(broken.stream().map(RecipeLoad::problem).toList());
    };
  }
}
