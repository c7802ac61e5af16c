package dev.loopmend.engine;

import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.semantic.Reexport;
import dev.loopmend.semantic.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// In which files recipes may find something by names that other files of the workspace pass on,
/// once all of them are linked: by the words of a file, so rather in too many.
final class PassedNames {
  private final Sought sought;

  /// The names that modules pass on by their hashes.
  private final Map<Integer, List<Passed>> byName = new HashMap<>();

  /// The words by which a module may be named, besides that of its file, by that.
  private final Map<String, Set<String>> otherWords = new HashMap<>();

  /// A name of a module with the parts of what it means.
  private record Passed(String module, List<String> parts) {}

  PassedNames(Sought sought, Workspace workspace) {
    this.sought = sought;
    for (Reexport one : workspace.reexports(name -> isWanted(name) || isModule(workspace, name))) {
      if (isWanted(one.meaning())) {
        Passed passed =
            new Passed(Demands.moduleWord(one.path()), List.of(one.meaning().split("\\.", -1)));
        byName.computeIfAbsent(WordSet.hash(one.name()), _ -> new ArrayList<>()).add(passed);
      }
      // Ex) `from app import compat as c`
      workspace
          .fileOf(one.meaning())
          .map(Demands::moduleWord)
          .ifPresent(
              word -> otherWords.computeIfAbsent(word, _ -> new LinkedHashSet<>()).add(one.name()));
    }
  }

  private static boolean isModule(Workspace workspace, String name) {
    return workspace.fileOf(name).isPresent();
  }

  private boolean isWanted(String meaning) {
    for (int start = 0; start >= 0; ) {
      int end = meaning.indexOf('.', start);
      if (sought.allWords().contains(meaning.substring(start, end < 0 ? meaning.length() : end))) {
        return true;
      }
      start = end < 0 ? end : end + 1;
    }
    return false;
  }

  /// The recipes that may find something in a file though its own words do not tell.
  Set<String> candidates(Look look) {
    Set<String> brought = new HashSet<>();
    look.words()
        .forEach(
            hash -> {
              for (Passed one : byName.getOrDefault(hash, List.of())) {
                if (mayName(look.words(), one.module())) {
                  brought.addAll(one.parts());
                }
              }
            });
    Set<String> found = new LinkedHashSet<>();
    if (look.standing() == Standing.CHOSEN && !brought.isEmpty()) {
      for (String recipe : look.settings().recipes()) {
        if (!look.candidates().contains(recipe) && mayFind(recipe, look.words(), brought)) {
          found.add(recipe);
        }
      }
    }
    return found;
  }

  private boolean mayName(WordSet words, String module) {
    return words.isWritten(WordSet.hash(module))
        || otherWords.getOrDefault(module, Set.of()).stream()
            .anyMatch(it -> words.isWritten(WordSet.hash(it)));
  }

  private boolean mayFind(String recipe, WordSet words, Set<String> brought) {
    return sought.of(recipe).words().stream()
        .anyMatch(set -> set.stream().allMatch(word -> isThere(words, brought, word)));
  }

  /// Ex) `.set` is an attribute of whatever object
  private static boolean isThere(WordSet words, Set<String> brought, String word) {
    return brought.contains(word)
        || words.isWritten(WordSet.hash(word.substring(word.indexOf('.') + 1)));
  }
}
