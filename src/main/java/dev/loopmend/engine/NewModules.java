package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import dev.loopmend.text.LineRange;
import dev.loopmend.text.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A source tree with the modules that options of recipes name: files that are not there yet stand
/// in it as absent, so that a fix can write them like any other, and those that are there are
/// parsed with the packages that they lie in.
public final class NewModules implements SourceTree {
  private static final String INIT = "__init__.py";

  private final SourceTree tree;
  private final List<String> paths;

  /// By path of an absent file, one that lies beside or below it.
  private final Map<String, String> absent;

  private final Set<String> asked;

  private NewModules(SourceTree tree, Map<String, String> absent, Set<String> asked) {
    this.tree = tree;
    this.absent = Map.copyOf(absent);
    this.asked = Set.copyOf(asked);
    List<String> all = new ArrayList<>(tree.paths());
    all.addAll(absent.keySet());
    Collections.sort(all);
    this.paths = List.copyOf(all);
  }

  /// The tree with the modules that the options of some recipes name; the tree itself if they name
  /// none. A module of the standard library's name is none that could be made.
  public static SourceTree in(SourceTree tree, List<Recipe> recipes, Knowledge knowledge) {
    Set<String> modules = modules(tree, recipes);
    modules.removeIf(it -> knowledge.standardModules().contains(Dotted.root(it)));
    return modules.isEmpty() ? tree : new Folders(tree).with(modules);
  }

  /// The modules that options name where findings are wanted.
  private static Set<String> modules(SourceTree tree, List<Recipe> recipes) {
    List<Recipe> naming = recipes.stream().filter(it -> !options(it).isEmpty()).toList();
    Set<String> modules = new TreeSet<>();
    for (FileSettings settings :
        naming.isEmpty() ? Set.<FileSettings>of() : tree.chosenSettings()) {
      naming.stream()
          .filter(it -> settings.recipes().contains(it.id()))
          .flatMap(it -> options(it).stream())
          .flatMap(it -> Optional.ofNullable(settings.options().get(it)).stream())
          .forEach(modules::add);
    }
    return modules;
  }

  /// Ex) `fire-and-forget-task.helper-module`
  private static List<String> options(Recipe recipe) {
    return recipe.options().entrySet().stream()
        .filter(it -> it.getValue().type() == Recipe.OptionType.MODULE)
        .map(it -> recipe.id() + "." + it.getKey())
        .toList();
  }

  /// The folders of a tree that hold Python files, each with the first of them.
  private static final class Folders {
    private final SourceTree tree;
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, String> folders = new TreeMap<>();

    Folders(SourceTree tree) {
      this.tree = tree;
      for (String path : tree.paths()) {
        String location = "/" + tree.location(path);
        files.put(location, path);
        int slash = location.lastIndexOf('/');
        while (slash >= 0) {
          folders.putIfAbsent(location.substring(0, slash), path);
          slash = location.lastIndexOf('/', slash - 1);
        }
      }
    }

    SourceTree with(Set<String> modules) {
      Map<String, String> absent = new HashMap<>();
      Set<String> asked = new HashSet<>();
      for (String module : modules) {
        String qualifier = Dotted.qualifier(module);
        String inside = qualifier.isEmpty() ? "" : "/" + qualifier.replace('.', '/');
        for (String folder : inside.isEmpty() ? List.of(top()) : foldersOf(inside)) {
          String bare = folder + "/" + Dotted.last(module);
          Optional<String> there =
              Optional.ofNullable(files.get(bare + ".py"))
                  .or(() -> Optional.ofNullable(files.get(bare + "/" + INIT)));
          there.ifPresentOrElse(asked::add, () -> absent.put(pathOf(bare + ".py"), beside(folder)));
          packages(folder, inside, asked);
        }
      }
      return new NewModules(tree, absent, asked);
    }

    /// Where modules lie that belong to no package: below `src`, or at the top.
    private String top() {
      boolean source = folders.containsKey("/src") && !files.containsKey("/src/" + INIT);
      return source ? "/src" : "";
    }

    /// The folders of a package; what holds its outermost one is no package itself.
    private List<String> foldersOf(String inside) {
      return folders.keySet().stream()
          .filter(it -> it.endsWith(inside))
          .filter(
              it -> !files.containsKey(it.substring(0, it.length() - inside.length()) + "/" + INIT))
          .toList();
    }

    private void packages(String folder, String inside, Set<String> asked) {
      String at = folder;
      int outside = folder.length() - inside.length();
      while (at.length() > outside) {
        Optional.ofNullable(files.get(at + "/" + INIT)).ifPresent(asked::add);
        at = at.substring(0, at.lastIndexOf('/'));
      }
    }

    private String beside(String folder) {
      return Optional.ofNullable(files.get(folder + "/" + INIT))
          .or(() -> Optional.ofNullable(folders.get(folder)))
          .orElseThrow();
    }

    /// How a run names a file that is not there, by one that lies in its folder or below.
    private String pathOf(String location) {
      String folder = location.substring(0, location.lastIndexOf('/'));
      String other = beside(folder);
      String below = ("/" + tree.location(other)).substring(folder.length() + 1);
      return other.substring(0, other.length() - below.length())
          + location.substring(folder.length() + 1);
    }
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public Reading read(String path) {
    String beside = absent.get(path);
    if (beside == null) {
      return tree.read(path);
    }
    // Somebody has made it since.
    if (tree.read(path) instanceof Reading.Bytes made) {
      return made;
    }
    return new Reading.Absent(
        tree.read(beside) instanceof Reading.Bytes(byte[] bytes) && !Formats.isNotebook(beside)
            ? SourceText.lineEndOf(new String(bytes, StandardCharsets.ISO_8859_1))
            : "\n");
  }

  @Override
  public boolean isNamed(String path) {
    return asked.contains(path) || tree.isNamed(path);
  }

  @Override
  public String location(String path) {
    String beside = absent.get(path);
    if (beside == null) {
      return tree.location(path);
    }
    int folder = path.lastIndexOf('/') + 1;
    String below = beside.substring(folder);
    String other = tree.location(beside);
    return other.substring(0, other.length() - below.length()) + path.substring(folder);
  }

  @Override
  public Set<String> entryPoints() {
    return tree.entryPoints();
  }

  @Override
  public Standing standing(String path) {
    String beside = absent.get(path);
    if (beside == null) {
      return tree.standing(path);
    }
    return tree.standing(beside) == Standing.FROZEN ? Standing.FROZEN : Standing.LINKED;
  }

  @Override
  public Optional<List<LineRange>> chosenLines(String path) {
    return absent.containsKey(path) ? Optional.empty() : tree.chosenLines(path);
  }

  @Override
  public Optional<String> closed(String path) {
    return tree.closed(path).or(() -> absent.containsKey(path) ? occupied(path) : Optional.empty());
  }

  @Override
  public Optional<String> occupied(String path) {
    return tree.occupied(path);
  }

  @Override
  public FileSettings settings(String path) {
    String beside = absent.get(path);
    return tree.settings(beside == null ? path : beside);
  }
}
