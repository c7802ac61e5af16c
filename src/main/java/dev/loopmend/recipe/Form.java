package dev.loopmend.recipe;

import dev.loopmend.match.CodePattern;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.Workspace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One form of a fault: patterns of which one must match, and what must hold there. The name is
/// empty for the only form of a recipe; `severity` is there if it is another than that of the
/// recipe.
public record Form(
    String name,
    List<CodePattern> patterns,
    List<Clause> clauses,
    Optional<Severity> severity,
    int line) {
  public Form {
    patterns = List.copyOf(patterns);
    clauses = List.copyOf(clauses);
  }

  /// The names, dotted or not, of which a file with a match mentions all of at least one set: those
  /// of a pattern, with those that the conditions on its variables add.
  Set<Set<String>> requiredNames() {
    Set<Set<String>> names = new LinkedHashSet<>();
    for (CodePattern pattern : patterns) {
      Set<String> makers = makers(pattern);
      // Ex) `$SPAWN($$$ALL)`: found by the names of functions of the project, and these where they
      // call what makes the things
      if (!makers.isEmpty()) {
        makers.forEach(maker -> names.add(Set.of(mentioned(maker))));
        continue;
      }
      Set<Set<String>> sets = Set.of(pattern.requiredNames());
      for (Clause clause : clauses) {
        boolean counts =
            clause.word() == Word.WHERE
                && !clause.condition().requiredNames().isEmpty()
                && (clause.subject().isEmpty() || pattern.variables().contains(clause.subject()));
        sets = counts ? combined(sets, clause.condition().requiredNames()) : sets;
      }
      names.addAll(sets);
    }
    return names;
  }

  /// Whether it may match anywhere in a file of a linked workspace, by what is known of the file
  /// without its tree.
  boolean mayMatchIn(Workspace workspace, String path) {
    return clauses.stream()
        .filter(clause -> clause.word() == Word.WHERE && clause.subject().isEmpty())
        .allMatch(clause -> clause.condition().mayHoldIn(workspace, path));
  }

  private Set<String> makers(CodePattern pattern) {
    Set<String> makers = new LinkedHashSet<>();
    for (Clause clause : clauses) {
      if (clause.word() == Word.WHERE && pattern.variables().contains(clause.subject())) {
        makers.addAll(clause.condition().makers());
      }
    }
    return makers;
  }

  /// Ex) `.create_task` for `asyncio.AbstractEventLoop.create_task`, a method
  private static String mentioned(String maker) {
    return Dotted.looksLikeClass(Dotted.qualifier(maker)) ? "." + Dotted.last(maker) : maker;
  }

  private static Set<Set<String>> combined(Set<Set<String>> some, Set<Set<String>> others) {
    Set<Set<String>> all = new LinkedHashSet<>();
    for (Set<String> one : some) {
      for (Set<String> other : others) {
        Set<String> both = new LinkedHashSet<>(one);
        both.addAll(other);
        all.add(both);
      }
    }
    return all;
  }

  /// What a condition decides.
  public enum Word {
    /// no finding unless it holds
    WHERE,
    /// no finding if it holds
    UNLESS,
    /// the fix is unsafe if it holds
    UNSAFE_WHEN,
    /// there is no fix if it holds
    REPORT_WHEN
  }

  /// A condition of a form. `subject` is the variable (without dollars) that it concerns, empty for
  /// the whole match: it is passed over where the pattern that matched does not bind that variable.
  public record Clause(
      Word word, String subject, Condition condition, String because, String text, int line) {}
}
