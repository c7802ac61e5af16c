package dev.loopmend.cli;

import dev.loopmend.engine.Engine;
import dev.loopmend.engine.Explanation;
import dev.loopmend.engine.NewModules;
import dev.loopmend.engine.Survey;
import dev.loopmend.project.Choice;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Settings;
import dev.loopmend.project.View;
import dev.loopmend.project.WorkTree;
import dev.loopmend.project.Workspace;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.report.WhyReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend why RECIPE FILE:LINE`: what a recipe made of a line.
final class WhyCommand implements Callable<Integer> {
  private static final Pattern PLACE = Pattern.compile("(.+?):(\\d+)(?::\\d+)?", Pattern.DOTALL);

  private final Session session;

  private final Argument<String> id = Argument.parameter(0, "RECIPE", "the id of a recipe");
  private final Argument<String> place =
      Argument.parameter(1, "FILE:LINE", "a Python file and a line of it, from 1");
  private final Argument<Map<String, String>> set =
      Argument.pairs("--set", "RECIPE.OPTION=VALUE", "set an option of a recipe (see explain)");
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  WhyCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>(List.of(id, place, set));
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(
        this, "why", "Tell why a recipe finds something on a line, or does not.", arguments);
  }

  @Override
  public Integer call() {
    Matcher at = PLACE.matcher(place.value());
    if (!at.matches()) {
      return session.wrong(
          "FILE:LINE is a file and a line such as app.py:12, not " + place.value());
    }
    return switch (OneFile.find(session, at.group(1))) {
      case OneFile.Wrong(List<Problem> problems) -> session.wrong(problems);
      case OneFile.Found file -> explain(file, line(at.group(2)));
    };
  }

  private static int line(String digits) {
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  private int explain(OneFile.Found file, int line) {
    Workspace workspace = file.workspace();
    return switch (RecipeLoad.from(session, recipes, workspace.cwd(), workspace.configurations())) {
      case RecipeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case RecipeLoad.Loaded loaded -> {
        Choice choice = new Choice(List.of(), List.of(), set.value(), Optional.empty());
        Settings settings = new Settings(loaded.recipes(), choice);
        List<Problem> problems = settings.problems(workspace.distinctProjects());
        Optional<Recipe> recipe =
            loaded.recipes().stream().filter(it -> it.id().equals(id.value())).findFirst();
        if (recipe.isEmpty()) {
          yield session.wrong(ExplainCommand.unknown(id.value(), loaded.recipes()));
        }
        yield problems.isEmpty()
            ? explain(file, line, settings, recipe.get(), loaded)
            : session.wrong(problems);
      }
    };
  }

  private int explain(
      OneFile.Found file, int line, Settings settings, Recipe recipe, RecipeLoad.Loaded loaded) {
    Engine.Limits limits = Engine.Limits.DEFAULT;
    WorkTree tree = new WorkTree(file.workspace(), settings, limits.maxFileSize(), View.WHOLE);
    Told told =
        Survey.ask(
            NewModules.in(tree, loaded.recipes(), loaded.knowledge()),
            session.wiring().formats(),
            loaded.knowledge(),
            limits,
            survey -> told(survey, file, line, recipe, loaded.recipes()));
    return switch (told) {
      case Told.Fault(String message) -> session.wrong(message);
      case Told.Answer(String text) -> {
        session.console().data(text.getBytes(StandardCharsets.UTF_8));
        yield ExitCode.DONE;
      }
    };
  }

  /// What the survey tells of the line.
  private sealed interface Told {
    record Fault(String message) implements Told {}

    record Answer(String text) implements Told {}
  }

  private Told told(Survey survey, OneFile.Found file, int line, Recipe recipe, List<Recipe> all) {
    Optional<String> fault = OneFile.fault(survey);
    if (fault.isPresent()) {
      return new Told.Fault(fault.get());
    }
    int lines = survey.lineCount(file.path());
    if (line < 1 || line > lines) {
      return new Told.Fault(file.path() + " has " + lines + " lines, and no line " + line);
    }
    Explanation explanation = survey.why(recipe, all, file.path(), line).orElseThrow();
    List<String> notes = file.leftOut().stream().toList();
    WhyReport report = new WhyReport(general.palette(session.surroundings(), Optional.empty()));
    return new Told.Answer(
        report.of(explanation, survey.codebase().model(file.path()).orElseThrow().tree(), notes));
  }
}
