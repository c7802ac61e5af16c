package dev.loopmend.engine;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The files of a run as they are linked at one moment. The model of each is made once in each
/// thread, when it is first asked for there: a model remembers what it worked out, and two threads
/// must not do so at once.
final class Linked implements Codebase {
  private final Workspace workspace;
  private final Inputs inputs;
  private final Map<String, FileState> files;
  private final Suppressions.Used used;
  private final Map<String, DecliningComments> comments = new ConcurrentHashMap<>();
  private final Map<String, List<String>> unread = new ConcurrentHashMap<>();
  private final ThreadLocal<Map<String, Optional<SemanticModel>>> models =
      ThreadLocal.withInitial(HashMap::new);

  Linked(Workspace workspace, Inputs inputs, List<FileState> files, Suppressions.Used used) {
    this.used = used;
    this.workspace = workspace;
    this.inputs = inputs;
    this.files = files.stream().collect(Collectors.toMap(FileState::path, Function.identity()));
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public Optional<SemanticModel> model(String path) {
    FileState file = files.get(path);
    return file == null
        ? Optional.empty()
        : models
            .get()
            .computeIfAbsent(
                path, _ -> treeOf(file).map(tree -> SemanticModel.of(workspace, path, tree)));
  }

  private Optional<SyntaxTree> treeOf(FileState file) {
    return file.treeFrom(inputs.sources(), inputs.formats());
  }

  /// The text of a file of the run as it is now; nothing if it is not any more what it was.
  Optional<SourceText> textOf(String path) {
    FileState file = files.get(path);
    return file == null ? Optional.empty() : file.textFrom(inputs.sources(), inputs.formats());
  }

  /// The model of a file that is held, to find something in it; it is kept only if others asked for
  /// it before in this thread.
  SemanticModel modelToInspect(FileState file) {
    Optional<SemanticModel> known = models.get().get(file.path());
    return known == null ? modelOf(file) : known.orElseGet(() -> modelOf(file));
  }

  private SemanticModel modelOf(FileState file) {
    return SemanticModel.of(workspace, file.path(), file.tree());
  }

  @Override
  public List<String> paths() {
    return files.keySet().stream().sorted().toList();
  }

  @Override
  public List<String> pathsHolding(String word) {
    return files.values().stream()
        .filter(file -> file.isChanged() || file.mayHold(word))
        .map(FileState::path)
        .sorted()
        .toList();
  }

  @Override
  public List<String> unreadHolding(String word) {
    return unread.computeIfAbsent(word, this::findUnread);
  }

  private List<String> findUnread(String word) {
    WordFilter filter = new WordFilter(Sought.by(List.of()));
    return inputs.sources().paths().stream()
        .filter(path -> !files.containsKey(path))
        .filter(
            path ->
                !(inputs.sources().read(path) instanceof SourceTree.Reading.Bytes(byte[] bytes))
                    || filter.look(inputs.sources().location(path), bytes).words().mayHold(word))
        .sorted()
        .toList();
  }

  @Override
  public boolean hasMended(String recipe) {
    return files.values().stream()
        .flatMap(file -> file.applied().stream())
        .anyMatch(finding -> finding.recipe().equals(recipe));
  }

  @Override
  public boolean hasChanged(String path) {
    FileState file = files.get(path);
    return file != null && file.isChanged();
  }

  @Override
  public boolean isDeclined(Recipe recipe, SemanticModel model, Node at) {
    return suppressions(model).suppress(recipe, at);
  }

  /// The comments of a file by which its authors decline findings.
  Suppressions suppressions(SemanticModel model) {
    DecliningComments known =
        comments.computeIfAbsent(model.path(), _ -> DecliningComments.of(model.tree()));
    return new Suppressions(model, known, used);
  }

  @Override
  public Answer mayEdit(String path) {
    FileState file = files.get(path);
    if (file == null) {
      return new Answer.No("it is no file of this run");
    }
    if (file.standing() == SourceTree.Standing.FROZEN) {
      return new Answer.No(path + " is excluded, or generated");
    }
    return inputs
        .sources()
        .closed(path)
        .<Answer>map(Answer.No::new)
        .orElseGet(() -> new Answer.Yes("it is a file of this run"));
  }
}
