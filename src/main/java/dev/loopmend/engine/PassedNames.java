package dev.loopmend.engine;

import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.Reexport;
import dev.loopmend.semantic.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// In which files recipes may find something by names that other files of the workspace pass on,
/// once all of them are linked: by the words of a file, so rather in too many.
final class PassedNames {
  private final Sought sought;

  /// What the names that modules pass on may mean, by the hashes of the names.
  private final Map<Integer, List<Passed>> byName = new HashMap<>();

  /// The parts of what a name may mean, and by hashes the words for modules in which it means that:
  /// a name such as `path` has few meanings, and thousands of modules have it.
  private record Passed(List<String> parts, Set<Integer> modules) {}

  PassedNames(Sought sought, Workspace workspace) {
    this.sought = sought;
    Map<String, Map<List<String>, Set<String>>> modules = new HashMap<>();
    Map<String, Set<String>> otherWords = new HashMap<>();
    List<Reexport> all =
        new ArrayList<>(workspace.reexports(name -> isWanted(name) || isModule(workspace, name)));
    // Ex) `class Inbox(asyncio.Queue)`
    all.addAll(workspace.subclasses(bases(sought)));
    for (Reexport one : all) {
      List<String> parts = List.of(Dotted.spelled(one.meaning()).split("\\.", -1));
      // Ex) `import queue`, which brings no word to who writes `queue`
      boolean brings = !parts.equals(List.of(one.name()));
      if (brings && isWanted(one.meaning())) {
        modules
            .computeIfAbsent(one.name(), _ -> new HashMap<>())
            .computeIfAbsent(parts, _ -> new HashSet<>())
            .add(Demands.moduleWord(one.path()));
      }
      // Ex) `from app import compat as c`
      workspace
          .fileOf(one.meaning())
          .map(Demands::moduleWord)
          .ifPresent(
              word -> otherWords.computeIfAbsent(word, _ -> new HashSet<>()).add(one.name()));
    }
    modules.forEach(
        (name, meanings) -> {
          List<Passed> passed = byName.computeIfAbsent(WordSet.hash(name), _ -> new ArrayList<>());
          meanings.forEach((parts, of) -> passed.add(new Passed(parts, hashes(of, otherWords))));
        });
  }

  private static Set<String> bases(Sought sought) {
    return sought.byRecipe().values().stream()
        .flatMap(one -> one.asked().bases().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Integer> hashes(Set<String> modules, Map<String, Set<String>> otherWords) {
    return modules.stream()
        .flatMap(it -> Stream.concat(Stream.of(it), otherWords.getOrDefault(it, Set.of()).stream()))
        .map(WordSet::hash)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isModule(Workspace workspace, String name) {
    return workspace.fileOf(name).isPresent();
  }

  private boolean isWanted(String name) {
    String meaning = Dotted.spelled(name);
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
                if (!brought.containsAll(one.parts()) && look.words().isAnyWritten(one.modules())) {
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
