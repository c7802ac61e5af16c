package dev.loopmend.cli;

import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.Survey;
import dev.loopmend.project.Choice;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Request;
import dev.loopmend.project.Settings;
import dev.loopmend.project.View;
import dev.loopmend.project.WorkTree;
import dev.loopmend.project.Workspace;
import dev.loopmend.report.CallView;
import dev.loopmend.report.NameView;
import dev.loopmend.report.Palette;
import dev.loopmend.report.TextReport;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a file means in its whole project: its names, or its calls.
record MeaningView(Session session, RecipeOptions recipes, String path, boolean names) {

  /// Prints the view; gives the exit code.
  int show() {
    Path cwd = session.surroundings().cwd();
    if (Files.isDirectory(cwd.resolve(path))) {
      return session.wrong(path + ": it is no regular file");
    }
    Request request = new Request(cwd, List.of(path), List.of(), false, true);
    return switch (Workspace.discover(request)) {
      case Workspace.Discovery.Refused(List<Problem> problems) -> session.wrong(problems);
      case Workspace.Discovery.Found(Workspace workspace) ->
          switch (KnowledgeLoad.from(
              session, recipes, workspace.cwd(), workspace.configurations())) {
            case KnowledgeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
            case KnowledgeLoad.Loaded(Knowledge knowledge) -> show(workspace, knowledge);
          };
    };
  }

  private int show(Workspace workspace, Knowledge knowledge) {
    Engine.Limits limits = Engine.Limits.DEFAULT;
    Settings settings = new Settings(List.of(), Choice.NONE);
    WorkTree tree = new WorkTree(workspace, settings, limits.maxFileSize(), View.WHOLE);
    String file = workspace.files().firstKey();
    List<FileOutcome.Skipped> skipped = new ArrayList<>();
    String shown =
        Survey.ask(
            tree,
            knowledge,
            limits,
            survey -> {
              skipped.addAll(survey.skipped());
              return survey.codebase().model(file).map(model -> view(model, survey)).orElse("");
            });
    Optional<FileOutcome.Skipped> fault = skipped.stream().findFirst();
    if (fault.isPresent()) {
      String said = new TextReport(Palette.PLAIN).of(fault.get());
      return session.wrong(said.lines().findFirst().orElse(said).replace(": skipped: ", ": "));
    }
    session.console().data(shown.getBytes(StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }

  private String view(SemanticModel model, Survey survey) {
    return names ? NameView.of(model) : CallView.of(model, survey::lines);
  }
}
