package dev.loopmend.metamorphic;

import dev.loopmend.edit.Request;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.recipe.Finding;
import dev.loopmend.semantic.Knowledge;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A program whose local names are replaced before it is mended, and after it: the texts must be
/// the same. `names` are those that were replaced.
record Commutation(
    Set<String> names, SortedMap<String, String> first, SortedMap<String, String> last) {

  /// Both orders for a program; nothing where no fix is made or no name can be replaced in both.
  static Optional<Commutation> of(Program program, Engine engine, Knowledge knowledge) {
    LinkedProgram before = LinkedProgram.of(program, knowledge);
    ChangeSet changes = program.mend(engine);
    LinkedProgram after = LinkedProgram.of(mended(program, changes), knowledge);
    Set<String> names = LocalRenaming.names(before);
    names.retainAll(LocalRenaming.names(after));
    Set<String> written = written(changes, before, after);
    names.removeIf(name -> written.stream().anyMatch(it -> isMadeOf(it, name)));
    Map<String, String> fresh = LocalRenaming.freshNames(names, List.of(before, after));
    if (changes.changed().isEmpty() || fresh.isEmpty()) {
      return Optional.empty();
    }
    Program renamed = program.with(LocalRenaming.renamed(before, fresh).files());
    return Optional.of(
        new Commutation(
            Set.copyOf(fresh.keySet()),
            new TreeMap<>(mended(renamed, renamed.mend(engine)).files()),
            LocalRenaming.renamed(after, fresh).files()));
  }

  private static Program mended(Program program, ChangeSet changes) {
    Map<String, String> texts = new TreeMap<>(program.files());
    changes.changed().forEach(file -> texts.put(file.path(), file.after().text()));
    return program.with(texts);
  }

  /// The names that fixes bring with them: new ones, and those of the definitions that they insert.
  private static Set<String> written(ChangeSet changes, LinkedProgram before, LinkedProgram after) {
    Set<String> names = tokens(after);
    names.removeAll(tokens(before));
    changes.fixed().stream()
        .map(Finding::fix)
        .flatMap(Optional::stream)
        .flatMap(fix -> fix.files().stream())
        .flatMap(file -> file.requests().stream())
        .forEach(
            request -> {
              if (request instanceof Request.Definition definition) {
                NamesInTexts.addWords(definition.text(), names);
              }
            });
    return names;
  }

  /// Ex) count_async is made of count
  private static boolean isMadeOf(String written, String name) {
    return written.equals(name) || written.startsWith(name + "_");
  }

  private static Set<String> tokens(LinkedProgram program) {
    Set<String> tokens = new TreeSet<>();
    program.models().values().forEach(model -> tokens.addAll(NamesInTexts.tokens(model.tree())));
    return tokens;
  }
}
