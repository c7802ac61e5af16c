package dev.loopmend.lsp;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.LiveCheck;
import dev.loopmend.engine.Offer;
import dev.loopmend.lsp.Preparation.Prepared.Ready;
import dev.loopmend.project.View;
import dev.loopmend.project.WorkTree;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.Range;

/// What is known of the open files of a folder: their texts when they were last looked at, and what
/// is found in them. For one thread at a time.
final class Checked implements AutoCloseable {
  private final Ready ready;
  private final WorkTree tree;
  private final LiveCheck live;
  private final Map<Path, Buffer> buffers = new LinkedHashMap<>();
  private final Map<Path, String> shown = new HashMap<>();
  private List<Recipe> pages = List.of();

  /// Looks at all files of a preparation, open ones as the editor has them.
  Checked(Ready ready, List<Buffer> open) {
    this.ready = ready;
    this.tree = withTexts(ready.tree(), open);
    tree.workspace().files().forEach((name, path) -> shown.put(path, name));
    for (Buffer buffer : open) {
      if (shown.containsKey(buffer.path())) {
        buffers.put(buffer.path(), buffer);
      }
    }
    this.live =
        LiveCheck.of(ready.recipes(), ready.knowledge(), ready.formats(), tree, ready.limits());
  }

  /// What fixing all that is safe makes of files, as `apply` would; of the files of a preparation
  /// only those that are to be checked count.
  static ChangeSet mend(Ready ready, List<Buffer> open) {
    Engine.Limits given = ready.limits();
    Engine.Limits safe =
        new Engine.Limits(false, given.jobs(), given.maxFileSize(), given.prefilter());
    return new Engine(ready.recipes(), ready.knowledge(), ready.formats())
        .mend(withTexts(ready.tree(), open), safe);
  }

  /// The files with the texts of all that is open, whether or not findings are wanted there.
  private static WorkTree withTexts(WorkTree tree, List<Buffer> open) {
    Map<Path, Buffer> byPath = new HashMap<>();
    open.forEach(buffer -> byPath.put(buffer.path(), buffer));
    Map<String, byte[]> texts = new HashMap<>();
    for (String name : tree.paths()) {
      tree.file(name).map(byPath::get).ifPresent(buffer -> texts.put(name, buffer.bytes()));
    }
    return tree.in(new View(texts, Optional.empty(), Map.of()));
  }

  /// Whether findings are told of a file.
  boolean holds(Path path) {
    return buffers.containsKey(path);
  }

  /// The files of which findings are told.
  List<Path> files() {
    return List.copyOf(buffers.keySet());
  }

  /// The text of a file as it was last looked at.
  Optional<Buffer> buffer(Path path) {
    return Optional.ofNullable(buffers.get(path));
  }

  /// Looks at a file again, if it is one of those here and its text is another.
  LiveCheck.Effect edit(Buffer now) {
    Buffer before = buffers.get(now.path());
    if (before == null || before.equals(now)) {
      return LiveCheck.Effect.WITHIN;
    }
    buffers.put(now.path(), now);
    return live.edit(name(now.path()), now.bytes());
  }

  void inspectAgain() {
    live.inspectAgain();
  }

  /// What is told of a file.
  List<Diagnostic> diagnostics(Path path, boolean related) {
    List<Diagnostic> all = new ArrayList<>();
    for (Buffer buffer : buffer(path).stream().toList()) {
      FindingDiagnostics diagnostics = diagnostics(buffer, related);
      live.skipped(name(path)).ifPresent(skipped -> all.add(diagnostics.of(skipped)));
      findings(path).forEach(finding -> all.add(diagnostics.of(finding)));
    }
    return List.copyOf(all);
  }

  FindingDiagnostics diagnostics(Buffer buffer, boolean related) {
    return new FindingDiagnostics(buffer, related, tree::file);
  }

  private List<Finding> findings(Path path) {
    return live.findings(name(path));
  }

  /// The findings of a file that share a character with a range, or stand where it is empty.
  List<Finding> findings(Buffer buffer, Range range) {
    TextPositions positions = buffer.positions();
    int start = positions.offset(range.getStart());
    int end = positions.offset(range.getEnd());
    return findings(buffer.path()).stream()
        .filter(finding -> touch(finding.at().span(), start, end))
        .toList();
  }

  private static boolean touch(Span span, int start, int end) {
    return start <= span.end() && span.start() <= end;
  }

  /// The fix of a finding, tried and verified.
  Optional<Offer> offer(Finding finding) {
    return live.offer(finding);
  }

  /// The recipe of a finding with its examples.
  Optional<Recipe> page(String id) {
    if (pages.isEmpty()) {
      pages = ready.pages().get();
    }
    return pages.stream().filter(recipe -> recipe.id().equals(id)).findFirst();
  }

  /// What a recipe does, as its title.
  String title(String id) {
    return ready.recipes().stream()
        .filter(recipe -> recipe.id().equals(id))
        .map(Recipe::title)
        .findFirst()
        .orElse(id);
  }

  /// The file that a finding or an edit names.
  Optional<Path> file(String name) {
    return tree.file(name);
  }

  private String name(Path path) {
    return Optional.ofNullable(shown.get(path)).orElseThrow();
  }

  @Override
  public void close() {
    live.close();
  }
}
