package dev.loopmend.cli;

import dev.loopmend.engine.Engine;
import dev.loopmend.engine.Survey;
import dev.loopmend.project.Choice;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Settings;
import dev.loopmend.project.View;
import dev.loopmend.project.WorkTree;
import dev.loopmend.project.Workspace;
import dev.loopmend.report.CallView;
import dev.loopmend.report.NameView;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a file means in its whole project: its names, or its calls.
record MeaningView(Session session, RecipeOptions recipes, String path, boolean names) {

  /// Prints the view; gives the exit code.
  int show() {
    return switch (OneFile.find(session, path)) {
      case OneFile.Wrong(List<Problem> problems) -> session.wrong(problems);
      case OneFile.Found file -> show(file);
    };
  }

  private int show(OneFile.Found file) {
    Workspace workspace = file.workspace();
    return switch (KnowledgeLoad.from(
        session, recipes, workspace.cwd(), workspace.configurations())) {
      case KnowledgeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case KnowledgeLoad.Loaded(Knowledge knowledge) -> show(file, knowledge);
    };
  }

  private int show(OneFile.Found file, Knowledge knowledge) {
    Engine.Limits limits = Engine.Limits.DEFAULT;
    Settings settings = new Settings(List.of(), Choice.NONE);
    WorkTree tree = new WorkTree(file.workspace(), settings, limits.maxFileSize(), View.WHOLE);
    List<String> faults = new ArrayList<>();
    String shown =
        Survey.ask(
            tree,
            session.wiring().formats(),
            knowledge,
            limits,
            survey -> {
              OneFile.fault(survey).ifPresent(faults::add);
              return survey
                  .codebase()
                  .model(file.path())
                  .map(model -> view(model, survey))
                  .orElse("");
            });
    if (!faults.isEmpty()) {
      return session.wrong(faults.getFirst());
    }
    session.console().data(shown.getBytes(StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }

  private String view(SemanticModel model, Survey survey) {
    return names ? NameView.of(model) : CallView.of(model, survey::origin);
  }
}
