package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Summaries;
import dev.loopmend.semantic.Summary;
import dev.loopmend.semantic.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What is done with the trees of a whole project, in one thread: each operation goes through all
/// files of a folder, with all recipes.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xss64m"})
public class StagesBenchmark {
  /// The files of a folder, parsed, linked and inspected.
  @State(Scope.Benchmark)
  public static class Project {
    @Param("fixtures")
    public String folder;

    private final List<FileState> files = new ArrayList<>();
    private ModuleFiles modules = ModuleFiles.of(Map.of(), BuiltIn.KNOWLEDGE);
    private List<Finding> findings = List.of();
    private Linked linked;

    @Setup
    public void read() throws IOException {
      SourceTree sources = MemoryTree.of(texts(), BuiltIn.SETTINGS);
      Engine.Limits limits = new Engine.Limits(true, 1, 4 << 20, false);
      Inputs inputs = new Inputs(sources, new NotebookFormat(), limits);
      RecipeSet recipes = new RecipeSet(BuiltIn.RECIPES);
      modules = ModuleFiles.of(Groundwork.locations(sources), BuiltIn.KNOWLEDGE);
      try (Workers workers = new Workers(1, Progress.UNSEEN)) {
        files.addAll(Groundwork.of(inputs, recipes, BuiltIn.KNOWLEDGE, workers).files());
      }
      files.forEach(file -> file.hold(sources, inputs.formats()));
      findings = files.stream().flatMap(file -> file.findings().stream()).toList();
      linked = new Linked(link(), inputs, files, new Suppressions.Used());
    }

    private Map<String, byte[]> texts() throws IOException {
      Map<String, byte[]> texts = new TreeMap<>();
      Path root = Path.of(folder);
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(it -> it.toString().endsWith(".py")).toList()) {
          if (Files.isRegularFile(file)) {
            texts.put(
                root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
          }
        }
      }
      return texts;
    }

    private Workspace link() {
      return Workspace.of(
          modules, files.stream().map(FileState::summary).toList(), Set.<String>of());
    }
  }

  /// Takes the facts out of all trees.
  @Benchmark
  public void summarize(Project project, Blackhole sink) {
    for (FileState file : project.files) {
      Summary summary = Summaries.summarize(file.path(), file.tree());
      sink.consume(summary);
    }
  }

  /// Links the facts of all files.
  @Benchmark
  public Object link(Project project) {
    return project.link();
  }

  /// Looks in all files for what recipes find, with their conditions, and drafts the fixes.
  @Benchmark
  public void match(Project project, Blackhole sink) {
    for (FileState file : project.files) {
      SemanticModel model = SemanticModel.of(project.linked.workspace(), file.path(), file.tree());
      Inspector inspector =
          new Inspector(
              file.path(),
              model,
              project.linked,
              project.linked.suppressions(model),
              file.settings());
      for (Recipe recipe : BuiltIn.RECIPES) {
        if (file.candidates().contains(recipe.id())) {
          sink.consume(inspector.inspect(recipe));
        }
      }
    }
  }

  /// Plans the edits of all fixes, recipe by recipe, and makes the new texts.
  @Benchmark
  public void edit(Project project, Blackhole sink) {
    for (Recipe recipe : BuiltIn.RECIPES) {
      List<Finding> own =
          project.findings.stream().filter(it -> it.recipe().equals(recipe.id())).toList();
      Round round = Round.choose(own, true);
      Set<String> paths = new LinkedHashSet<>();
      round.changes().forEach(change -> paths.addAll(change.files().keySet()));
      for (FileState file : project.files) {
        if (paths.contains(file.path())) {
          RequestPlanner planner =
              new RequestPlanner(
                  file.tree(),
                  file.current().lineEnd(),
                  it -> project.modules.homeOf(file.path(), it));
          EditMap map = round.edits(file.path(), planner);
          sink.consume(Edits.apply(file.current().text(), map.edits()));
        }
      }
    }
  }
}
