package dev.loopmend.engine;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The files of a run as they are linked at one moment. The model of each is made once, when it is
/// first asked for.
final class Linked implements Codebase {
  private final Workspace workspace;
  private final SourceTree sources;
  private final Map<String, FileState> files;
  private final Map<String, Optional<SemanticModel>> models = new ConcurrentHashMap<>();

  Linked(Workspace workspace, SourceTree sources, List<FileState> files) {
    this.workspace = workspace;
    this.sources = sources;
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
        : models.computeIfAbsent(
            path, _ -> file.hold(sources) ? Optional.of(modelOf(file)) : Optional.empty());
  }

  /// The model of a file that is held, to find something in it; it is kept only if others asked for
  /// it before.
  SemanticModel modelToInspect(FileState file) {
    Optional<SemanticModel> known = models.get(file.path());
    return known == null ? modelOf(file) : known.orElseGet(() -> modelOf(file));
  }

  private SemanticModel modelOf(FileState file) {
    return SemanticModel.of(workspace, file.path(), file.tree());
  }

  @Override
  public Answer mayEdit(String path) {
    FileState file = files.get(path);
    if (file == null) {
      return new Answer.No("it is no file of this run");
    }
    return file.standing() == SourceTree.Standing.FROZEN
        ? new Answer.No(path + " is excluded")
        : new Answer.Yes("it is a file of this run");
  }
}
