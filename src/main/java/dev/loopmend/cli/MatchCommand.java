package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.project.Choice;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Request;
import dev.loopmend.project.Settings;
import dev.loopmend.project.View;
import dev.loopmend.project.WorkTree;
import dev.loopmend.project.Workspace;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.TriedPattern;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.MatchReport;
import dev.loopmend.semantic.Knowledge;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend match 'PATTERN' [PATH...]`: what a pattern matches, without a recipe file.
final class MatchCommand implements Callable<Integer> {
  /// The words that switch the recipe of the pattern on, whatever a project ignores.
  private static final Choice ONLY =
      new Choice(List.of("all", "info", TriedPattern.ID), List.of(), Map.of(), Optional.empty());

  private final Session session;

  private final Argument<String> pattern =
      Argument.parameter("PATTERN", "Python with $X for an expression, $$$$$XS for any number");
  private final Argument<List<String>> paths =
      Argument.parameters(1, "PATH", "files and folders (default: the current directory)");

  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  MatchCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>(List.of(pattern, paths));
    arguments.addAll(options.ofFiles());
    arguments.addAll(recipes.ofKnowledge());
    arguments.addAll(general.arguments());
    return Argument.command(this, "match", "Show what a pattern matches.", arguments);
  }

  @Override
  public Integer call() {
    return switch (TriedPattern.of(pattern.value())) {
      case Made.Refused(String why) -> session.wrong(why);
      case Made.Done(Recipe recipe) -> match(recipe);
    };
  }

  private int match(Recipe recipe) {
    Path cwd = session.surroundings().cwd();
    Request request =
        new Request(
            cwd,
            paths.value(),
            options.exclude(),
            options.forceExclude(),
            options.noIgnore() ? Optional.empty() : Optional.of(session.ignoreFiles(cwd)));
    return switch (Workspace.discover(request)) {
      case Workspace.Discovery.Refused(List<Problem> problems) -> session.wrong(problems);
      case Workspace.Discovery.Found(Workspace workspace) ->
          switch (KnowledgeLoad.from(session, recipes, cwd, workspace.configurations())) {
            case KnowledgeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
            case KnowledgeLoad.Loaded(Knowledge knowledge) -> match(recipe, workspace, knowledge);
          };
    };
  }

  private int match(Recipe recipe, Workspace workspace, Knowledge knowledge) {
    List<Recipe> only = List.of(recipe);
    Engine.Limits limits = Engine.Limits.DEFAULT.telling(general.progress(session));
    WorkTree tree =
        new WorkTree(workspace, new Settings(only, ONLY), limits.maxFileSize(), View.WHOLE);
    ChangeSet set = session.wiring().check().over(tree, only, knowledge, limits);
    MatchReport report = new MatchReport(general.palette(session.surroundings(), Optional.empty()));
    session.console().data(report.of(set.left()).getBytes(StandardCharsets.UTF_8));
    Outcome outcome = new Outcome(session, general, options);
    outcome.trouble(set, workspace);
    if (!general.quiet()) {
      session.console().say(ClosingLine.matched(set));
    }
    return outcome.code(set, workspace, false);
  }
}
