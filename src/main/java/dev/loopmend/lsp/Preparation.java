package dev.loopmend.lsp;

import dev.loopmend.engine.Engine;
import dev.loopmend.project.Problem;
import dev.loopmend.project.WorkTree;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// How what a check needs is found: a port, since options and settings are the command line's.
public interface Preparation {
  /// What it takes to check some files of a folder, with their projects as they are on the disk.
  /// Both are absolute; a file need not exist. Excluded files are not among those to check.
  Prepared prepare(Path folder, List<Path> files);

  /// What there is to check with, or why nothing can be checked.
  sealed interface Prepared {
    /// The files, the recipes in the order in which they run with the facts they use, how files are
    /// read, and the limits. `pages` are the recipes with their examples, for people.
    record Ready(
        WorkTree tree,
        List<Recipe> recipes,
        Knowledge knowledge,
        Formats formats,
        Engine.Limits limits,
        Supplier<List<Recipe>> pages)
        implements Prepared {
      public Ready {
        recipes = List.copyOf(recipes);
      }
    }

    /// The settings or the recipes are wrong.
    record Wrong(List<Problem> problems) implements Prepared {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }
}
