package dev.loopmend.cli;

import dev.loopmend.lsp.Preparation;
import dev.loopmend.lsp.Server;
import dev.loopmend.recipe.Recipe;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend lsp`: the language server, on standard input and output.
final class LspCommand implements Callable<Integer> {
  private final Session session;
  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  LspCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>(options.ofEditor());
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(
        this, "lsp", "Serve an editor on standard input and output.", arguments);
  }

  @Override
  public Integer call() {
    // Standard output is the protocol's: what a library prints there would break it.
    PrintStream before = System.out;
    System.setOut(System.err);
    try {
      Surroundings surroundings = session.surroundings();
      return Server.serve(surroundings.in(), surroundings.out(), this::prepare, Version.number());
    } finally {
      System.setOut(before);
    }
  }

  private Preparation.Prepared prepare(Path folder, List<Path> files) {
    List<String> paths = files.stream().map(Path::toString).toList();
    return switch (Scan.prepareOpen(session, options, recipes, folder, paths)) {
      case Scan.Wrong(var problems) -> new Preparation.Prepared.Wrong(problems);
      case Scan.Ready ready ->
          new Preparation.Prepared.Ready(
              ready.tree(),
              ready.recipes(),
              ready.knowledge(),
              session.wiring().formats(),
              ready.limits().withUnsafe(),
              pages(folder, ready));
    };
  }

  /// The recipes with their examples, read when somebody first looks at one.
  private Supplier<List<Recipe>> pages(Path folder, Scan.Ready ready) {
    return () ->
        switch (RecipeLoad.from(
            session, recipes, folder, ready.tree().workspace().configurations())) {
          case RecipeLoad.Wrong _ -> ready.recipes();
          case RecipeLoad.Loaded(List<Recipe> loaded, _, _) -> loaded;
        };
  }
}
