package dev.loopmend.cli;

import dev.loopmend.engine.ExampleFailure;
import dev.loopmend.project.Problem;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.ExampleReport;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.write.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend test [RECIPE...]`: the examples of recipe files.
final class TestCommand implements Callable<Integer> {
  private final Session session;

  private final Argument<List<String>> ids =
      Argument.parameters("RECIPE", "ids of recipes (default: own ones; without any, all)");
  private final Argument<Boolean> update =
      Argument.flag(
          "write what comes out into the recipe files; failing examples still fail", "--update");

  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  TestCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>(List.of(ids, update));
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(this, "test", "Run the examples that recipe files carry.", arguments);
  }

  @Override
  public Integer call() {
    return switch (RecipeLoad.here(session, recipes)) {
      case RecipeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case RecipeLoad.Loaded loaded -> test(loaded);
    };
  }

  private int test(RecipeLoad.Loaded loaded) {
    List<String> known = loaded.recipes().stream().map(Recipe::id).toList();
    List<String> wanted = ids.value();
    Optional<String> unknown = wanted.stream().filter(id -> !known.contains(id)).findFirst();
    if (unknown.isPresent()) {
      return session.wrong(ExplainCommand.unknown(unknown.get(), loaded.recipes()));
    }
    List<Recipe> own = loaded.ownRecipes();
    List<Recipe> chosen =
        wanted.isEmpty()
            ? own.isEmpty() ? loaded.recipes() : own
            : loaded.recipes().stream().filter(it -> wanted.contains(it.id())).toList();
    int examples = 0;
    long failing = 0;
    int hints = 0;
    for (Recipe recipe : chosen) {
      List<ExampleFailure> failures = session.wiring().examples().apply(recipe, loaded.knowledge());
      show(recipe, failures);
      hints += recipe.hints().size();
      examples += recipe.examples().size();
      failing += failures.stream().map(ExampleFailure::example).distinct().count();
      if (update.value() && !failures.isEmpty()) {
        update(recipe, loaded.knowledge()).ifPresent(session.console()::say);
      }
    }
    if (!general.quiet()) {
      String recipeCount = ClosingLine.count(chosen.size(), "recipe");
      String exampleCount = ClosingLine.count(examples, "example");
      String hintCount = hints == 0 ? "" : ", " + ClosingLine.count(hints, "hint");
      session
          .console()
          .say("%s, %s, %d failing%s".formatted(recipeCount, exampleCount, failing, hintCount));
    }
    return failing + hints > 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  private void show(Recipe recipe, List<ExampleFailure> failures) {
    ExampleReport report =
        new ExampleReport(general.palette(session.surroundings(), Optional.empty()));
    for (ExampleFailure failure : failures) {
      session.console().data(report.of(recipe, failure).getBytes(StandardCharsets.UTF_8));
    }
    for (RecipeBook.Problem hint : recipe.hints()) {
      String line = RecipeLoad.problem(hint).text() + "\n";
      session.console().data(line.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Writes the results into the file of a recipe; gives what there is to say.
  private Optional<String> update(Recipe recipe, Knowledge knowledge) {
    Path file = session.surroundings().cwd().resolve(recipe.source());
    try {
      String old = Files.readString(file);
      return switch (session.wiring().update().of(recipe, old, knowledge)) {
        case Made.Refused(String why) -> Optional.of(recipe.source() + ": not updated: " + why);
        case Made.Done(String text) when text.equals(old) -> Optional.empty();
        case Made.Done(String text) -> {
          AtomicFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
          yield Optional.of(recipe.source() + ": updated; look at what changed");
        }
      };
    } catch (IOException e) {
      return Optional.of(recipe.source() + ": not updated: " + e.getMessage());
    }
  }
}
