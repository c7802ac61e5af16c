package dev.loopmend.recipe;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// One step of a rewrite: it adds edits, requests or bindings to the draft of a fix.
@FunctionalInterface
public interface Operation {

  /// What the step makes of a draft at a match.
  Outcome apply(Site site, Draft draft);

  /// Whether the step looks at who calls the function round a match, in any file.
  default boolean asksCallers() {
    return false;
  }

  /// Whether callers matter also where that is a coroutine function, up to whoever starts the first
  /// of them.
  default boolean asksCoroutineCallers() {
    return false;
  }

  /// Words of which another file must hold all of one set to matter for the step.
  default Set<Set<String>> wordsElsewhere() {
    return Set.of();
  }

  /// What came of a step.
  sealed interface Outcome {
    record Done(Draft draft) implements Outcome {}

    /// The draft is the whole fix: no further step has anything to do here.
    record Whole(Draft draft) implements Outcome {}

    /// No fix can be made here; `why` is shown with the finding, as a clause.
    record Declined(String why) implements Outcome {}
  }

  /// What a recipe file says of a step: the settings behind its name, and the fences that follow.
  record Settings(Map<String, Object> values, List<Fence> fences) {
    public Settings {
      fences = List.copyOf(fences);
    }

    /// The setting as words: a list as it is, one word as a list of one, nothing as none.
    public List<String> words(String key) {
      Object value = values.get(key);
      if (value == null) {
        return List.of();
      }
      return value instanceof List<?> list
          ? list.stream().map(String::valueOf).toList()
          : List.of(String.valueOf(value));
    }
  }

  /// A fence of code under a step; `condition` must hold for it to be used.
  record Fence(String text, Condition condition) {}

  /// How a step is made of its settings.
  @FunctionalInterface
  interface Factory {
    Made<Operation> make(Settings settings);
  }
}
