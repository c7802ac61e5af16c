package dev.loopmend.metamorphic;

import dev.loopmend.behaviour.BehaviourCase;
import dev.loopmend.engine.FileSettings;
import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.Example.Role;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The programs that are there: the examples of the recipe files, the golden projects, the
/// behaviour cases and the demo, each as it is before it is mended. All recipes look at all of
/// them.
public final class Programs {
  private static final Path GOLDEN = Path.of("fixtures", "golden");
  private static final Path DEMO = Path.of("fixtures", "demo");
  private static final Path BEHAVIOUR = Path.of("fixtures", "behaviour");

  private final List<Recipe> recipes;
  private final Set<String> ids;
  private final List<Program> programs = new ArrayList<>();

  private Programs(List<Recipe> recipes) {
    this.recipes = recipes;
    this.ids = Set.copyOf(recipes.stream().map(Recipe::id).toList());
  }

  /// All programs, those of the recipe files first.
  public static List<Program> all(List<Recipe> recipes) {
    Programs all = new Programs(recipes);
    all.addExamples();
    for (Path root : List.of(GOLDEN, BEHAVIOUR)) {
      all.addFolders(root);
    }
    all.addDemo();
    return List.copyOf(all.programs);
  }

  /// What a folder holds, as one program for Python 3.11.
  public static Program folder(Path root, List<Recipe> recipes) throws IOException {
    Programs one = new Programs(recipes);
    PythonVersion target = PythonVersion.parse("3.11").orElseThrow();
    one.add(root.toString(), filesBelow(root), target, Map.of());
    return one.programs.getFirst();
  }

  private void addExamples() {
    for (Recipe recipe : recipes) {
      for (Example example : recipe.examples()) {
        SortedMap<String, String> files = new TreeMap<>();
        for (Example.Code code : example.codes()) {
          if (code.role() != Role.AFTER && code.role() != Role.AFTER_UNSAFE) {
            files.put(code.file(), code.text());
          }
        }
        Map<String, String> options = new LinkedHashMap<>();
        example.options().forEach((name, value) -> options.put(recipe.id() + "." + name, value));
        PythonVersion target = example.target().orElse(PythonVersion.OLDEST);
        // What is changed are texts of modules; those of notebooks are cells in JSON.
        if (files.keySet().stream().allMatch(it -> it.endsWith(".py"))) {
          add(recipe.id() + ": " + example.title(), files, target, options);
        }
      }
    }
  }

  private void addDemo() {
    try {
      add(DEMO.toString(), filesBelow(DEMO), PythonVersion.OLDEST, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addFolders(Path root) {
    try (Stream<Path> folders = Files.list(root)) {
      for (Path recipe : folders.filter(Files::isDirectory).sorted().toList()) {
        try (Stream<Path> cases = Files.list(recipe)) {
          for (Path folder : cases.sorted().toList()) {
            addFolder(folder);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addFolder(Path folder) throws IOException {
    BehaviourCase fixture = new BehaviourCase(folder);
    SortedMap<String, String> files =
        fixture.isProject()
            ? filesBelow(folder.resolve("before"))
            : new TreeMap<>(Map.of("subject.py", Files.readString(fixture.before())));
    add(
        folder.toString().replace(File.separatorChar, '/'),
        files,
        fixture.oldestPython().orElse(PythonVersion.OLDEST),
        fixture.options());
  }

  private static SortedMap<String, String> filesBelow(Path root) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(it -> it.toString().endsWith(".py")).toList()) {
        String name = root.relativize(path).toString().replace(File.separatorChar, '/');
        files.put(name, Files.readString(path));
      }
    }
    return files;
  }

  private void add(
      String name,
      SortedMap<String, String> files,
      PythonVersion target,
      Map<String, String> options) {
    programs.add(new Program(name, files, new FileSettings(target, ids, options)));
  }
}
