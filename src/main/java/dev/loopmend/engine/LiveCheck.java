package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A check whose files go on changing, as in an editor. An edited file is read and inspected alone;
/// all others stay as they were understood, so that what its new text makes of files that were not
/// parsed so far, or of what others find, is told by a new check only. For one thread at a time.
public final class LiveCheck implements AutoCloseable {
  private final EditedTree tree;
  private final Inputs inputs;
  private final List<Recipe> recipes;
  private final WordFilter filter;
  private final Workers workers;
  private final Workspaces workspaces;
  private final List<FileState> files;
  private final Map<String, FileOutcome.Skipped> skipped = new HashMap<>();

  /// The comments of files that decline nothing.
  private final Map<String, List<Finding>> stale = new HashMap<>();

  /// What was tried since the last edit: editors ask again with each move of the cursor.
  private final Map<Finding, Optional<Offer>> offers = new HashMap<>();

  private LiveCheck(
      List<Recipe> recipes,
      Knowledge knowledge,
      Formats formats,
      SourceTree sources,
      Engine.Limits limits) {
    this.recipes = List.copyOf(recipes);
    this.tree = new EditedTree(NewModules.in(sources, recipes, knowledge));
    this.inputs = new Inputs(tree, formats, limits);
    this.workers = new Workers(limits.jobs(), limits.progress());
    Groundwork ground = Groundwork.of(inputs, new RecipeSet(recipes), knowledge, workers);
    this.filter = ground.filter();
    this.files = new ArrayList<>(ground.files());
    this.workspaces = ground.workspaces();
    ground.scan().skipped().forEach(one -> skipped.put(one.path(), one));
    StaleComments.of(ground.scan(), inputs, workspaces.used(), this.recipes, files, workers)
        .forEach(it -> stale.computeIfAbsent(it.at().path(), _ -> new ArrayList<>()).add(it));
  }

  /// Reads and checks the files of a source tree; the same arguments as those of an engine and a
  /// run.
  public static LiveCheck of(
      List<Recipe> recipes,
      Knowledge knowledge,
      Formats formats,
      SourceTree sources,
      Engine.Limits limits) {
    return new LiveCheck(recipes, knowledge, formats, sources, limits);
  }

  /// Has a file hold these bytes, and finds anew what there is in it.
  public Effect edit(String path, byte[] bytes) {
    offers.clear();
    tree.put(path, bytes);
    Scan.Seen seen = workers.map("reading", List.of(path), this::look).getFirst();
    if (seen.skipped().isPresent() || seen.parsed().isEmpty()) {
      // The others go on with what they knew of it: most texts are broken while they are typed.
      seen.skipped().ifPresent(one -> skipped.put(path, one));
      return Effect.WITHIN;
    }
    skipped.remove(path);
    FileState fresh = seen.parsed().get();
    int at = indexOf(path);
    if (at < 0) {
      files.add(fresh);
    } else {
      fresh.addCandidates(files.get(at).candidates());
      files.set(at, fresh);
    }
    workspaces.used().forget(path);
    boolean within = workspaces.inspectEdited(files, fresh);
    lookAtComments(fresh);
    return within ? Effect.WITHIN : Effect.BEYOND;
  }

  /// How far an edit reaches: what a file tells others about itself stayed the same or not.
  public enum Effect {
    WITHIN,
    BEYOND
  }

  private Scan.Seen look(String path) {
    return Scan.look(inputs, path, filter);
  }

  /// Finds anew what there is in all files where findings are wanted, after edits of others.
  public void inspectAgain() {
    offers.clear();
    workspaces.inspect("looking for what to mend", files, files);
    files.forEach(this::lookAtComments);
  }

  private void lookAtComments(FileState file) {
    stale.computeIfPresent(
        file.path(),
        (_, before) -> StaleComments.still(before, file, inputs, workspaces.used(), recipes));
  }

  /// What is found in a file, in the order of its text; nothing while it cannot be read.
  public List<Finding> findings(String path) {
    if (skipped.containsKey(path)) {
      return List.of();
    }
    int at = indexOf(path);
    return Stream.concat(
            at < 0 ? Stream.of() : files.get(at).findings().stream(),
            stale.getOrDefault(path, List.of()).stream())
        .sorted(ChangeSet::inOrder)
        .toList();
  }

  /// Why findings are not looked for in a file, if that is so.
  public Optional<FileOutcome.Skipped> skipped(String path) {
    return Optional.ofNullable(skipped.get(path));
  }

  /// The fix of a finding of the texts as they are now, tried and verified; nothing if it has none,
  /// or if one of its files is not any more what it was when it was read.
  public Optional<Offer> offer(Finding finding) {
    Optional<Recipe> recipe =
        recipes.stream().filter(one -> one.id().equals(finding.recipe())).findFirst();
    if (recipe.isEmpty() || finding.fix().isEmpty()) {
      return Optional.empty();
    }
    Mending mending = new Mending(recipe.get(), files, workspaces, inputs.limits());
    return offers
        .computeIfAbsent(finding, it -> workspaces.trying(() -> mending.offer(it)))
        .filter(offer -> offer.parts().stream().allMatch(this::isCurrent));
  }

  private boolean isCurrent(Offer.Part part) {
    return switch (tree.read(part.path())) {
      case SourceTree.Reading.Unreadable _ -> false;
      case SourceTree.Reading.Absent _ -> part.before().isAbsent();
      case SourceTree.Reading.Bytes(byte[] bytes) ->
          switch (inputs.formats().decode(part.path(), bytes)) {
            case SourceText.Decoding.Decoded(SourceText now) ->
                now.text().equals(part.before().text());
            case SourceText.Decoding.Undecodable _ -> false;
          };
    };
  }

  private int indexOf(String path) {
    return IntStream.range(0, files.size())
        .filter(at -> files.get(at).path().equals(path))
        .findFirst()
        .orElse(-1);
  }

  @Override
  public void close() {
    workers.close();
  }
}
