package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;

/// What the rest of the workspace has to know about one file: a pure function of that file, with
/// every name as the file writes it. `exports` are the names of the module's scope in the order of
/// the text, `stars` the modules that it imports everything from.
public record Summary(
    String path,
    Map<String, Export> exports,
    List<Source> stars,
    List<Definition> definitions,
    List<Reference> references,
    List<Patch> patches,
    boolean setsExceptionHandler) {

  /// Where an import looks: `level` counts the dots.
  public record Source(int level, String module) {}

  /// What a name of a module's scope is.
  public sealed interface Export {
    /// `import module` (then `name` is empty) or `from module import name`
    record Imported(Source from, String name) implements Export {}

    /// a function or class of the module
    record Defined() implements Export {}

    /// `name = dotted.name`, once
    record Alias(String dotted) implements Export {}

    /// anything else: a value, a name that is bound several times
    record Opaque() implements Export {}
  }

  /// A function or class: its name within the module such as `Class.method`, `async def` or not.
  public record Definition(String name, boolean isFunction, boolean isAsync, List<String> bases) {}

  /// A use of a name that the file does not define itself. `target` is dotted, below `from` (what
  /// it was imported from); `by` is the definition it stands in, "" for the module; `isCall` tells
  /// a call from any other use, by which the function escapes.
  public record Reference(Source from, String target, String by, boolean isCall) {}

  /// What a test replaces: `from` is where the object to patch was imported from (empty for a patch
  /// by string), `target` the dotted name. `isTail` tells that only its end is known.
  public record Patch(Source from, String target, boolean isTail) {}

  public Summary {
    stars = List.copyOf(stars);
    definitions = List.copyOf(definitions);
    references = List.copyOf(references);
    patches = List.copyOf(patches);
  }
}
