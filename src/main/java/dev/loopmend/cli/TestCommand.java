package dev.loopmend.cli;

import dev.loopmend.diff.UnifiedDiff;
import dev.loopmend.engine.ExampleFailure;
import dev.loopmend.project.Problem;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.semantic.Knowledge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend test [RECIPE...]`: the examples of recipe files.
final class TestCommand implements Callable<Integer> {
  private final Session session;

  private final Argument<List<String>> ids =
      Argument.parameters("RECIPE", "ids of recipes (default: all)");

  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  TestCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.add(ids);
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(this, "test", "Run the examples that recipe files carry.", arguments);
  }

  @Override
  public Integer call() {
    return switch (RecipeLoad.from(session, recipes)) {
      case RecipeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case RecipeLoad.Loaded(List<Recipe> loaded, Knowledge knowledge) -> test(loaded, knowledge);
    };
  }

  private int test(List<Recipe> loaded, Knowledge knowledge) {
    List<String> known = loaded.stream().map(Recipe::id).toList();
    List<String> wanted = ids.value();
    Optional<String> unknown = wanted.stream().filter(id -> !known.contains(id)).findFirst();
    if (unknown.isPresent()) {
      return session.wrong(ExplainCommand.unknown(unknown.get(), loaded));
    }
    List<Recipe> chosen =
        loaded.stream().filter(recipe -> wanted.isEmpty() || wanted.contains(recipe.id())).toList();
    int examples = 0;
    long failing = 0;
    for (Recipe recipe : chosen) {
      List<ExampleFailure> failures = session.wiring().examples().apply(recipe, knowledge);
      failures.forEach(failure -> show(recipe, failure));
      examples += recipe.examples().size();
      failing += failures.stream().map(ExampleFailure::example).distinct().count();
    }
    if (!general.quiet()) {
      session
          .console()
          .say(
              "%s, %s, %d failing"
                  .formatted(
                      ClosingLine.count(chosen.size(), "recipe"),
                      ClosingLine.count(examples, "example"),
                      failing));
    }
    return failing > 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  private void show(Recipe recipe, ExampleFailure failure) {
    String heading =
        "%s:%d: example \"%s\": %s\n"
            .formatted(recipe.source(), failure.line(), failure.example().title(), failure.what());
    String diff =
        new String(
            UnifiedDiff.of("example", utf8(failure.expected()), utf8(failure.actual())),
            StandardCharsets.UTF_8);
    String body =
        diff.isEmpty()
            ? ""
            : "  - expected\n  + actual\n"
                + diff.lines()
                    .skip(3)
                    .map(line -> "  " + line + "\n")
                    .collect(Collectors.joining());
    session.console().data(utf8(heading + body));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
