package dev.loopmend.engine;

import dev.loopmend.engine.Demands.Alternative;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
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

  /// A file in which a recipe may find something by other words than its own.
  record Holder(Look look, Alternative other) {}

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

  /// The files in which recipes may find something by other words than their own, found in one pass
  /// over the words of all.
  List<Holder> holding(Collection<Alternative> others) {
    Map<Integer, List<Sign>> signs = new HashMap<>();
    for (Alternative other : others) {
      Sign sign = new Sign(other);
      signs.computeIfAbsent(sign.rarest(), _ -> new ArrayList<>()).add(sign);
    }
    List<Holder> found = new ArrayList<>();
    for (Look look : all()) {
      look.words()
          .forEach(
              hash -> {
                for (Sign sign : signs.getOrDefault(hash, List.of())) {
                  if (sign.isIn(look.words())) {
                    found.add(new Holder(look, sign.other()));
                  }
                }
              });
    }
    return found;
  }

  /// Those that may pass on all that one of some modules has.
  List<Look> passingOn(Collection<String> modules) {
    Set<Integer> words = new HashSet<>();
    modules.forEach(it -> words.add(WordSet.hash(it)));
    return all().stream().filter(look -> mayPassOn(look.words(), words)).toList();
  }

  /// The words of an alternative by their hashes.
  private static final class Sign {
    /// A long word is a rare one, mostly.
    private static final Comparator<String> BY_LENGTH =
        Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final Alternative other;
    private final int[] words;

    Sign(Alternative other) {
      this.other = other;
      this.words = other.words().stream().mapToInt(WordSet::hash).toArray();
    }

    Alternative other() {
      return other;
    }

    /// The one of the words that few files hold.
    int rarest() {
      return WordSet.hash(Collections.max(other.words(), BY_LENGTH));
    }

    boolean isIn(WordSet file) {
      return file.areWritten(words) && (other.module().isEmpty() || file.mayHold(other.module()));
    }
  }
}
