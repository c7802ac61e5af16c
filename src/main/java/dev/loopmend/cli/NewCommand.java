package dev.loopmend.cli;

import dev.loopmend.project.Problem;
import dev.loopmend.project.Project;
import dev.loopmend.project.SettingList;
import dev.loopmend.project.Shown;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.Skeleton;
import dev.loopmend.semantic.Knowledge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend new RECIPE`: a recipe file to begin with, whose test passes.
final class NewCommand implements Callable<Integer> {
  private final Session session;

  private final Argument<String> id = Argument.parameter("RECIPE", "the id: words with hyphens");
  private final Argument<String> folder =
      Argument.one(
          String.class,
          "",
          "DIR",
          "the folder that takes the file (default: the one that the settings name)",
          "--recipes");
  private final GeneralOptions general = new GeneralOptions();

  NewCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>(List.of(id, folder));
    arguments.addAll(general.arguments());
    return Argument.command(
        this, "new", "Write a recipe file to begin with; it passes its test.", arguments);
  }

  @Override
  public Integer call() {
    Optional<String> fault = Skeleton.refuse(id.value());
    if (fault.isPresent()) {
      return session.wrong(fault.get());
    }
    Path cwd = session.surroundings().cwd();
    return switch (SettingList.project(cwd, cwd)) {
      case SettingList.Lookup.Wrong(List<Problem> problems) -> session.wrong(problems);
      case SettingList.Lookup.Found(Project project) -> {
        List<Path> folders =
            project.configuration().recipes().stream()
                .map(name -> project.configuration().folder().resolve(name).normalize())
                .toList();
        yield folder.given().isPresent()
            ? write(cwd.resolve(folder.value()).normalize())
            : folders.size() == 1
                ? write(folders.getFirst())
                : session.wrong("say which folder takes the file: --recipes DIR");
      }
    };
  }

  private int write(Path folder) {
    if (isBuiltIn()) {
      return session.wrong("there is a recipe '" + id.value() + "' already, it is built in");
    }
    Path file = folder.resolve(id.value() + ".md");
    String shown = Shown.path(session.surroundings().cwd(), file);
    try {
      Files.createDirectories(folder);
      Files.writeString(file, Skeleton.of(id.value()), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      return session.refused(shown + " exists already");
    } catch (IOException e) {
      return session.wrong(shown + ": cannot be written: " + e.getMessage());
    }
    session.console().data((shown + "\n").getBytes(StandardCharsets.UTF_8));
    if (!general.quiet()) {
      Path cwd = session.surroundings().cwd();
      session
          .console()
          .say(
              "try it: loopmend test --recipes %s %s"
                  .formatted(Shown.path(cwd, folder), id.value()));
    }
    return ExitCode.DONE;
  }

  private boolean isBuiltIn() {
    return session.wiring().knowledge().apply(List.of())
            instanceof KnowledgeReader.Loading.Loaded(Knowledge knowledge)
        && session.wiring().recipesToRun().apply(List.of(), knowledge)
            instanceof RecipeBook.Loading.Loaded(List<Recipe> recipes)
        && recipes.stream().anyMatch(recipe -> recipe.id().equals(id.value()));
  }
}
