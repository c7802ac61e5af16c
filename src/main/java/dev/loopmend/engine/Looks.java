package dev.loopmend.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the first pass learned of all files, and which of them by their words may have to do with
/// something.
final class Looks {
  /// Stands for any module in the hashes of words; no word has it.
  private static final int ANYWHERE = 0;

  private final Map<String, Look> byPath = new LinkedHashMap<>();

  Looks(List<Look> looks) {
    looks.forEach(look -> byPath.put(look.path(), look));
  }

  Optional<Look> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  Collection<Look> all() {
    return byPath.values();
  }

  /// Those that may mention a name in question, or pass all on that the module has which defines
  /// it.
  List<Look> answering(Collection<Question> questions) {
    Map<Integer, Set<Integer>> asked = new HashMap<>();
    Set<Integer> modules = new HashSet<>();
    for (Question question : questions) {
      int module = question.word().isEmpty() ? ANYWHERE : WordSet.hash(question.word());
      asked.computeIfAbsent(WordSet.hash(question.name()), _ -> new LinkedHashSet<>()).add(module);
      modules.add(module);
    }
    return asked.isEmpty()
        ? List.of()
        : all().stream()
            .filter(it -> mayMention(it.words(), asked) || mayPassOn(it.words(), modules))
            .toList();
  }

  private static boolean mayMention(WordSet words, Map<Integer, Set<Integer>> asked) {
    return words.anyWritten(
        hash -> {
          Set<Integer> modules = asked.get(hash);
          return modules != null
              && modules.stream().anyMatch(word -> word == ANYWHERE || words.holds(word));
        });
  }

  /// Ex) `from app.jobs import *`, where `jobs` defines what is asked for
  private static boolean mayPassOn(WordSet words, Set<Integer> modules) {
    return words.isOpen() && words.anyWritten(modules::contains);
  }

  /// Those in which a recipe may find something by other words than its own.
  List<Look> holding(Demands.Alternative other) {
    int[] words = other.words().stream().mapToInt(WordSet::hash).toArray();
    return all().stream()
        .filter(look -> look.words().areWritten(words))
        .filter(look -> other.module().isEmpty() || look.words().mayHold(other.module()))
        .toList();
  }

  /// Those that may pass on all that a module has.
  List<Look> passingOn(String module) {
    Set<Integer> modules = Set.of(WordSet.hash(module));
    return all().stream().filter(look -> mayPassOn(look.words(), modules)).toList();
  }
}
