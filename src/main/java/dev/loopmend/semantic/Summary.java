package dev.loopmend.semantic;

/// What the rest of the workspace has to know about one file: a pure function of that file, with
/// every name as the file writes it. Facts and places are apart, since an edit that only moves text
/// changes nothing of the former.
public final class Summary {
  private final String path;
  private final FileFacts facts;
  private final Positions positions;

  Summary(String path, FileFacts facts, Positions positions) {
    this.path = path;
    this.facts = facts;
    this.positions = positions;
  }

  /// The path of the file in its workspace.
  public String path() {
    return path;
  }

  FileFacts facts() {
    return facts;
  }

  Positions positions() {
    return positions;
  }

  /// Whether another summary of the same file says the same, apart from where things stand.
  public boolean meansTheSame(Summary other) {
    return path.equals(other.path) && facts.equals(other.facts);
  }

  /// Where an import looks: `level` counts the dots.
  public record Source(int level, String module) {}

  /// What a name of a module's scope is to other files.
  sealed interface Export {
    /// `import module` (then `name` is empty) or `from module import name`
    record Imported(Source from, String name) implements Export {}

    /// a function or class of the module
    record Defined() implements Export {}

    /// `name = dotted.name`, once
    record Alias(String dotted) implements Export {}

    /// anything else: a value, a name that is bound several times
    record Opaque() implements Export {}
  }

  /// What a test replaces: `from` is where the object to patch was imported from (empty for a patch
  /// by string), `target` the dotted name. `isTail` tells that only its end is known; `isMock` that
  /// a mock takes its place which nobody tells what to give.
  record Patch(Source from, String target, boolean isTail, boolean isMock) {}
}
